import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import type { ConsentRecord } from '../../store/records.ts';
import { AT, openInbox } from '../testing/open-inbox.ts';
import { consentOf, giveConsent, withdrawConsent } from './consent.ts';

const place = { contact: id.contact('ada'), address: 'phone:+39333000001', purpose: 'marketing' } as const;
const given = (proof: Partial<ConsentRecord['proof']> = {}) => ({
  ...place,
  proof: { how: 'reply', ...proof },
  by: 'flow x',
});

test('consent is per address, purpose and brand, with what proves it', async () => {
  const inbox = await openInbox();
  const proof = { wording: 'Offerte?', version: '2', message: id.message('v/1') };
  await inbox.apply((scene) => giveConsent({ ...given(proof), brand: 'acme/it' }, scene));
  const state = (more: object) => inbox.apply(({ draft }) => consentOf({ ...place, ...more }, draft));
  assert.equal(await state({ brand: 'acme/it' }), 'given');
  assert.equal(await state({}), 'unknown');
  assert.equal(await state({ brand: 'acme/it', purpose: 'service' }), 'unknown');
  assert.equal(await state({ brand: 'acme/it', address: 'email:a@b.c' }), 'unknown');
  const [kept] = await inbox.store.list('consent', { where: { contact: place.contact } });
  assert.deepEqual([kept?.proof, kept?.at], [{ how: 'reply', ...proof }, AT]);
  await inbox.close();
});

test('the history keeps each word, and saying the same again is nothing new', async () => {
  const inbox = await openInbox();
  const happened = async (work: typeof giveConsent, change: ReturnType<typeof given>) => {
    await inbox.apply((scene) => work(change, scene));
    return inbox.changes.map(({ what, before, after }) => [what, before?.['state'], after?.['proof']]);
  };
  assert.deepEqual(await happened(giveConsent, given({ version: '1' })), [
    ['consented', null, { how: 'reply', version: '1' }],
  ]);
  assert.deepEqual(await happened(giveConsent, given({ version: '1' })), []);
  assert.deepEqual(await happened(giveConsent, given({ version: '2' })), [
    ['consented', 'given', { how: 'reply', version: '2' }],
  ]);
  assert.deepEqual(await happened(withdrawConsent, given({ wording: 'STOP' })), [
    ['withdrew', 'given', { how: 'reply', wording: 'STOP' }],
  ]);
  assert.deepEqual(await happened(withdrawConsent, given({ wording: 'BASTA' })), []);
  assert.equal(await inbox.store.count('change'), 3);
  await inbox.close();
});
