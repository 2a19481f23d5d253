import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';
import { ADA, fromAda, hook, hooks, NUMBER } from './fixtures/envelope.ts';
import { receive } from './receive.ts';

const config = {
  phoneNumberId: NUMBER.phone_number_id,
  appSecret: 'app-secret',
  verifyToken: 'verify-token',
  accessToken: 'access-token',
};

function read(body: string): readonly ChannelEvent[] {
  return receive({ method: 'POST', url: '', query: {}, headers: {}, body: Buffer.from(body) }, config).events;
}

function readOne(body: string): ChannelEvent {
  const [event, ...others] = read(body);
  assert.ok(event && others.length === 0);
  return event;
}

const contentOf = (event: ChannelEvent) => (event.type === 'message' ? event.content : event);
const whyOf = (event: ChannelEvent) => (event.type === 'ignored' ? event.why : event.type);
const text = (id: string, words = 'Ciao'): JsonObject => ({
  from: '393331234567',
  id,
  timestamp: '1795000001',
  type: 'text',
  text: { body: words },
});

describe('neighbours', () => {
  test('an element that cannot be read takes none of its neighbours with it', () => {
    const bad: JsonValue[] = [null, 'x', [], {}, { id: 'wamid.1' }, { ...text('wamid.2'), timestamp: '-1' }];
    const worse: JsonValue[] = [
      { ...text('wamid.3'), from: 'nobody' },
      { ...text('wamid.4'), text: { body: 7.5 } },
    ];
    const messages = [...bad, ...worse].flatMap((element, index) => [element, text(`wamid.good${index}`)]);
    const events = read(hook('messages', { messages, statuses: [{}, { id: 'wamid.s', status: 'read' }] }));
    assert.equal(events.filter(({ type }) => type === 'message').length, 8);
    const ignored = events.filter((event) => event.type === 'ignored');
    assert.equal(ignored.length, 10);
    for (const { what, why } of ignored)
      assert.match(`${what}: ${why}`, /^entry\[0\]\.changes\[0\] \(messages\)\..+: malformed/);
  });

  test('entries and changes that cannot be read leave the others alone', () => {
    const good = { field: 'messages', value: { metadata: NUMBER, messages: [text('wamid.1')] } };
    const noNumber = { field: 'messages', value: { messages: [text('wamid.2')] } };
    const events = read(hooks([null, { field: 7.5 }, noNumber, good]));
    assert.deepEqual(
      events.map(({ type }) => type),
      ['ignored', 'ignored', 'ignored', 'message'],
    );
    assert.match(whyOf(events[2] ?? assert.fail()), /metadata\.phone_number_id is missing/);
  });

  test('an account error is told as ignored news', () => {
    const event = readOne(hook('messages', { errors: [{ code: 130429, title: 'Rate limit hit' }] }));
    assert.equal(whyOf(event), 'the account reports error 130429: Rate limit hit');
  });
});

describe('people', () => {
  test('a message that names only the number gets the user id that the same webhook lists', () => {
    const event = readOne(hook('messages', { contacts: [ADA.contact], messages: [text('wamid.1')] }));
    assert.deepEqual(event.type === 'message' && event.sender, ADA.sender);
  });

  test('a person listed beside the message but with other ids lends it nothing', () => {
    const contact = { ...ADA.contact, wa_id: '39000', user_id: 'IT.1' };
    const event = readOne(hook('messages', { contacts: [contact], messages: [text('wamid.1')] }));
    assert.deepEqual(event.type === 'message' && event.sender, {
      key: '393331234567',
      addresses: [{ kind: 'phone', value: '+393331234567' }],
    });
  });

  test('the key stays the same whether or not the number is shown', () => {
    const ids = [
      { from: '393331234567', from_user_id: 'IT.5' },
      { from: undefined, from_user_id: 'IT.5' },
    ];
    const messages = ids.map((handles, index) => ({ ...text(`wamid.${index}`), ...handles }));
    const keys = read(hook('messages', { messages })).map((event) => event.type === 'message' && event.sender.key);
    assert.deepEqual(keys, ['IT.5', 'IT.5']);
  });

  test('an id in the text of a system message is never believed', () => {
    const system = { type: 'user_changed_user_id', user_id: 'IT.2', body: 'User IT.1 changed from IT.1 to IT.2' };
    const message = { id: 'wamid.1', timestamp: '1795000001', type: 'system', system };
    assert.match(whyOf(readOne(hook('messages', { messages: [message] }))), /user_id_update/);
  });

  test('system messages of another kind, or without the new id, are told apart', () => {
    const system = (payload: JsonObject) =>
      whyOf(readOne(hook('messages', { messages: [{ ...text('wamid.1'), type: 'system', system: payload }] })));
    assert.match(system({ type: 'user_joined' }), /kind that we do not know: user_joined/);
    assert.match(system({ type: 'user_changed_number' }), /^malformed/);
  });

  test('a change of user id needs both ids and a time', () => {
    const user_id_update = [
      { user_id: { current: 'IT.2' }, timestamp: '1795000001' },
      { user_id: { previous: 'IT.1', current: 'IT.2' } },
    ];
    for (const event of read(hook('user_id_update', { user_id_update }))) assert.match(whyOf(event), /^malformed/);
  });
});

