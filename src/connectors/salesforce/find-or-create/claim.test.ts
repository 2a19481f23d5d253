import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { KEY, pretendOrg } from '../testing/pretend-org.ts';
import { CLAIM_MS, findClaim, putClaim, type Claim } from './claim.ts';

const [phone, mail] = ['phone', 'mail'].map((text) => hash('sha256', text, 'base64url')) as [string, string];

function claimAt(at: number, more: Partial<Claim> = {}): Claim {
  return { owner: KEY, kind: 'Lead', key: 'rd-key', at, sentAt: at, open: true, ...more };
}

test('a claim is found under each of its names', async () => {
  const org = pretendOrg();
  const io = org.io(KEY);
  const claim = claimAt(org.clock.now);
  await putClaim(io, [phone, mail], claim);
  assert.deepEqual([await findClaim(io, [phone]), await findClaim(io, [mail])], [claim, claim]);
  assert.equal(await findClaim(io, [hash('sha256', 'other', 'base64url')]), undefined);
});

test('of several claims the one that was sent last counts', async () => {
  const org = pretendOrg();
  const io = org.io(KEY);
  await putClaim(io, [phone], claimAt(org.clock.now - 5000, { owner: 'old' }));
  await putClaim(io, [mail], claimAt(org.clock.now, { owner: 'new' }));
  assert.equal((await findClaim(io, [phone, mail]))?.owner, 'new');
});

test('a claim that is taken off leaves nothing behind', async () => {
  const org = pretendOrg();
  const io = org.io(KEY);
  await putClaim(io, [phone], claimAt(org.clock.now));
  await putClaim(io, [phone], undefined);
  assert.equal(org.notes.size, 0);
});

test('a claim holds for a day; one that is over goes with the next in its note', async () => {
  const org = pretendOrg();
  const io = org.io(KEY);
  await putClaim(io, [phone], claimAt(org.clock.now));
  org.clock.now += CLAIM_MS - 1;
  assert.ok(await findClaim(io, [phone]));
  org.clock.now += 1;
  assert.equal(await findClaim(io, [phone]), undefined);
  const neighbour = sharingNoteWith(phone);
  await putClaim(io, [neighbour], claimAt(org.clock.now));
  assert.deepEqual(
    [...org.notes.values()].map((note) => Object.keys(note as object)),
    [[neighbour]],
  );
});

/** Another name that lies in the same note. */
function sharingNoteWith(name: string): string {
  for (let n = 0; ; n++) {
    const other = hash('sha256', `neighbour ${n}`, 'base64url');
    if (other.slice(0, 2) === name.slice(0, 2)) return other;
  }
}
