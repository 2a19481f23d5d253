import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import type { Flow } from '../flow/flow.ts';
import type { MessageTrigger } from '../flow/trigger.ts';
import { matchesOf, misfitOf, type Situation } from './matching.ts';

const situation = (connection: string, text: string): Situation => ({ connection, text, first: false });
const fitsTrigger = (each: MessageTrigger, connection: string, text: string): boolean =>
  misfitOf(each, situation(connection, text)) === undefined;
const flowFor = (flows: readonly Flow[], connection: string, text: string): Flow | undefined =>
  matchesOf(flows, situation(connection, text))[0]?.flow;

const trigger = (more: Partial<MessageTrigger> = {}): MessageTrigger => ({ type: 'message', ...more });
const flow = (name: string, ...triggers: MessageTrigger[]): Flow => ({
  id: id.flow(name),
  version: 1,
  name,
  language: 'it',
  settings: { timeZone: 'Europe/Rome', country: 'IT' },
  triggers,
  start: id.step('end'),
  steps: {},
});

void test('a trigger without keywords takes any message on any connection', () => {
  assert.ok(fitsTrigger(trigger(), 'phone', ''));
});

void test('a trigger listens on its own connections only', () => {
  assert.ok(fitsTrigger(trigger({ connections: ['phone'] }), 'phone', 'ciao'));
  assert.ok(!fitsTrigger(trigger({ connections: ['other'] }), 'phone', 'ciao'));
});

void test('keywords are whole words, whatever their case and accents', () => {
  const keywords = trigger({ keywords: ['perché', 'aiuto subito'] });
  assert.ok(fitsTrigger(keywords, 'phone', 'PERCHE no?'));
  assert.ok(fitsTrigger(keywords, 'phone', 'Mi serve aiuto, subito!'));
  assert.ok(!fitsTrigger(keywords, 'phone', 'aiutosubito'));
  assert.ok(fitsTrigger(trigger({ keywords: ['crème'] }), 'phone', 'Una CREME'));
  assert.ok(!fitsTrigger(trigger({ keywords: ['?!'] }), 'phone', 'anything'));
  assert.ok(!fitsTrigger(trigger({ keywords: ['?!'] }), 'phone', '...'));
});

void test('priority goes first, then keywords, then the flow id', () => {
  const all = flow('a-all', trigger());
  const help = flow('z-help', trigger({ keywords: ['help'] }));
  const high = flow('y-high', trigger({ priority: 5 }));
  const other = flow('b-all', trigger());
  assert.equal(flowFor([other, all], 'phone', 'hi'), all);
  assert.equal(flowFor([all, help], 'phone', 'help me'), help);
  assert.equal(flowFor([all, help], 'phone', 'hi'), all);
  assert.equal(flowFor([all, help, high], 'phone', 'help me'), high);
  assert.equal(flowFor([help], 'phone', 'hi'), undefined);
});
