import type { MediaContent, MediaRef } from '../../message/content.ts';
import { MEDIA_LIMITS, type MediaLimits, tooLarge } from './media-limits.ts';
import type { MediaStore } from './media-store.ts';

/** Gets a file from the provider that has it, at most so many bytes. Throws a `Failure` when it cannot. */
export type Download = (
  file: MediaRef,
  maxBytes: number,
) => Promise<{ bytes: Uint8Array; mime: string; name?: string }>;

/**
 * Brings a message's file home: downloads it, keeps it, and returns the content with our reference in place of the
 * provider's. Content without a file is returned as it is. Doing it twice gives the same content and one file, so an
 * attempt that was cut off is repeated without harm. Throws the download's or the store's `Failure`.
 */
export type FetchMedia = (content: MediaContent, download: Download) => Promise<MediaContent>;

/** What fetching needs; downloads beyond `atOnce` (4) wait, because each is in memory whole for a moment. */
export type FetchMediaOptions = { store: Pick<MediaStore, 'put'>; limits?: MediaLimits; atOnce?: number };

/** Creates the fetcher of a process: its bound is for all connections together. */
export function createFetchMedia({ store, limits = MEDIA_LIMITS, atOnce = 4 }: FetchMediaOptions): FetchMedia {
  const inTurn = createTurns(atOnce);
  return async (content, download) => {
    const { file, media } = content;
    if (!file) return content;
    const maxBytes = limits[media];
    if (file.bytes !== undefined && file.bytes > maxBytes) throw tooLarge(file.bytes, maxBytes);
    return inTurn(async () => {
      const { bytes, mime, name } = await download(file, maxBytes);
      // What the message called the file is what its sender saw.
      const kept = await store.put(bytes, { mime, name: file.name ?? name, maxBytes });
      return { ...content, file: kept };
    });
  };
}

/** Lets so many pieces of work go on at once; the others wait in the order in which they came. */
function createTurns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
