import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { Failure } from '../../src/base/failure.ts';
import { SAMPLES } from '../../src/channels/contract/samples.ts';
import { whatsapp } from '../../src/channels/whatsapp/whatsapp.ts';
import type { ChannelEvent } from '../../src/message/channel-event.ts';
import type { Content } from '../../src/message/content.ts';
import { fit } from '../../src/message/fit.ts';
import { createHttp } from '../../src/net/pool.ts';
import { createCustomer } from '../../src/simulator/whatsapp/customer.ts';
import type { Fault } from '../../src/simulator/phone/faults.ts';
import type { Inbound } from '../../src/simulator/whatsapp/inbound.ts';
import type { PhoneOptions } from '../../src/simulator/whatsapp/options.ts';
import { writeAsStaff } from '../../src/simulator/whatsapp/staff.ts';
import { channelIo } from '../../src/channels/testing/channel-io.ts';
import { CREDENTIALS, startRig, type Received } from '../../src/simulator/whatsapp/test-kit.ts';

const ADA = { number: '393331234567', name: 'Ada Rossi' };
const TO = [{ kind: 'phone', value: '+393331234567' }] as const;
const TEXT: Content = { kind: 'text', text: 'Ciao' };

/** Channel and simulator were written apart, from the same facts: here they have to understand each other. */
describe('the WhatsApp channel against the phone simulator', () => {
  test('sends every kind of content, each part accepted', async (t) => {
    const { phone, send } = await start(t, {
      statuses: [],
      templates: [
        { name: 'promemoria', language: 'it', body: '{{1}}: {{2}}', category: 'UTILITY', status: 'APPROVED' },
        { name: 'benvenuto', language: 'it', body: 'Benvenuto', category: 'UTILITY', status: 'APPROVED' },
      ],
    });
    const quoted = createCustomer(phone.phone, ADA).say('Ciao');
    for (const [name, content] of Object.entries(SAMPLES)) {
      // The simulator knows no file with this id, and no message called m-1.
      if (name === 'document') continue;
      const real = content.kind === 'reaction' ? { ...content, to: quoted } : content;
      for (const part of fit(real, whatsapp.capabilities).parts) assert.match((await send(part)).id, /^wamid\./, name);
    }
  });

  test('gets our key back in the statuses of a message', async (t) => {
    const { phone, business, send } = await start(t, { statuses: ['sent', 'delivered', 'read'] });
    createCustomer(phone.phone, ADA).say('Ciao');
    const { id } = await send(TEXT);
    const events = (await business.until(4)).flatMap(read).filter((event) => event.type === 'status');
    assert.deepEqual(new Set(events.map(({ status }) => status)), new Set(['sent', 'delivered', 'read']));
    for (const event of events) assert.deepEqual([event.id, event.effect], [id, 'run-1#2']);
  });

  test('reads everything that a customer can do', async (t) => {
    const { phone, business } = await start(t);
    const ada = createCustomer(phone.phone, { ...ADA, userId: 'IT.1' });
    const acts: [Inbound, string][] = [
      [{ text: 'Città 👋' }, 'text'],
      [{ image: { caption: 'Foto' } }, 'media'],
      [{ audio: { voice: true } }, 'media'],
      [{ document: { filename: 'a.pdf' } }, 'media'],
      [{ sticker: {} }, 'media'],
      [{ location: { latitude: 45.4, longitude: 9.1, name: 'Duomo' } }, 'location'],
      [{ contacts: [{ name: 'Bruno', phone: '+39333' }] }, 'contacts'],
      [{ button: { id: 'y', title: 'Sì' } }, 'choice'],
      [{ list: { id: 'r', title: 'Gas' } }, 'choice'],
      [{ templateButton: { payload: 'STOP', text: 'Basta' } }, 'choice'],
      [{ form: { values: { cap: '20121' } } }, 'form'],
      [{ reaction: { messageId: 'wamid.x', emoji: '👍' } }, 'reaction'],
      [{ reaction: { messageId: 'wamid.x' } }, 'reaction'],
      [{ order: { catalogId: 'c', items: [{ productId: 'p', quantity: 1, price: 2, currency: 'EUR' }] } }, 'order'],
      [{ edit: { messageId: 'wamid.x', text: 'Ciao' } }, 'edit'],
      [{ revoke: { messageId: 'wamid.x' } }, 'revoke'],
      [{ unsupported: true }, 'unsupported'],
      [{ text: 'Altrove', standby: true }, 'text'],
      [{ welcome: true }, 'opened'],
      [{ text: 'A tutti', groupId: 'G1' }, 'ignored'],
      [{ changeUserId: { userId: 'IT.2', notice: 'field' } }, 'identity'],
      [{ changeNumber: { number: '393339999999' } }, 'identity'],
    ];
    for (const [count, [act, expected]] of acts.entries()) {
      ada.act(act);
      const hooks = await business.until(count + 1);
      const events = read(hooks.at(-1) ?? assert.fail());
      const [event] = events;
      assert.deepEqual([events.length, kindOf(event)], [1, expected], JSON.stringify(act));
      assert.equal(event?.type === 'message' && event.standby === true, act.standby === true);
    }
  });

  test('knows a person who hides the number by user id, and writes to it', async (t) => {
    const { phone, business, send } = await start(t, { statuses: [] });
    const spec = { number: '393331234567', userId: 'IT.88', username: 'dora', hidesNumber: true };
    createCustomer(phone.phone, spec).say('Ehi');
    const [hook] = await business.until(1);
    const [event] = read(hook ?? assert.fail());
    assert.ok(event?.type === 'message');
    assert.equal(event.sender.key, 'IT.88');
    assert.deepEqual(event.sender.addresses[0], { kind: 'user', value: 'IT.88' });
    assert.match((await send(TEXT, event.sender.addresses)).id, /^wamid\./);
  });

  test('flags what staff writes in the phone app as an echo to the customer', async (t) => {
    const { phone, business } = await start(t);
    createCustomer(phone.phone, ADA).say('Ciao');
    const customer = [...phone.phone.state.customers.values()][0] ?? assert.fail();
    writeAsStaff(phone.phone, { customer, text: 'Arrivo io' });
    const [event] = read((await business.until(2)).at(-1) ?? assert.fail());
    assert.ok(event?.type === 'message' && event.echo === true);
    assert.ok(event.sender.addresses.some(({ value }) => value === '+393331234567'));
  });

  test('tells refusals, cut connections and pages apart', async (t) => {
    const { phone, send } = await start(t, { statuses: [] });
    createCustomer(phone.phone, ADA).say('Ciao');
    const faults: [Fault, string][] = [
      [{ kind: 'error', code: 190 }, 'auth'],
      [{ kind: 'error', code: 131056 }, 'rate_limited'],
      [{ kind: 'error', status: 503 }, 'unavailable'],
      [{ kind: 'error', code: 131047 }, 'window_closed'],
      [{ kind: 'error', code: 131026 }, 'not_found'],
      [{ kind: 'html' }, 'unknown_outcome'],
      [{ kind: 'drop' }, 'unknown_outcome'],
      [{ kind: 'drop', accepted: true }, 'unknown_outcome'],
    ];
    for (const [fault, expected] of faults) {
      phone.faults.add(fault);
      assert.equal(await send(TEXT).then(() => 'sent', codeOf), expected, JSON.stringify(fault));
    }
    assert.match((await send(TEXT)).id, /^wamid\./);
  });

  test('refuses to write freely to somebody who has not written', async (t) => {
    const { send } = await start(t);
    assert.equal(await send(TEXT).then(() => 'sent', codeOf), 'window_closed');
  });

  test('finds the number, and a wrong token', async (t) => {
    const { io } = await start(t);
    const results = (await whatsapp.check?.(io)) ?? [];
    assert.ok(results.length > 3 && results.every(({ ok }) => ok), JSON.stringify(results));
    const wrong = { ...io, config: { ...io.config, accessToken: 'wrong-token' } };
    assert.deepEqual(
      (await whatsapp.check?.(wrong))?.map(({ ok }) => ok),
      [false],
    );
  });
});

async function start(t: TestContext, options: Partial<PhoneOptions> = {}) {
  const client = createHttp();
  t.after(() => client.close());
  const rig = await startRig(t, options);
  const config = { ...CREDENTIALS, apiBase: rig.phone.url };
  const io = channelIo({ config, http: client.http, now: () => 0 });
  const send = (content: Content, to: Parameters<typeof whatsapp.send>[0]['to'] = TO) =>
    whatsapp.send({ to, content, key: 'run-1#2' }, io);
  return { ...rig, io, send };
}

function read({ bytes, signature }: Received): readonly ChannelEvent[] {
  const headers = { 'x-hub-signature-256': signature };
  const request = { method: 'POST', url: 'http://127.0.0.1/', query: {}, headers, body: bytes };
  assert.equal(whatsapp.verify(request, CREDENTIALS), true);
  return whatsapp.receive(request, CREDENTIALS).events;
}

function kindOf(event: ChannelEvent | undefined): string | undefined {
  return event?.type === 'message' ? event.content.kind : event?.type;
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Failure ? thrown.code : String(thrown);
}
