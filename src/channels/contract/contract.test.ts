import assert from 'node:assert/strict';
import type { JsonValue } from '../../base/json.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';
import { testChannel } from '../channel.contract.ts';
import type { ChannelFixture } from './suite.ts';
import { carrier, type CarrierConfig, signedAt } from './testing/carrier.ts';

const config: CarrierConfig = { account: 'a1', key: 'signing-key', token: 'token/with+signs' };
const AT = 1_790_000_000_000;
const ADA = '+393331234567';
const sender = { key: ADA, addresses: [{ kind: 'phone', value: ADA }] } as const;

function fixture(news: Readonly<Record<string, JsonValue>>, event: ChannelEvent): ChannelFixture {
  return { body: JSON.stringify([{ account: 'a1', news: [news] }]), events: [event] };
}

const message = fixture(
  { id: 70_001, at: AT, from: ADA, text: 'Ciao' },
  { type: 'message', id: '70001', at: AT, sender, content: { kind: 'text', text: 'Ciao' } },
);
const read = { id: 70_003, at: AT, from: ADA, status: 'read' };
const stop = { id: 70_004, at: AT, from: ADA, stop: true };

testChannel({
  channel: carrier,
  config,
  otherKeys: { ...config, key: 'another-key', token: 'another-token' },
  sign: (body, keys) => signedAt(body, keys, Date.now()),
  signAt: signedAt,
  fixtures: {
    message,
    delivered: fixture(
      { ...read, id: 70_002, status: 'delivered' },
      { type: 'receipt', id: '70002', at: AT, status: 'delivered', upTo: AT, recipient: sender },
    ),
    read: fixture(read, { type: 'receipt', id: '70003', at: AT, status: 'read', upTo: AT, recipient: sender }),
    stop: fixture(stop, {
      type: 'preference',
      id: '70004',
      at: AT,
      sender,
      purpose: 'all',
      allowed: false,
      how: 'STOP',
    }),
  },
  unknown: [JSON.stringify([{ account: 'a1', news: [null, {}, { ...read, status: 'lost' }] }])],
  foreign: ['', 'null', '{}', '"text"'],
  join: (bodies) => JSON.stringify(bodies.flatMap((body) => JSON.parse(body) as JsonValue[])),
  to: sender.addresses,
  accepted: { json: { id: 'm-1' }, id: 'm-1' },
  refusals: { 'a full box': { answer: { status: 503, json: { error: 'full' } }, code: 'unknown_outcome' } },
  keyIn: (request) => (JSON.parse(String(request.body)) as { key: string }).key,
  limits(request) {
    const { content } = JSON.parse(String(request.body)) as { content: { text?: string } };
    assert.ok((content.text ?? '').length <= 500);
  },
  accounts: {
    body: JSON.stringify(['a1', 'a2'].map((account) => ({ account, news: [stop] }))),
    accounts: ['a1', 'a2'],
  },
  connect: {
    answer: () => ({ status: 200, json: {} }),
    asked: (requests, url) =>
      assert.deepEqual(
        requests.map(({ body }) => body),
        [JSON.stringify({ url })],
      ),
  },
  listen: {
    config,
    asksForNews: ({ url }) => url.endsWith('/news'),
    news: { status: 200, json: { account: 'a1', news: [{ id: 1, at: AT, from: ADA, text: 'Ciao' }, stop] } },
    nothing: { status: 200, json: { account: 'a1', news: [] } },
    events: 2,
  },
  acknowledge: { answer: () => ({ status: 200, json: {} }) },
  templates: {
    answer: () => ({
      status: 200,
      json: { templates: [{ name: 'hi', language: 'it', status: 'approved', parameters: 1 }] },
    }),
    expected: [{ name: 'hi', language: 'it', status: 'approved', parameters: 1 }],
  },
  keepAlive: { answer: () => ({ status: 200, json: {} }) },
  skip: {
    handshake: 'Carrier calls an address without asking it first',
    echoes: 'Carrier tells nothing of what our side sends',
  },
});
