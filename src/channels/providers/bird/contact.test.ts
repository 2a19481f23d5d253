import assert from 'node:assert/strict';
import { test } from 'node:test';
import { personOn } from './contact.ts';

const named = (identifierValue: string, identifierKey?: string) => ({ contact: { identifierValue, identifierKey } });

test('a person is known by a phone number, or by another identifier and its kind', () => {
  const number = { key: '393331234567', addresses: [{ kind: 'phone', value: '+393331234567' }] };
  assert.deepEqual(personOn(named(' +393331234567'), true), number);
  assert.deepEqual(personOn(named('+393331234567', 'phonenumber'), false), number);
  const user = { key: 'u-1', addresses: [{ kind: 'user', value: 'viberid:u-1' }] };
  assert.deepEqual(personOn(named('u-1', 'viberid'), true), user);
});

test('an identifier of blanks names nobody', () => {
  for (const value of ['', ' ', '\n']) assert.equal(personOn(named(value), true), undefined);
});
