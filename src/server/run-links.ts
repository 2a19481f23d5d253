import { createHash, timingSafeEqual } from 'node:crypto';
import type { RunId } from '../base/ids.ts';

/** What a link is good for: reading how a run stands, or taking it up. One does not open the other. */
export type RunLinkPurpose = 'status' | 'resume';

/** Signs a text as nobody else can: the same text always the same way, in characters that need no escape in addresses. */
export type Sign = (text: string) => string;

/** Makes and checks addresses that only whoever was given them knows: each is of one run and one purpose. */
export type RunLinks = {
  /** Path and query of the address; put the server's own in front. The same run has the same address for ever. */
  path(purpose: RunLinkPurpose, run: RunId): string;
  /** True when the token is the one that the address of this run and purpose carries. Compares in constant time. */
  fits(purpose: RunLinkPurpose, run: string, token: unknown): boolean;
};

/**
 * Creates the links of an installation. The first signature makes them, all of them open, so that keys can be changed
 * one after the other. What is signed is `<purpose>/<run>`.
 */
export function createRunLinks([sign, ...former]: readonly [Sign, ...Sign[]]): RunLinks {
  const textOf = (purpose: RunLinkPurpose, run: string): string => `${purpose}/${run}`;
  return {
    path(purpose, run) {
      const token = sign(textOf(purpose, run));
      const name = encodeURIComponent(run);
      return purpose === 'status' ? `/runs/${name}?token=${token}` : `/resume/${name}/${token}`;
    },
    fits(purpose, run, token) {
      if (typeof token !== 'string') return false;
      const text = textOf(purpose, run);
      return [sign, ...former].some((each) => timingSafeEqual(digest(each(text)), digest(token)));
    },
  };
}

/** Of one length, whatever was given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
