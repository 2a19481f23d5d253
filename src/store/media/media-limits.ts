import { Failure } from '../../base/failure.ts';
import type { MediaContent } from '../../message/content.ts';

/** Largest file that is kept, in bytes, by what the message says it is. */
export type MediaLimits = Readonly<Record<MediaContent['media'], number>>;

const MEBIBYTE = 1024 * 1024;

/** Limits unless the configuration names others: what WhatsApp carries of each kind, or a little more. */
export const MEDIA_LIMITS: MediaLimits = {
  image: 16 * MEBIBYTE,
  sticker: 16 * MEBIBYTE,
  audio: 16 * MEBIBYTE,
  video: 16 * MEBIBYTE,
  document: 100 * MEBIBYTE,
};

/** The refusal of a file that has more bytes than are kept; `bytes` is what is known of it, at least. */
export function tooLarge(bytes: number, maxBytes: number): Failure {
  return new Failure({
    code: 'invalid',
    message: `The file is too large: it has at least ${inWords(bytes)}, and ${inWords(maxBytes)} is the most that is kept. Send a smaller one, or raise the limit.`,
    details: { bytes, maxBytes },
  });
}

function inWords(bytes: number): string {
  return bytes < MEBIBYTE ? `${bytes} bytes` : `${(bytes / MEBIBYTE).toFixed(1)} MiB (${bytes} bytes)`;
}
