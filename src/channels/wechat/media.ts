import { Failure } from '../../base/failure.ts';
import type { MediaRef } from '../../message/content.ts';
import type { HttpResponse } from '../../net/http.ts';
import { statusFailure } from '../../net/status.ts';
import type { DownloadedFile, DownloadIo } from '../channel.ts';
import { textAt } from '../providers/reading.ts';
import { exchange } from './api.ts';
import { apiBaseOf, type WechatConfig } from './config.ts';
import { readAnswer } from './token.ts';

const FILE_TIMEOUT_MS = 120_000;

type Io = DownloadIo<WechatConfig>;

/**
 * Fetches a file that a person sent, which WeChat keeps for three days. Of a film it gives a link, which is followed
 * without the token.
 */
export async function download(file: MediaRef, io: Io): Promise<DownloadedFile> {
  const first = await exchange(io, {
    method: 'GET',
    path: '/cgi-bin/media/get',
    query: { media_id: file.id },
    maxBytes: io.maxBytes,
    timeoutMs: FILE_TIMEOUT_MS,
  }).catch((thrown: unknown) => {
    throw thrown instanceof Failure && thrown.data.providerCode === '40007' ? gone(thrown) : thrown;
  });
  const link = textAt(readAnswer(first), 'video_url');
  const response = link === undefined ? first : await fetchFilm(link, io);
  refuseLarge(response.body.byteLength, io.maxBytes);
  const told = response.headers['content-type']?.split(';')[0]?.trim();
  const mime = told === undefined || told === 'application/octet-stream' ? file.mime : told;
  return { bytes: response.body, mime, ...(file.name !== undefined && { name: file.name }) };
}

async function fetchFilm(url: string, { http, maxBytes, now, config }: Io): Promise<HttpResponse> {
  const guard = { allowPrivate: [URL.parse(apiBaseOf(config))?.host ?? ''] };
  const response = await http({ method: 'GET', url, maxBytes, guard, timeoutMs: FILE_TIMEOUT_MS });
  if (response.status === 200) return response;
  throw statusFailure(response, { who: 'The place of the film', write: false, now: now() });
}

function gone(refusal: Failure): Failure {
  const message = 'WeChat does not hand out this file any more: it is kept for three days.';
  return new Failure({ ...refusal.data, code: 'not_found', message }, { cause: refusal });
}

function refuseLarge(bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  throw new Failure({
    code: 'invalid',
    message: `The file has ${bytes} bytes, at most ${maxBytes} are taken. Ask for a smaller one.`,
    details: { bytes, maxBytes },
  });
}
