import { createHash } from 'node:crypto';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { MediaRef } from '../../message/content.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import type { DownloadedFile, DownloadIo } from '../channel.ts';
import { DEFAULT_API_BASE, graphUrl, type WhatsAppConfig } from './config.ts';
import { parseObject } from './errors.ts';
import { numberAt, textAt } from './fields.ts';
import { graphRefusal } from './graph.ts';

/** A large file on a slow line; the answers of the API itself keep the usual bound. */
const FILE_TIMEOUT_MS = 120_000;

/** What Meta answers about a node that is not there: the id is the only thing that such a request can get wrong. */
const NO_SUCH_NODE: ReadonlySet<string | undefined> = new Set(['33', '100']);

type Io = DownloadIo<WhatsAppConfig>;

/**
 * Fetches a file that a person sent: asks the API where it lies, fetches it from there with the token, and compares it
 * with the hash that Meta gave. The address works for about five minutes, so each attempt asks anew.
 * A file that is gone is `not_found`, one over the limit `invalid`, one that arrives damaged `unavailable`.
 */
export async function download(file: MediaRef, io: Io): Promise<DownloadedFile> {
  const described = await describe(file.id, io);
  refuseLarge(numberAt(described, 'file_size'), io);
  const response = await request(io, {
    url: addressOf(described, io),
    maxBytes: io.maxBytes,
    timeoutMs: FILE_TIMEOUT_MS,
  });
  if (response.status !== 200) throw refusedFile(response, io);
  const bytes = response.body;
  refuseLarge(bytes.byteLength, io);
  checkWhole(bytes, described);
  return { bytes, mime: textAt(described, 'mime_type') ?? response.headers['content-type'] ?? file.mime };
}

/** Asks for the node of a file: `url`, `mime_type`, `sha256`, `file_size`. */
async function describe(id: string, io: Io): Promise<JsonObject> {
  const response = await request(io, { url: graphUrl(io.config, encodeURIComponent(id)) });
  const described = response.status === 200 ? parseObject(response.text()) : undefined;
  if (described && !described['error']) return described;
  if (response.status === 200 && !described) throw unusable('what WhatsApp tells of the file cannot be read');
  const failure = graphRefusal(response, io, false);
  if (failure.code !== 'invalid' || !NO_SUCH_NODE.has(failure.data.providerCode)) throw failure;
  throw new Failure({
    ...failure.data,
    code: 'not_found',
    message: `WhatsApp does not have this file (any more): files that people send can be fetched for 30 days.`,
  });
}

function request(io: Io, asked: Omit<HttpRequest, 'method' | 'headers'>): Promise<HttpResponse> {
  return io.http({ ...asked, method: 'GET', headers: { authorization: `Bearer ${io.config.accessToken}` } });
}

/** Where the file lies. The token goes there, so it must be an encrypted address, or the API's own origin. */
function addressOf(described: JsonObject, { config }: Io): string {
  const url = URL.parse(textAt(described, 'url') ?? '');
  if (!url) throw unusable('WhatsApp does not say where the file lies');
  if (url.protocol === 'https:' || url.origin === URL.parse(config.apiBase ?? DEFAULT_API_BASE)?.origin)
    return url.href;
  throw unusable(`WhatsApp gives an address that is not encrypted, on ${url.host}`);
}

/**
 * The host of the files is not the API: where it refuses a token that the API has just taken, the file is refused and
 * the connection is not broken.
 */
function refusedFile(response: HttpResponse, io: Io): Failure {
  const failure = graphRefusal(response, io, false);
  return failure.code === 'auth' ? new Failure({ ...failure.data, code: 'denied' }) : failure;
}

function refuseLarge(bytes: number | undefined, { maxBytes }: Io): void {
  if (bytes === undefined || bytes <= maxBytes) return;
  throw new Failure({
    code: 'invalid',
    message: `The file has ${bytes} bytes, at most ${maxBytes} are taken. Ask for a smaller one, or raise the limit.`,
    details: { bytes, maxBytes },
  });
}

/** The hash is in hex here; webhooks write the same one in base64, so that is read as well. */
function checkWhole(bytes: Uint8Array, described: JsonObject): void {
  const told = textAt(described, 'sha256');
  if (told === undefined) return;
  const expected = Buffer.from(told, /^[0-9a-f]{64}$/i.test(told) ? 'hex' : 'base64');
  if (!createHash('sha256').update(bytes).digest().equals(expected)) throw unusable('the file arrived damaged');
}

function unusable(what: string): Failure {
  return new Failure({ code: 'unavailable', message: `A file could not be fetched: ${what}.` });
}
