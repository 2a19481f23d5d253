import { Failure } from '../../../base/failure.ts';
import type { MediaRef } from '../../../message/content.ts';
import { statusFailure } from '../../../net/status.ts';
import type { DownloadedFile, DownloadIo } from '../../channel.ts';
import type { Platform } from './platform.ts';

/** A large file on a slow line. */
const FILE_TIMEOUT_MS = 120_000;

/**
 * Fetches a file that a person sent, from the signed address in their message; nothing of ours goes along. The address
 * expires: `not_found` then. One over the limit is `invalid`.
 */
export async function fetchFile(
  file: MediaRef,
  io: Pick<DownloadIo, 'http' | 'now' | 'maxBytes'>,
  { who, api }: Platform,
): Promise<DownloadedFile> {
  const url = URL.parse(file.id);
  if (!url || (url.protocol !== 'https:' && url.origin !== URL.parse(api)?.origin))
    throw new Failure({ code: 'invalid', message: `The address of the file is none of ${who}’s.` });
  const response = await io.http({ method: 'GET', url: url.href, maxBytes: io.maxBytes, timeoutMs: FILE_TIMEOUT_MS });
  if (response.status === 403) throw expired(who);
  if (response.status !== 200) throw statusFailure(response, { who, write: false, now: io.now() });
  const bytes = response.body;
  if (bytes.byteLength > io.maxBytes) throw tooLarge(bytes.byteLength, io.maxBytes);
  return {
    bytes,
    mime: response.headers['content-type'] ?? file.mime,
    ...(file.name !== undefined && { name: file.name }),
  };
}

function expired(who: string): Failure {
  return new Failure({ code: 'not_found', message: `${who} no longer gives this file out: its address has expired.` });
}

function tooLarge(bytes: number, maxBytes: number): Failure {
  return new Failure({
    code: 'invalid',
    message: `The file has ${bytes} bytes, at most ${maxBytes} are taken. Ask for a smaller one, or raise the limit.`,
    details: { bytes, maxBytes },
  });
}
