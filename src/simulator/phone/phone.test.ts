import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { isObject, type JsonObject } from '../../base/json.ts';
import { createCustomer } from './customer.ts';
import { plain, plainSignature } from './plain.contract.ts';
import { testProvider } from './provider.contract.ts';
import { startReceiver } from './receiver.ts';
import { demoOptions } from './run-many.ts';
import { startPhone, type PhoneServer } from './server.ts';
import type { PhoneOptions } from './options.ts';

const send = (body: JsonObject, secret = 'demo-secret') => ({
  path: '/messages',
  headers: { authorization: `Bearer ${secret}` },
  body,
});

testProvider({
  kind: plain,
  signed: ({ headers, bytes }) => headers['x-signature'] === plainSignature(bytes, 'demo-secret'),
  text: (to, text) => send({ to, text }),
  choices: (to, text, choices) => send({ to, text, choices }),
  stranger: (to, text) => send({ to, text }, 'wrong'),
  accepted: ({ status }) => status === 200,
  statuses: { sent: /"sent"/, delivered: /"delivered"/, failed: /"failed".*unreachable/ },
});

async function start(t: TestContext, options: PhoneOptions = {}): Promise<PhoneServer> {
  const server = await startPhone(options, (phone) => plain.open(phone, demoOptions(plain)));
  t.after(server.close);
  return server;
}

async function control({ url }: PhoneServer, route: string, body?: JsonObject): Promise<JsonObject> {
  const [method = 'GET', path = ''] = route.split(' ');
  const response = await fetch(`${url}/_control/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const json: unknown = await response.json();
  return isObject(json)
    ? { status: response.status, ...json }
    : { status: response.status, list: json as JsonObject[] };
}

describe('a phone, whatever its provider', () => {
  test('hands due webhooks to a business that fetches them, oldest first, each until it is settled', async (t) => {
    const { phone } = await start(t);
    const ada = createCustomer(phone, { number: '393330000001' });
    for (const text of ['uno', 'due']) ada.say(text);
    createCustomer(phone, { number: '393330000002' }).say('tre');
    const words = () => phone.ready().map(({ body }) => /"text":"(\w+)"/.exec(body)?.[1]);
    assert.deepEqual(words(), ['uno', 'tre']);
    const [first] = phone.ready();
    assert.ok(first);
    phone.settle(first);
    phone.settle(first);
    assert.deepEqual(words(), ['due', 'tre']);
    assert.equal(phone.state.counters.webhooksAnswered, 1);
  });

  test('keeps notes, people and what they wrote across a restart, until it is reset', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'rondine-phone-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const stateFile = join(folder, 'phone.jsonl');
    const before = await start(t, { stateFile });
    before.phone.note.put('token', { until: 7 });
    before.phone.note.put('gone', 1);
    before.phone.note.put('gone', null);
    await control(before, 'POST customers/393330000001/messages', { text: 'Ciao', name: 'Ada' });
    await before.close();
    const after = await start(t, { stateFile });
    assert.deepEqual(after.phone.note.get('token'), { until: 7 });
    assert.equal(after.phone.note.get('gone'), undefined);
    const { list } = await control(after, 'GET customers');
    assert.deepEqual(list, [{ key: '393330000001', name: 'Ada', number: '393330000001' }]);
    await control(after, 'POST reset', {});
    assert.equal(after.phone.note.get('token'), undefined);
  });

  test('lets a customer write to a named account, and tap on a named message', async (t) => {
    const server = await start(t);
    const route = 'POST customers/393330000001';
    const wrong = await control(server, `${route}/messages`, { text: 'Ciao', account: 'lab' });
    assert.equal(wrong['error'], 'The business has no account lab; it has desk, shop.');
    const said = await control(server, `${route}/messages`, { text: 'Ciao', account: 'shop' });
    assert.equal(server.phone.state.messages.get(String(said['id']))?.account, 'shop');
    const customer = server.phone.state.customers.get('393330000001');
    assert.ok(customer);
    const offer = (title: string) => {
      const choices = [{ via: 'button', id: title, title }];
      return server.phone.show({ customer, bubble: { type: 'text', content: {}, text: 'Quale?', choices } }).id;
    };
    const [old] = [offer('Uno'), offer('Due')];
    const tapped = await control(server, `${route}/tap`, { title: 'Uno', message: old });
    assert.equal(server.phone.state.messages.get(String(tapped['id']))?.replyTo, old);
    const gone = await control(server, `${route}/tap`, { title: 'Uno' });
    assert.match(String(gone['error']), /sees nothing called "Uno" to tap, only: Due/);
  });

  test('knows who blocked the business, and shows every kind of deed in words', async (t) => {
    const server = await start(t);
    const ada = createCustomer(server.phone, { number: '393330000001' });
    const shown = (id: string) => server.phone.state.messages.get(id)?.text;
    assert.equal(shown(ada.act({ block: true })), '[blocked]');
    assert.equal(server.phone.state.customers.get('393330000001')?.blocked, true);
    assert.equal(shown(ada.act({ block: false })), '[let in again]');
    assert.equal(server.phone.state.customers.get('393330000001')?.blocked, false);
    assert.equal(shown(ada.act({ location: { latitude: 45, longitude: 7 } })), '45, 7');
    assert.equal(shown(ada.act({ contacts: [{ name: 'Bea', phone: '1' }] })), 'Bea');
    assert.equal(shown(ada.act({ document: { filename: 'a.pdf' } })), 'a.pdf');
    assert.equal(shown(ada.act({ audio: {} })), '[audio]');
  });

  test('sends a webhook with an address of its own there, also while no target is set', async (t) => {
    const { phone } = await start(t);
    const business = await startReceiver();
    t.after(business.close);
    phone.post({ body: '{"event":"status"}', url: `${business.url}?part=1` });
    const [hook] = await business.until(1);
    assert.match(hook?.url ?? '', /\/hooks\/test\?part=1$/);
  });
});
