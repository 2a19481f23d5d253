import { Failure } from '../../base/failure.ts';
import type { MediaRef } from '../../message/content.ts';
import type { HttpResponse } from '../../net/http.ts';
import type { DownloadedFile, DownloadIo } from '../channel.ts';
import { parseObject, textAt } from '../providers/reading.ts';
import { dataUrl, type LineConfig, secretsOf } from './config.ts';
import { refusalOf } from './errors.ts';

/** A large film on a slow line. */
const FILE_TIMEOUT_MS = 120_000;
/** LINE needs a moment to prepare a large film or sound. */
const PREPARING_MS = 5000;

type Io = DownloadIo<LineConfig>;

/**
 * Fetches a file that a person sent, by the id of its message. While LINE prepares it, it is `unavailable` and says when
 * to come back.
 */
export async function download(file: MediaRef, io: Io): Promise<DownloadedFile> {
  refuseLarge(file.bytes, io);
  const path = `/message/${encodeURIComponent(file.id)}/content`;
  let response = await fetchFrom(path, io);
  if (response.status === 202 && (await isReady(path, io))) response = await fetchFrom(path, io);
  if (response.status === 202) throw preparing();
  if (response.status !== 200) throw refused(response, io);
  refuseLarge(response.body.byteLength, io);
  const mime = response.headers['content-type'] ?? file.mime;
  return { bytes: response.body, mime, ...(file.name !== undefined && { name: file.name }) };
}

function fetchFrom(path: string, { http, config, maxBytes }: Io): Promise<HttpResponse> {
  const headers = { authorization: `Bearer ${config.accessToken}` };
  return http({ method: 'GET', url: dataUrl(config, path), headers, maxBytes, timeoutMs: FILE_TIMEOUT_MS });
}

async function isReady(path: string, io: Io): Promise<boolean> {
  const { http, config } = io;
  const headers = { authorization: `Bearer ${config.accessToken}` };
  const response = await http({ method: 'GET', url: dataUrl(config, `${path}/transcoding`), headers });
  if (response.status !== 200) throw refused(response, io);
  const status = textAt(parseObject(response.text()), 'status');
  if (status !== 'failed') return status === 'succeeded';
  throw new Failure({ code: 'not_found', message: 'LINE could not prepare this file; ask for another one.' });
}

function preparing(): Failure {
  const message = 'LINE is still preparing this file.';
  return new Failure({ code: 'unavailable', message, retryAfterMs: PREPARING_MS });
}

function refused(response: HttpResponse, { config, now }: Io): Failure {
  return refusalOf(response, { write: false, now: now(), secrets: secretsOf(config) });
}

function refuseLarge(bytes: number | undefined, { maxBytes }: Io): void {
  if (bytes === undefined || bytes <= maxBytes) return;
  throw new Failure({
    code: 'invalid',
    message: `The file has ${bytes} bytes, at most ${maxBytes} are taken. Ask for a smaller one.`,
    details: { bytes, maxBytes },
  });
}