describe('content', () => {
  test('a known type without the members it needs is ignored, and the reason names the message', () => {
    const types = [
      'text',
      'image',
      'location',
      'contacts',
      'button',
      'interactive',
      'reaction',
      'order',
      'edit',
      'revoke',
    ];
    for (const type of types)
      assert.match(whyOf(readOne(fromAda(type, { type }))), new RegExp(`wamid.${type} of type`));
    const inner = {
      type: 'edit',
      edit: { original_message_id: 'wamid.1', message: { type: 'text', text: { body: 'Ciao' } } },
    };
    const nested = { type: 'edit', edit: { original_message_id: 'wamid.0', message: inner } };
    assert.match(whyOf(readOne(fromAda('NESTED', nested))), /^malformed/);
  });

  test('a type named like a built-in member is just an unknown type', () => {
    for (const type of ['__proto__', 'constructor', 'toString']) {
      assert.deepEqual(contentOf(readOne(fromAda(type, { type }))), { kind: 'unsupported', what: type });
      const interactive = { type: 'interactive', interactive: { type } };
      assert.deepEqual(contentOf(readOne(fromAda(type, interactive))), {
        kind: 'unsupported',
        what: `interactive ${type}`,
      });
    }
  });

  test('the answers of a form that are no JSON, or nest too deep, are kept as text', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    for (const response_json of ['{"half":', deep]) {
      const nfm_reply = { name: 'flow', response_json };
      const event = readOne(fromAda('FORM', { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply } }));
      assert.deepEqual(contentOf(event), { kind: 'form', name: 'flow', values: response_json });
    }
  });

  test('a referral that nests too deep is left out and the message stays', () => {
    const deep = `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`;
    const body = fromAda('AD', { type: 'text', text: { body: 'Info?' }, referral: { nest: 'HERE' } });
    const event = readOne(body.replace('"HERE"', deep));
    assert.deepEqual(contentOf(event), { kind: 'text', text: 'Info?' });
    assert.equal('referral' in event, false);
  });

  test('numbers written as text, and a price without a currency, are read', () => {
    const location = { latitude: '45.4', longitude: '-9.25' };
    assert.deepEqual(contentOf(readOne(fromAda('L', { type: 'location', location }))), {
      kind: 'location',
      latitude: 45.4,
      longitude: -9.25,
    });
    const order = { product_items: [{ product_retailer_id: 'p', quantity: '3', item_price: 0 }] };
    const items = [{ product: 'p', quantity: 3, price: 0 }];
    assert.deepEqual(contentOf(readOne(fromAda('O', { type: 'order', order }))), { kind: 'order', items });
  });
});

describe('size', () => {
  test('many messages of many listed people are read in linear time', () => {
    const people = Array.from({ length: 15_000 }, (_, index) => `39333${String(index).padStart(7, '0')}`);
    const contacts = people.map((wa_id) => ({ wa_id, profile: { name: wa_id } }));
    const messages = people.map((from) => ({ ...text(`wamid.${from}`), from }));
    const started = process.cpuUsage();
    const events = read(hook('messages', { contacts, messages }));
    assert.ok(process.cpuUsage(started).user < 3_000_000);
    assert.ok(events.every((event) => event.type === 'message' && event.sender.name === event.sender.key));
  });
});
