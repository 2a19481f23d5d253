import type { FastifyRequest } from 'fastify';
import type { Door } from '../plugins/door.ts';
import { Problem } from '../problem.ts';
import { tell } from './exchange.ts';
import { hashSecret } from './secrets.ts';
import { createThrottle, waitWords, type Slowing } from './throttle.ts';

const MINUTE_MS = 60_000;
/** One account: a stranger must not keep its owner out for long. */
const BY_ACCOUNT: Slowing = { free: 5, firstMs: 2000, longestMs: MINUTE_MS, forgetMs: 60 * MINUTE_MS };
/** One address: many people may come from it. */
const BY_ADDRESS: Slowing = { free: 30, firstMs: 4000, longestMs: 15 * MINUTE_MS, forgetMs: 60 * MINUTE_MS };
/** Passwords that are being worked out at once; each takes some memory and a tenth of a second. */
const MOST_AT_ONCE = 16;

/** What an attempt is counted by: where it comes from and, where it names one, the account. */
type Attempt = { request: FastifyRequest; account?: string };

/**
 * Slows down whoever guesses: by address, and by account whether there is one of this name or not, so that neither the
 * wait nor its absence tells. Work that does not throw clears the account; the address is only forgiven its last attempt
 * by time, or somebody with one account could guess at the others for ever.
 */
export function createSlow({ door, now }: { door: Door; now(): number }) {
  const byAddress = createThrottle(BY_ADDRESS, { now });
  const byAccount = createThrottle(BY_ACCOUNT, { now });
  let working = 0;
  return async <T>({ request, account }: Attempt, work: () => Promise<T>): Promise<T> => {
    const address = door.addressOf(request);
    const key = account === undefined ? undefined : hashSecret(account.trim().toLowerCase());
    refuseFor(byAddress.wait(address), request, door);
    if (key !== undefined) refuseFor(byAccount.wait(key), request, door);
    if (working >= MOST_AT_ONCE) throw tooMany(1000, 'Many people sign in at this moment.');
    byAddress.count(address);
    if (key !== undefined) byAccount.count(key);
    working += 1;
    try {
      const done = await work();
      if (key !== undefined) byAccount.clear(key);
      byAddress.forgive(address);
      return done;
    } finally {
      working -= 1;
    }
  };
}

function refuseFor(waitMs: number, request: FastifyRequest, door: Door): void {
  if (waitMs <= 0) return;
  tell(request, door, { event: 'too many attempts', account: '' });
  throw tooMany(waitMs, 'There were too many attempts.');
}

function tooMany(waitMs: number, why: string): Problem {
  return new Problem('too-many-attempts', `${why} Wait ${waitWords(waitMs)}, then try again.`, {
    headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
    more: { waitMs },
  });
}
