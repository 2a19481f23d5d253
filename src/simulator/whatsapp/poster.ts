import { Pool } from 'undici';

/** Where to post and how. */
export type PosterPort = {
  /** Asked before each attempt. */
  target: () => string | undefined;
  sign: (body: string) => string;
  timeoutMs: number;
  connections: number;
};

/** Posts webhooks. */
export type Poster = { post: (body: string) => Promise<string | undefined>; close: () => Promise<void> };

/** Posts signed bodies to the current target; tells why an attempt failed, or nothing when it was answered 200. */
export function createPoster({ target, sign, timeoutMs, connections }: PosterPort): Poster {
  let aim: Aim | undefined;
  const aimAt = (url: string): Aim => {
    if (aim?.url !== url) aim = takeAim(url, { before: aim, timeoutMs, connections });
    return aim;
  };
  return {
    post: async (body) => {
      const url = target();
      if (url === undefined) return 'no webhook url is set';
      try {
        const { pool, path } = aimAt(url);
        const response = await pool.request({
          path,
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'user-agent': 'facebookexternalua',
            'x-hub-signature-256': sign(body),
          },
          body,
        });
        await response.body.dump();
        return response.statusCode === 200 ? undefined : `answered ${response.statusCode}`;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    close: async () => {
      await aim?.pool.destroy();
    },
  };
}

type Aim = { url: string; origin: string; path: string; pool: Pool };

/** Connections to the origin of a URL; those at hand are kept when only the path is another. */
function takeAim(
  url: string,
  { before, timeoutMs, connections }: { before: Aim | undefined; timeoutMs: number; connections: number },
): Aim {
  const { origin, pathname, search } = new URL(url);
  const path = `${pathname}${search}`;
  if (before?.origin === origin) return { ...before, url, path };
  void before?.pool.destroy();
  return {
    url,
    origin,
    path,
    pool: new Pool(origin, { connections, headersTimeout: timeoutMs, bodyTimeout: timeoutMs }),
  };
}
