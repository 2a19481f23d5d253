import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { Failure } from '../../src/base/failure.ts';
import { SAMPLES } from '../../src/channels/contract/samples.ts';
import type { WhatsAppConfig } from '../../src/channels/whatsapp/config.ts';
import { whatsapp } from '../../src/channels/whatsapp/whatsapp.ts';
import type { ChannelEvent } from '../../src/message/channel-event.ts';
import type { Content } from '../../src/message/content.ts';
import { fit } from '../../src/message/fit.ts';
import { createHttp } from '../../src/net/pool.ts';
import { listen } from '../../src/simulator/serve.ts';
import { overrideOf } from '../../src/simulator/whatsapp/account.ts';
import { changeTemplate } from '../../src/simulator/whatsapp/account-news.ts';
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
      [{ marketing: false }, 'preference'],
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

  test('lists the templates of the account, and fills every part of one', async (t) => {
    const { phone, io, send } = await start(t, { statuses: [] });
    const link = { type: 'URL', text: 'Sposta', url: 'https://example.com/{{1}}' } as const;
    const buttons = [link, { type: 'QUICK_REPLY', text: 'Confermo' } as const];
    const given = { language: 'it', category: 'UTILITY', header: 'IMAGE', quality: 'GREEN' } as const;
    const body = 'Ciao {{nome}}, a {{giorno}}';
    changeTemplate(phone.phone, { name: 'visita', status: 'APPROVED', body, named: true, buttons, ...given });
    const listed = (await whatsapp.templates?.(io)) ?? [];
    const visit = listed.find(({ name }) => name === 'visita');
    assert.deepEqual(visit, {
      name: 'visita',
      language: 'it',
      status: 'approved',
      category: 'utility',
      quality: 'green',
      parameters: 2,
      names: ['nome', 'giorno'],
      header: 'image',
      buttons: [
        { kind: 'url', title: 'Sposta', needed: true },
        { kind: 'reply', title: 'Confermo', needed: false },
      ],
      body,
    });
    const plain = { kind: 'template', name: 'visita', language: 'it', parameters: ['Ada', 'lunedì'] } as const;
    assert.equal(await send(plain).then(() => 'sent', codeOf), 'invalid');
    const { id } = await send({
      ...plain,
      names: visit.names ?? [],
      header: { kind: 'image', url: 'https://example.com/casa.jpg' },
      buttons: [
        { at: 0, kind: 'url', value: 'v/7' },
        { at: 1, kind: 'reply', value: 'confirm' },
      ],
    });
    const shown = phone.phone.state.messages.get(id);
    assert.deepEqual([shown?.text, shown?.choices?.[0]?.id], ['Ciao Ada, a lunedì', 'confirm']);
  });

  test('connects a number to an address that knows the token, and gives it back', async (t) => {
    const { phone, io } = await start(t);
    const server = await listen((request, response) => {
      const { searchParams: query } = new URL(request.url ?? '', 'http://localhost');
      const hook = { method: 'GET', url: '', query: Object.fromEntries(query), headers: {}, body: new Uint8Array() };
      const good = whatsapp.verify(hook, CREDENTIALS) === true;
      response.writeHead(good ? 200 : 403).end(good ? whatsapp.receive(hook, CREDENTIALS).response?.body : '');
    });
    t.after(server.close);
    const url = `${server.url}/hooks/w1`;
    await whatsapp.connect?.({ url }, io);
    assert.equal(overrideOf(phone.phone, CREDENTIALS.phoneNumberId), url);
    assert.ok((await whatsapp.check?.(io))?.some(({ message }) => message.includes('the address of this number')));
    await whatsapp.disconnect?.(io);
    assert.equal(overrideOf(phone.phone, CREDENTIALS.phoneNumberId), undefined);
    const unknown = { ...io, config: { ...io.config, verifyToken: 'another-token' } };
    await assert.rejects(async () => whatsapp.connect?.({ url }, unknown), /100/);
  });

  test('marks a message as read', async (t) => {
    const { phone, business, io } = await start(t);
    const id = createCustomer(phone.phone, ADA).say('Ciao');
    const [event] = read((await business.until(1))[0] ?? assert.fail());
    assert.ok(event?.type === 'message');
    await whatsapp.acknowledge?.(event, io);
    assert.notEqual(phone.phone.state.messages.get(id)?.seenAt, undefined);
  });

  test('uploads a file that only we can fetch', async (t) => {
    const { phone, send, io } = await start(t, { statuses: [] });
    const files = await listen((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/pdf' }).end('contratto');
    });
    t.after(files.close);
    createCustomer(phone.phone, ADA).say('Ciao');
    io.config = { ...io.config, uploadFrom: [new URL(files.url).host] };
    const { id } = await send({ kind: 'media', media: 'document', url: `${files.url}/contratto.pdf` });
    const [file] = phone.phone.state.media.values();
    assert.deepEqual([file?.mime, file?.bytes.toString()], ['application/pdf', 'contratto']);
    assert.equal(phone.phone.state.messages.get(id)?.content['id'], file?.id);
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
  const config = { ...CREDENTIALS, wabaId: rig.phone.phone.business.number.wabaId, apiBase: rig.phone.url };
  const io = channelIo<WhatsAppConfig>({ config, http: client.http, now: () => 0 });
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
