import { Failure } from '../../../base/failure.ts';
import type { MediaContent, MediaRef } from '../../../message/content.ts';
import type { HttpRequest, HttpResponse } from '../../../net/http.ts';
import type { DownloadedFile, DownloadIo } from '../../channel.ts';
import { refusal } from '../refusal.ts';
import { authorization, baseOf, secretsOf, type TwilioAccount } from './api.ts';
import { errorIn, TWILIO } from './errors.ts';

const FILE_TIMEOUT_MS = 120_000;
const MOST_FILES = 10;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The files of a message, as content: ten at most, each by its address with Twilio. */
export function filesOf(parameters: URLSearchParams): MediaContent[] {
  const files: MediaContent[] = [];
  for (let index = 0; index < MOST_FILES; index++) {
    const id = parameters.get(`MediaUrl${index}`);
    if (!id) break;
    const mime = parameters.get(`MediaContentType${index}`) ?? 'application/octet-stream';
    files.push({ kind: 'media', media: kindOf(mime), file: { id, mime } });
  }
  return files;
}

function kindOf(mime: string): MediaContent['media'] {
  const [family] = mime.split('/');
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}

/**
 * Fetches a file that a person sent. Twilio asks for the credentials and then leads to where the file lies, which gets
 * none. A file that is gone is `not_found`, one over the limit `invalid`.
 */
export async function download(file: MediaRef, io: DownloadIo<TwilioAccount>): Promise<DownloadedFile> {
  const url = ownAddress(file.id, io.config);
  let response = await fetchFrom(io, { url, headers: { authorization: authorization(io.config) } });
  if (REDIRECTS.has(response.status)) {
    const next = URL.parse(response.headers['location'] ?? '', url);
    const safe = next?.protocol === 'https:' || next?.origin === new URL(url).origin;
    if (!next || !safe) throw unusable('Twilio leads to an address that is not encrypted');
    response = await fetchFrom(io, { url: next.href });
  }
  if (response.status !== 200) throw refused(response, io);
  if (response.body.byteLength > io.maxBytes) throw tooLarge(response.body.byteLength, io);
  return { bytes: response.body, mime: response.headers['content-type'] ?? file.mime };
}

function fetchFrom(io: DownloadIo<TwilioAccount>, asked: Pick<HttpRequest, 'url' | 'headers'>): Promise<HttpResponse> {
  return io.http({ ...asked, method: 'GET', maxBytes: io.maxBytes, timeoutMs: FILE_TIMEOUT_MS });
}

/** The credentials go to Twilio and nowhere else. */
function ownAddress(id: string, config: TwilioAccount): string {
  const url = URL.parse(id);
  const twilio = url?.protocol === 'https:' && /(^|\.)twilio\.com$/.test(url.hostname);
  if (url && (twilio || url.origin === URL.parse(baseOf(config))?.origin)) return url.href;
  throw new Failure({ code: 'invalid', message: 'The file does not lie with Twilio, so it is not fetched.' });
}

function refused(response: HttpResponse, { config, now }: DownloadIo<TwilioAccount>): Failure {
  return refusal(response, errorIn(response), TWILIO, { write: false, now: now(), secrets: secretsOf(config) });
}

function tooLarge(bytes: number, { maxBytes }: DownloadIo): Failure {
  return new Failure({
    code: 'invalid',
    message: `The file has ${bytes} bytes, at most ${maxBytes} are taken. Ask for a smaller one, or raise the limit.`,
    details: { bytes, maxBytes },
  });
}

function unusable(what: string): Failure {
  return new Failure({ code: 'unavailable', message: `A file could not be fetched: ${what}.` });
}
