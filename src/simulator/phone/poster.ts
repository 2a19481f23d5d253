import { Pool } from 'undici';
import type { Answer, Post } from './provider.ts';

/** Makes the phone's own calls to the business. */
export type Poster = {
  /** Resolves to the answer; rejects when there is none in time. */
  post: (post: Post) => Promise<Answer>;
  close: () => Promise<void>;
};

/** Makes calls over connections that stay open, so many at once per host. */
export function createPoster({ timeoutMs, connections }: { timeoutMs: number; connections: number }): Poster {
  const pools = new Map<string, Pool>();
  const poolOf = (origin: string): Pool => {
    let pool = pools.get(origin);
    if (!pool) {
      pool = new Pool(origin, { connections, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
      pools.set(origin, pool);
    }
    return pool;
  };
  return {
    post: async ({ method, url, headers, body }) => {
      const { origin, pathname, search } = new URL(url);
      const request = { path: `${pathname}${search}`, method, headers, ...(body !== undefined && { body }) };
      const response = await poolOf(origin).request(request);
      const text = await response.body.text();
      return { status: response.statusCode, headers: flat(response.headers), body: text };
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const named = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    named.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
  );
}
