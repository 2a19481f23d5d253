import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { exampleCatalog, findings, flowOf, messages } from '../testing/findings.contract.ts';
import { EXAMPLE_CHANNELS } from './examples.ts';

const P = 'flow.steps.first.params';
const CHANNEL = EXAMPLE_CHANNELS['example']!;
const more = {
  types: {
    ...exampleCatalog.types,
    channels: {
      example: { ...CHANNEL, templates: true, statuses: ['delivered'] as const },
      texts: { ...CHANNEL, templates: false, text: { max: 20 } },
    },
  },
  connections: { ...exampleCatalog.connections, sms: { channel: 'texts' } },
};

const on = { triggers: [{ type: 'message', connections: ['phone'] }] };
const ladder = (params: JsonObject) =>
  flowOf(
    {
      first: { type: 'send', params, next: { sent: 'end', delivered: 'end', undelivered: 'end', failed: 'end' } },
    },
    on,
  );
const found = (params: JsonObject) =>
  findings(ladder(params), more).filter((each) => !each.startsWith('unknown_outcome'));
const template = { name: 'hi', language: 'it' };

test('a ladder that can be climbed has no finding', () => {
  const rungs = [
    { template, deliveredWithin: 'PT5M' },
    { connection: 'sms', address: 'phone', text: 'Ciao' },
  ];
  assert.deepEqual(found({ text: 'Ciao', deliveredWithin: 'PT10M', rungs }), []);
});

test('a rung names a connection that is there, and one of a channel', () => {
  assert.deepEqual(found({ text: 'Ciao', rungs: [{ connection: 'smss', text: 'Ciao' }] }), [
    `unknown_connection ${P}.rungs.0.connection`,
  ]);
  assert.deepEqual(found({ text: 'Ciao', rungs: [{ connection: 'crm', text: 'Ciao' }] }), [
    `unknown_connection ${P}.rungs.0.connection`,
  ]);
});

test('what a rung says is looked at on its own channel', () => {
  const long = 'Una frase che non ci sta tutta';
  assert.deepEqual(found({ text: long, rungs: [{ text: long }] }), []);
  assert.deepEqual(found({ text: 'Ciao', rungs: [{ connection: 'sms', text: long }] }), [
    `rung_never_sent ${P}.rungs.0`,
  ]);
  assert.deepEqual(found({ text: 'Ciao', rungs: [{ connection: 'sms', template }] }), [
    `channel_loss ${P}.rungs.0`,
    `rung_never_sent ${P}.rungs.0`,
  ]);
});

test('word of delivery is waited for only where it comes', () => {
  const rungs = [{ connection: 'sms', text: 'Ciao', deliveredWithin: 'PT5M' }, { text: 'Ciao' }];
  assert.deepEqual(found({ text: 'Ciao', rungs }), [`silent_channel ${P}.rungs.0`]);
  const last = { text: 'Ciao', rungs: [{ connection: 'sms', text: 'Ciao' }] };
  assert.deepEqual(found({ ...last, waitFor: 'delivered' }), [`silent_channel ${P}`]);
  assert.deepEqual(found({ text: 'Ciao', waitFor: 'delivered' }), []);
});

test('free text that something follows may be tried whenever it is', () => {
  const steps = (params: JsonObject) =>
    flowOf(
      {
        first: { type: 'wait', params: { for: 'P2D' }, next: { elapsed: 'say' } },
        say: { type: 'send', params, next: { sent: 'end', failed: 'end' } },
      },
      on,
    );
  const late = (params: JsonObject) =>
    messages(steps(params), more).filter((each) => /may be refused/.test(each)).length;
  assert.equal(late({ text: 'Ciao' }), 1);
  assert.equal(late({ text: 'Ciao', rungs: [{ template }] }), 0);
  assert.equal(late({ text: 'Ciao', rungs: [{ connection: 'sms', text: 'Ciao' }] }), 0);
  assert.equal(late({ text: 'Ciao', rungs: [{ template }, { text: 'Ciao' }] }), 1);
});
