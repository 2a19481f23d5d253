import { Failure } from '../../../base/failure.ts';
import type { MediaRef } from '../../../message/content.ts';
import type { HttpRequest, HttpResponse } from '../../../net/http.ts';
import type { DownloadedFile, DownloadIo } from '../../channel.ts';
import { parseObject, textAt } from '../reading.ts';
import { refusal } from '../refusal.ts';
import type { BirdConfig } from './account.ts';
import { authorization, baseOf, BIRD, birdIo } from './api.ts';

const FILE_TIMEOUT_MS = 120_000;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches a file that a person sent. Bird asks for the access key and may then lead to where the file lies, which gets
 * none: it refuses a second proof. A file that is gone is `not_found`, one over the limit `invalid`.
 */
export async function download(file: MediaRef, io: DownloadIo<BirdConfig>): Promise<DownloadedFile> {
  const url = ownAddress(file.id, io.config);
  let response = await fetchFrom(io, { url, headers: { authorization: authorization(io.config) } });
  if (REDIRECTS.has(response.status)) {
    const next = URL.parse(response.headers['location'] ?? '', url);
    const safe = next?.protocol === 'https:' || next?.origin === new URL(url).origin;
    if (!next || !safe) throw failure('unavailable', 'Bird leads to an address that is not encrypted.');
    response = await fetchFrom(io, { url: next.href });
  }
  if (response.status !== 200) throw refused(response, io);
  const { byteLength } = response.body;
  if (byteLength > io.maxBytes) throw failure('invalid', `The file has ${byteLength} bytes, ${io.maxBytes} are taken.`);
  const { name } = file;
  const mime = response.headers['content-type'] ?? file.mime;
  return { bytes: response.body, mime, ...(name !== undefined && { name }) };
}

function fetchFrom(io: DownloadIo<BirdConfig>, asked: Pick<HttpRequest, 'url' | 'headers'>): Promise<HttpResponse> {
  return io.http({ ...asked, method: 'GET', maxBytes: io.maxBytes, timeoutMs: FILE_TIMEOUT_MS });
}

/** The access key goes to Bird and nowhere else. */
function ownAddress(id: string, config: BirdConfig): string {
  const url = URL.parse(id);
  const bird = url?.protocol === 'https:' && /(^|\.)(message)?bird\.com$/.test(url.hostname);
  if (url && (bird || url.origin === URL.parse(baseOf(config))?.origin)) return url.href;
  throw failure('invalid', 'The file does not lie with Bird, so it is not fetched.');
}

function refused(response: HttpResponse, io: DownloadIo<BirdConfig>): Failure {
  const answer = parseObject(response.text());
  const error = { code: textAt(answer, 'code'), text: textAt(answer, 'message') };
  return refusal(response, error, BIRD, { write: false, now: io.now(), secrets: birdIo(io).secrets });
}

function failure(code: 'invalid' | 'unavailable', message: string): Failure {
  return new Failure({ code, message });
}
