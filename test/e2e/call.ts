import type { Page } from 'playwright-core';

/** A method and a path: `GET /api/v1/flows`. */
type Request = `${'GET' | 'POST' | 'PUT'} /api/${string}`;

/**
 * Calls the API as the page that is open does, and gives what is answered; throws when that is a refusal. `revision` is
 * the one that a change is based on.
 */
export async function call<T = unknown>(
  page: Page,
  request: Request,
  { body, revision }: { body?: unknown; revision?: number } = {},
): Promise<T> {
  const [method = '', path = ''] = request.split(' ');
  const headers = {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
  };
  const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const { isRefused, text } = await page.evaluate(
    async ([to, init]) => {
      const own = { ...init.headers, 'idempotency-key': crypto.randomUUID() };
      const response = await fetch(to, { ...init, headers: own });
      return { isRefused: !response.ok, text: await response.text() };
    },
    [path, sent] as const,
  );
  if (isRefused) throw new Error(`${request}: ${text}`);
  return JSON.parse(text) as T;
}
