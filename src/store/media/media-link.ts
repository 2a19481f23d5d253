import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Content, MediaRef } from '../../message/content.ts';
import type { SecretKey } from '../secrets.ts';
import { cleanName } from './file-name.ts';
import { isMediaId } from './media-store.ts';

/** A link as it was asked for: the id from its path, the rest from its query. */
export type AskedLink = { id: string; query: Readonly<Record<string, unknown>> };

/** What a link turns out to be. `forged`: nobody with our key has signed just this. */
export type ReadLink = { state: 'good'; file: MediaRef; until: number } | { state: 'forged' } | { state: 'expired' };

/** Makes and reads links to stored files: whoever has one can fetch that file until it expires, and nothing else. */
export type MediaLinks = {
  /** Path and query of a link that works before `until`; put the server's address in front. */
  sign(file: MediaRef, until: number): string;
  read(link: AskedLink, now: number): ReadLink;
};

/**
 * Creates the links of an installation. The first key signs, all of them verify, so that keys can be changed one after
 * the other. What signs is derived from them and opens none of the secrets that they seal.
 */
export function createMediaLinks(keys: readonly [SecretKey, ...SecretKey[]]): MediaLinks {
  const derived = keys.map(({ bytes }) => Buffer.from(hkdfSync('sha256', bytes, '', 'rondine media links v1', 32)));
  const [first] = derived;
  if (!first) throw new Error('Media links need a key.');
  return {
    sign({ id, mime: type, name: given }, until) {
      const name = cleanName(given) ?? '';
      const sig = mark(first, { id, name, type, until: String(until) }).toString('base64url');
      const query = new URLSearchParams({ ...(name !== '' && { name }), type, until: String(until), sig });
      return `/media/${id}?${query.toString()}`;
    },
    read({ id, query }, now) {
      const { name = '', type, until, sig } = query;
      if (![name, type, until, sig].every((value) => typeof value === 'string')) return { state: 'forged' };
      const claims = { id, name, type, until } as Claims;
      const given = Buffer.from(sig as string, 'base64url');
      const signed = derived.some((key) => {
        const expected = mark(key, claims);
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
      // Another spelling of the same bytes is not what was signed.
      if (!signed || given.toString('base64url') !== sig) return { state: 'forged' };
      if (now >= Number(claims.until)) return { state: 'expired' };
      const file = { id, mime: claims.type, ...(claims.name === '' ? {} : { name: claims.name }) };
      return { state: 'good', file, until: Number(claims.until) };
    },
  };
}

type Claims = { id: string; name: string; type: string; until: string };

/** As a JSON list, so that no two sets of claims share their text. */
function mark(key: Buffer, { id, name, type, until }: Claims): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([id, name, type, until]))
    .digest();
}

/**
 * The content as a provider can take it: a file of ours gets the link that `linkOf` makes, and stays beside it for its
 * name. Files that the provider has itself, and all other content, stay as they are.
 */
export function withMediaLink(content: Content, linkOf: (file: MediaRef) => string): Content {
  if (content.kind !== 'media' || !content.file || !isMediaId(content.file.id)) return content;
  return { ...content, url: linkOf(content.file) };
}
