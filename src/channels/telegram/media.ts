import { Failure } from '../../base/failure.ts';
import { isObject } from '../../base/json.ts';
import type { MediaRef } from '../../message/content.ts';
import type { DownloadedFile, DownloadIo } from '../channel.ts';
import { askApi } from './api.ts';
import { apiBaseOf, secretsOf, type TelegramConfig } from './config.ts';
import { refusalOf } from './errors.ts';
import { numberAt, textAt } from './fields.ts';

/** The most that Telegram gives to bots. */
const PROVIDER_MAX_BYTES = 20 * 1024 * 1024;
/** A large file on a slow line. */
const FILE_TIMEOUT_MS = 120_000;

type Io = DownloadIo<TelegramConfig>;

/**
 * Fetches a file that a person sent: asks where it lies, and fetches it from there. The address holds the bot's token,
 * so it is neither kept nor shown. Type and name are those of the person's message: the host does not know them.
 */
export async function download(file: MediaRef, io: Io): Promise<DownloadedFile> {
  refuseLarge(file.bytes, Math.min(io.maxBytes, PROVIDER_MAX_BYTES));
  const path = await pathOf(file, io);
  const { config, now } = io;
  const response = await io.http({
    method: 'GET',
    url: `${apiBaseOf(config)}/file/bot${config.botToken}/${path}`,
    maxBytes: io.maxBytes,
    timeoutMs: FILE_TIMEOUT_MS,
  });
  if (response.status !== 200)
    throw refusedFile(refusalOf(response, { write: false, now: now(), secrets: secretsOf(config) }));
  refuseLarge(response.body.byteLength, io.maxBytes);
  return { bytes: response.body, mime: file.mime, ...(file.name !== undefined && { name: file.name }) };
}

async function pathOf(file: MediaRef, io: Io): Promise<string> {
  const described = await askApi(io, 'getFile', { parameters: { file_id: file.id } }).catch((thrown: unknown) => {
    throw thrown instanceof Failure && thrown.data.providerCode === '400' ? gone(thrown) : thrown;
  });
  const facts = isObject(described) ? described : undefined;
  refuseLarge(numberAt(facts, 'file_size'), io.maxBytes);
  const path = textAt(facts, 'file_path');
  const segments = path?.split('/') ?? [];
  // A path that leads elsewhere would take the token along.
  if (path === undefined || segments.some((segment) => ['', '.', '..'].includes(segment)))
    throw new Failure({ code: 'unavailable', message: 'Telegram does not say where the file lies.' });
  return segments.map(encodeURIComponent).join('/');
}

/** The id of the file is all that such a request can get wrong. */
function gone(refusal: Failure): Failure {
  const message = 'Telegram does not hand out this file: it is gone, or larger than the 20 MB that bots may fetch.';
  return new Failure({ ...refusal.data, code: 'not_found', message }, { cause: refusal });
}

/** The API has just taken the token: where the host of the files refuses it, the file is refused and nothing else. */
function refusedFile(refusal: Failure): Failure {
  if (refusal.code !== 'auth') return refusal;
  const code = refusal.data.providerCode === '404' ? 'not_found' : 'denied';
  return new Failure({ ...refusal.data, code, message: 'Telegram does not hand out this file.' });
}

function refuseLarge(bytes: number | undefined, maxBytes: number): void {
  if (bytes === undefined || bytes <= maxBytes) return;
  throw new Failure({
    code: 'invalid',
    message: `The file has ${bytes} bytes, at most ${maxBytes} are taken. Ask for a smaller one.`,
    details: { bytes, maxBytes },
  });
}
