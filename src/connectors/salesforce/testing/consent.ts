import assert from 'node:assert/strict';

/** Who signs in with the pretended browser, and what is clicked on the page that asks. */
export type Visitor = { username: string; decision?: 'allow' | 'deny' };

/**
 * Walks through login and consent as a browser does, and gives the address that it is sent back to. The page that is
 * shown instead, where the app cannot be authorized, is what it throws.
 */
export async function consent(authorizeUrl: string, { username, decision = 'allow' }: Visitor): Promise<string> {
  const url = new URL(authorizeUrl);
  const asked = await fetch(url, { redirect: 'manual' });
  if (asked.status === 302) return asked.headers.get('location') ?? '';
  const page = await asked.text();
  assert.equal(asked.status, 200, page);
  const form = new URLSearchParams(url.search);
  form.set('username', username);
  form.set('decision', decision);
  const answered = await fetch(url.origin + url.pathname, { method: 'POST', body: form, redirect: 'manual' });
  assert.equal(answered.status, 302, await answered.text());
  return answered.headers.get('location') ?? '';
}
