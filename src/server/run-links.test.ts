import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import { parseKey } from '../store/secrets.ts';
import { createRunLinks } from './run-links.ts';

const keyOf = (): ReturnType<typeof parseKey> => parseKey(randomBytes(32).toString('hex'), 'test');
const run = id.run('r-0001-abc');

/** The token in an address that takes up a run. */
function tokenOf(path: string): string {
  return path.split('/').at(-1) ?? '';
}

void test('an address is of one run, one purpose and one installation', () => {
  const links = createRunLinks([keyOf()]);
  const path = links.path('resume', run);
  assert.match(path, /^\/resume\/r-0001-abc\/[A-Za-z0-9_-]{43}$/);
  assert.equal(links.path('resume', run), path);
  assert.equal(links.fits('resume', run, tokenOf(path)), true);
  assert.equal(links.fits('status', run, tokenOf(path)), false);
  assert.equal(links.fits('resume', 'r-0002-abc', tokenOf(path)), false);
  assert.equal(createRunLinks([keyOf()]).fits('resume', run, tokenOf(path)), false);
  assert.match(links.path('status', run), /^\/runs\/r-0001-abc\?token=[A-Za-z0-9_-]{43}$/);
});

void test('a former key still opens, the first one signs', () => {
  const [former, present] = [keyOf(), keyOf()];
  const token = tokenOf(createRunLinks([former]).path('resume', run));
  const links = createRunLinks([present, former]);
  assert.equal(links.fits('resume', run, token), true);
  assert.equal(links.path('resume', run), createRunLinks([present]).path('resume', run));
});

void test('what is no token, or another spelling of one, opens nothing', () => {
  const links = createRunLinks([keyOf()]);
  const token = tokenOf(links.path('resume', run));
  for (const other of [undefined, null, 7, '', ['x'], `${token}=`, `${token}A`, token.slice(1), ` ${token}`])
    assert.equal(links.fits('resume', run, other), false, String(other));
});
