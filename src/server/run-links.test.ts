import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import { createRunLinks, type Sign } from './run-links.ts';

const signed =
  (key: string): Sign =>
  (text) =>
    createHmac('sha256', key).update(text).digest('base64url');
const run = id.run('r-0001-abc');

/** The token in an address that takes up a run. */
function tokenOf(path: string): string {
  return path.split('/').at(-1) ?? '';
}

void test('an address is of one run, one purpose and one installation', () => {
  const links = createRunLinks([signed('ours')]);
  const path = links.path('resume', run);
  assert.match(path, /^\/resume\/r-0001-abc\/[A-Za-z0-9_-]{43}$/);
  assert.equal(links.path('resume', run), path);
  assert.equal(links.fits('resume', run, tokenOf(path)), true);
  assert.equal(links.fits('status', run, tokenOf(path)), false);
  assert.equal(links.fits('resume', 'r-0002-abc', tokenOf(path)), false);
  assert.equal(createRunLinks([signed('theirs')]).fits('resume', run, tokenOf(path)), false);
  assert.match(links.path('status', run), /^\/runs\/r-0001-abc\?token=[A-Za-z0-9_-]{43}$/);
});

void test('a former key still opens, the first one signs', () => {
  const token = tokenOf(createRunLinks([signed('former')]).path('resume', run));
  const links = createRunLinks([signed('present'), signed('former')]);
  assert.equal(links.fits('resume', run, token), true);
  assert.equal(links.path('resume', run), createRunLinks([signed('present')]).path('resume', run));
});

void test('what is no token, or another spelling of one, opens nothing', () => {
  const links = createRunLinks([signed('ours')]);
  const token = tokenOf(links.path('resume', run));
  for (const other of [undefined, null, 7, '', ['x'], `${token}=`, `${token}A`, token.slice(1), ` ${token}`])
    assert.equal(links.fits('resume', run, other), false, String(other));
});
