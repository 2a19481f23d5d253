import { Failure } from '../../base/failure.ts';
import type { MediaRef } from '../../message/content.ts';
import type { HttpResponse } from '../../net/http.ts';
import { statusFailure } from '../../net/status.ts';
import type { DownloadedFile, DownloadIo } from '../channel.ts';
import { apiBaseOf, type ViberConfig } from './config.ts';

/** A large file on a slow line. */
const FILE_TIMEOUT_MS = 120_000;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

type Io = DownloadIo<ViberConfig>;

/**
 * Fetches a file that a person sent, by the link in the message, which holds for about an hour and needs no token. The
 * host says what type it has, where it knows; the name is that of the message.
 */
export async function download(file: MediaRef, io: Io): Promise<DownloadedFile> {
  refuseLarge(file.bytes, io);
  let response = await fetchFrom(file.id, io);
  const place = REDIRECTS.has(response.status) ? URL.parse(response.headers['location'] ?? '', file.id) : null;
  if (place) response = await fetchFrom(place.href, io);
  if (response.status !== 200) throw refused(response, io);
  refuseLarge(response.body.byteLength, io);
  const told = response.headers['content-type']?.split(';')[0]?.trim();
  const mime = told === undefined || told === 'application/octet-stream' ? file.mime : told;
  return { bytes: response.body, mime, ...(file.name !== undefined && { name: file.name }) };
}

function fetchFrom(url: string, { http, config, maxBytes }: Io): Promise<HttpResponse> {
  // Files lie with many hosts; none of them is in a private network, but where the API itself is.
  const guard = { allowPrivate: [URL.parse(apiBaseOf(config))?.host ?? ''] };
  return http({ method: 'GET', url, maxBytes, guard, timeoutMs: FILE_TIMEOUT_MS });
}

function refused(response: HttpResponse, { now }: Io): Failure {
  const { data } = statusFailure(response, { who: 'The place of the file', write: false, now: now() });
  if (!['auth', 'denied', 'not_found'].includes(data.code)) return new Failure(data);
  const message = 'Viber does not hand out this file any more: its link holds for about an hour.';
  return new Failure({ ...data, code: 'not_found', message });
}

function refuseLarge(bytes: number | undefined, { maxBytes }: Io): void {
  if (bytes === undefined || bytes <= maxBytes) return;
  throw new Failure({
    code: 'invalid',
    message: `The file has ${bytes} bytes, at most ${maxBytes} are taken. Ask for a smaller one.`,
    details: { bytes, maxBytes },
  });
}
