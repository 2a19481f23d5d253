import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HookRequest } from '../channel.ts';
import type { SmsGatewayConfig } from './config.ts';
import { receive } from './receive.ts';

const AT = Date.UTC(2026, 10, 20);
const basis: SmsGatewayConfig = {
  sender: '393990000001',
  authSecret: 'the-secret',
  send: { url: 'https://gateway.example.com' },
};

function read(body: string, config: SmsGatewayConfig, rest: Partial<HookRequest> = {}) {
  const type = body.startsWith('{') || body.startsWith('[') ? 'application/json' : 'application/x-www-form-urlencoded';
  const url = 'https://bot.example.com/hooks/sms';
  return receive(
    { method: 'POST', url, query: {}, headers: { 'content-type': type }, body: Buffer.from(body), at: AT, ...rest },
    config,
  );
}

test('fields have the names that the connection gives them, nested ones too', () => {
  const config: SmsGatewayConfig = {
    ...basis,
    list: 'data.items',
    message: { sender: 'msg.source', recipient: 'msg.dest', text: 'msg.content.0.body', id: 'msg.uid', time: 'when' },
  };
  const msg = { source: '0039333 1234567'.replace(' ', ''), dest: '393990000001', content: [{ body: 'Ciao' }], uid: 7 };
  const { events } = read(JSON.stringify({ data: { items: [{ msg, when: '2026-11-20T00:00:00Z' }] } }), config);
  assert.deepEqual(events, [
    {
      type: 'message',
      id: '7',
      at: AT,
      sender: { key: '393331234567', addresses: [{ kind: 'phone', value: '+393331234567' }] },
      content: { kind: 'text', text: 'Ciao' },
    },
  ]);
  assert.throws(() => read('{"data":{}}', config), /nothing at “data.items”/);
});

test('a form and a query are read alike', () => {
  const form = 'from=%2B393331234567&to=393990000001&text=Ciao+a+tutti&id=1';
  const url = `https://bot.example.com/hooks/sms?${form}`;
  const posted = read(form, basis);
  assert.equal(posted.events[0]?.type, 'message');
  assert.deepEqual(read('', basis, { method: 'GET', url }), posted);
});

test('numbers without a prefix belong to the connection’s country', () => {
  const config = { ...basis, sender: '3990000001', country: 'IT' };
  const keys = ['333 1234567', '+393331234567', '393331234567', '00393331234567'].map((from) => {
    const [event] = read(JSON.stringify({ from, to: '3990000001', text: 'x', id: '1' }), config).events;
    return event?.type === 'message' && event.sender.key;
  });
  assert.deepEqual(new Set(keys), new Set(['393331234567']));
});

test('without an id the same words at the same time are one message, and at another time are another', () => {
  const id = (rest: object, at: number) => {
    const body = JSON.stringify({ from: '393331234567', text: 'ok', ...rest });
    const [event] = read(body, basis, { at }).events;
    return event?.type === 'message' && event.id;
  };
  assert.equal(id({ time: '2026-11-20T10:00:00Z' }, AT), id({ time: '2026-11-20T10:00:00Z' }, AT + 1));
  assert.notEqual(id({ time: '2026-11-20T10:00:00Z' }, AT), id({ time: '2026-11-20T10:00:01Z' }, AT));
  assert.notEqual(id({}, AT), id({}, AT + 1));
});

test('the connection says what states mean, and what the gateway hears', () => {
  const config: SmsGatewayConfig = {
    ...basis,
    status: { id: 'ref', status: 'st', key: 'mykey' },
    statuses: { '1': 'delivered', '2': 'failed', SENT: 'ignored' },
    answer: { status: 202, contentType: 'application/json', body: '{"ok":true}' },
  };
  const state = (st: string) => {
    const [event] = read(JSON.stringify({ st, ref: 'g-1', mykey: 'run-1#2' }), config).events;
    return event?.type === 'status' ? event.status : event?.type;
  };
  assert.deepEqual(['1', '2', 'sent', '3'].map(state), ['delivered', 'failed', 'ignored', 'ignored']);
  assert.deepEqual(read('{"st":"1","mykey":"run-1#2"}', config), {
    events: [{ type: 'status', id: 'run-1#2', status: 'delivered', at: AT, effect: 'run-1#2' }],
    response: { status: 202, contentType: 'application/json', body: '{"ok":true}' },
  });
});

test('a reference counts together with the person, and a part that cannot be one stands alone', () => {
  const piece = (rest: object) => {
    const [event] = read(JSON.stringify({ from: '393331234567', text: 'x', id: '1', ...rest }), basis).events;
    return event?.type === 'message' && event.piece && [event.album, event.piece];
  };
  assert.deepEqual(piece({ reference: 5, part: '2', parts: 2 }), ['393331234567:5', { number: 2, total: 2 }]);
  for (const odd of [
    {},
    { part: 1, parts: 1 },
    { part: 3, parts: 2 },
    { part: 1.5, parts: 2 },
    { part: 1, parts: 999 },
  ]) {
    assert.equal(piece({ reference: 5, ...odd }), undefined);
  }
});
