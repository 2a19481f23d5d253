import { Failure } from '../../base/failure.ts';
import type { MediaRef } from '../../message/content.ts';
import { statusFailure } from '../../net/status.ts';
import type { DownloadedFile, DownloadIo } from '../channel.ts';
import { type GbmConfig, isPicture } from './config.ts';

const FILE_TIMEOUT_MS = 120_000;

/** Fetches a picture by its link, which is signed and needs no token. */
export async function download(file: MediaRef, io: DownloadIo<GbmConfig>): Promise<DownloadedFile> {
  const { http, config, maxBytes, now } = io;
  if (!isPicture(file.id, config)) {
    throw new Failure({ code: 'not_found', message: 'This is no address of a picture at Google.' });
  }
  const response = await http({ method: 'GET', url: file.id, maxBytes, timeoutMs: FILE_TIMEOUT_MS });
  if (response.status === 200) return pictureIn(response.body, response.headers['content-type'] ?? file.mime, io);
  const { data } = statusFailure(response, { who: 'The place of the picture', write: false, now: now() });
  if (!['auth', 'denied', 'not_found'].includes(data.code)) throw new Failure(data);
  const message = 'Google does not hand out this picture any more: its link held for seven days.';
  throw new Failure({ ...data, code: 'not_found', message });
}

function pictureIn(bytes: Uint8Array, type: string, { maxBytes }: DownloadIo<GbmConfig>): DownloadedFile {
  if (bytes.byteLength <= maxBytes) return { bytes, mime: type.split(';')[0]?.trim() ?? type };
  throw new Failure({
    code: 'invalid',
    message: `The picture has ${bytes.byteLength} bytes, at most ${maxBytes} are taken. Ask for a smaller one.`,
    details: { bytes: bytes.byteLength, maxBytes },
  });
}
