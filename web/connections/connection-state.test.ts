import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOrder, lastAt, stateOf, type Connection } from './connection-state.ts';

const shop = { state: 'working', kind: 'channel', config: {}, activity: {} } as unknown as Connection;
const crm = { state: 'working', kind: 'connector', config: { grant: 'authorization_code' } } as unknown as Connection;

test('the gravest thing is what a connection is said to be', () => {
  const broken = { ...shop, state: 'broken', problem: { code: 'auth', message: 'no', at: 7 }, shadow: true } as const;
  assert.deepEqual(stateOf(broken), { word: 'broken', tone: 'bad', at: 7 });
  const failing = { since: 3, code: 'timeout', message: 'no answer' } as const;
  assert.equal(stateOf({ ...shop, activity: { inboundAt: 1, failing } }).word, 'failing');
  assert.equal(stateOf({ ...shop, shadow: true }).word, 'shadow');
  assert.equal(stateOf(shop).word, 'waiting');
  assert.equal(stateOf({ ...shop, activity: { sentAt: 4 } }).word, 'working');
});

test('an org that nobody has let us into is told so', () => {
  assert.equal(stateOf(crm).word, 'unproven');
  assert.equal(stateOf({ ...crm, config: { ...crm.config, refreshToken: '••••••' } }).word, 'working');
});

test('what needs a person comes first, what nobody has used yet last, and alike ones stay as they are', () => {
  const named = (key: string, more: object): Connection => ({ ...shop, key, ...more }) as Connection;
  const used = { activity: { inboundAt: 1 } };
  const all = [
    named('a', {}),
    named('b', { shadow: true }),
    named('d', used),
    named('c', used),
    named('e', { kind: 'connector', config: crm.config }),
    named('f', { state: 'broken' }),
  ];
  assert.deepEqual(
    inOrder(all).map(({ key }) => key),
    ['f', 'e', 'd', 'c', 'b', 'a'],
  );
});

test('the last time is of either direction', () => {
  assert.equal(lastAt(shop), undefined);
  assert.equal(lastAt({ ...shop, activity: { inboundAt: 3, sentAt: 5 } }), 5);
});
