import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { RunId } from '../base/ids.ts';
import type { SecretKey } from '../store/secrets.ts';

/** What a link is good for: reading how a run stands, or taking it up. One does not open the other. */
export type RunLinkPurpose = 'status' | 'resume';

/** Makes and checks addresses that only whoever was given them knows: each is of one run and one purpose. */
export type RunLinks = {
  /** Path and query of the address; put the server's own in front. The same run has the same address for ever. */
  path(purpose: RunLinkPurpose, run: RunId): string;
  /** True when the token is the one that the address of this run and purpose carries. Compares in constant time. */
  fits(purpose: RunLinkPurpose, run: string, token: unknown): boolean;
};

/**
 * Creates the links of an installation. The first key signs, all of them are good, so that keys can be changed one after
 * the other. What signs is derived from them and opens none of the secrets that they seal.
 */
export function createRunLinks(keys: readonly [SecretKey, ...SecretKey[]]): RunLinks {
  const derived = keys.map(({ bytes }) => Buffer.from(hkdfSync('sha256', bytes, '', 'rondine run links v1', 32)));
  const [first] = derived;
  if (!first) throw new Error('Links to runs need a key.');
  return {
    path(purpose, run) {
      const token = mark(first, purpose, run).toString('base64url');
      const name = encodeURIComponent(run);
      return purpose === 'status' ? `/runs/${name}?token=${token}` : `/resume/${name}/${token}`;
    },
    fits(purpose, run, token) {
      if (typeof token !== 'string') return false;
      const given = Buffer.from(token, 'base64url');
      // Another spelling of the same bytes is not what was signed.
      if (given.toString('base64url') !== token) return false;
      return derived.some((key) => {
        const expected = mark(key, purpose, run);
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
    },
  };
}

/** As a JSON list, so that no purpose and run share their text with another pair. */
function mark(key: Buffer, purpose: RunLinkPurpose, run: string): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([purpose, run]))
    .digest();
}
