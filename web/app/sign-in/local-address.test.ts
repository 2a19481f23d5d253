import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { localAddress } from './local-address.ts';

describe('the address after a sign-in', () => {
  it('is where one wanted to go, as long as it is one of ours', () => {
    assert.equal(localAddress('/runs?status=failed'), '/runs?status=failed');
    assert.equal(localAddress('/flows/a/history'), '/flows/a/history');
  });
  it('is the first page for whatever leads elsewhere or nowhere', () => {
    for (const wanted of [undefined, '', '//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:x'])
      assert.equal(localAddress(wanted), '/', String(wanted));
  });
  it('does not lead back to the sign-in', () => {
    assert.equal(localAddress('/sign-in?to=/runs'), '/');
  });
});
