import { createHash } from 'node:crypto';

/** Most bytes that a button carries back to us. */
const MAX_BYTES = 64;
const TOKEN = /^~(\d{1,3})~[0-9a-f]{16}$/;

/**
 * What a button carries back: the id of its choice, or a short token where the id is too long (or empty, or looks like
 * a token itself). The token holds the choice's place, counted from 1, and a digest of the id.
 */
export function choiceData(id: string, place: number): string {
  if (id !== '' && Buffer.byteLength(id) <= MAX_BYTES && !TOKEN.test(id)) return id;
  return `~${place}~${createHash('sha256').update(id).digest('hex').slice(0, 16)}`;
}

/**
 * A tap as id and words. A token cannot be turned back into its id, so whoever asked knows the choice by its words: the
 * button's title, or its number in the list where the title may have been shortened or is not known any more.
 */
export function readChoice(data: string, title: string | undefined): { id: string; title: string } {
  const place = TOKEN.exec(data)?.[1];
  if (place === undefined) return { id: data, title: title ?? data };
  return { id: data, title: title === undefined || title.includes('…') ? place : title };
}
