import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ChannelEvent, MessageEvent } from '../../message/channel-event.ts';
import type { Content } from '../../message/content.ts';
import { createHttp } from '../../net/pool.ts';
import { createCustomer } from '../../simulator/phone/customer.ts';
import { startReceiver, type ReceivedHook } from '../../simulator/phone/receiver.ts';
import { startPhone } from '../../simulator/phone/server.ts';
import { openViber, viber as viberPhone } from '../../simulator/viber/viber.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { ViberConfig } from './config.ts';
import { viber } from './viber.ts';

const TOKEN = 'demo-viber-token-000000';
const ADA = viberPhone.person(1);

/** The channel, by its real way out, beside a phone on which Ada can write. */
async function start(t: TestContext) {
  const server = await startPhone({}, (phone) => openViber(phone, { authToken: TOKEN }));
  const pool = createHttp();
  const io = channelIo<ViberConfig>({
    config: { authToken: TOKEN, name: 'Energia Rossi', welcome: 'Benvenuti!', apiBase: server.url },
    http: pool.http,
  });
  const read = ({ method, url, headers, bytes }: ReceivedHook) => {
    const request = { method, url, query: {}, headers, body: bytes };
    assert.equal(viber.verify(request, io.config), true);
    return viber.receive(request, io.config);
  };
  const business = await startReceiver((_index, hook) => {
    const { response } = read(hook);
    return { status: 200, ...(response && { body: response.body }) };
  });
  t.after(() => Promise.all([server.close(), business.close(), pool.close()]));
  const ada = createCustomer(server.phone, { userId: ADA, name: 'Ada Rossi' });
  const send = (content: Content) => viber.send({ to: [{ kind: 'user', value: ADA }], content, key: 'run-1#1' }, io);
  /** The event that the next webhook brings, once `act` was done. */
  const next = async (act: () => unknown): Promise<ChannelEvent> => {
    const count = business.hooks.length;
    await act();
    const hook = (await business.until(count + 1))[count] ?? assert.fail();
    return read(hook).events[0] ?? assert.fail();
  };
  const heard = async (act: () => unknown): Promise<MessageEvent> => {
    const event = await next(act);
    return event.type === 'message' ? event : assert.fail(`${event.type} came`);
  };
  await viber.connect?.({ url: business.url }, io);
  Object.assign(server.phone.settings, { statuses: [] });
  return { server, business, io, ada, send, next, heard };
}

test('whoever opens the chat is welcomed, and may be sent one message before they write', async (t) => {
  const { ada, heard, send } = await start(t);
  const opened = await heard(() => ada.act({ opened: { payload: 'volantino' } }));
  assert.deepEqual(opened.content, { kind: 'opened', how: 'conversation_started', payload: 'volantino' });
  assert.equal((await ada.waitForReply()).text, 'Benvenuti!');
  await send({ kind: 'text', text: 'Come ti chiami?' });
  await assert.rejects(send({ kind: 'text', text: 'Ci sei?' }), { message: /has not subscribed/ });
  await heard(() => ada.say('Ada'));
  await send({ kind: 'text', text: 'Grazie' });
});

test('a question, a tap, a shared number and a place', async (t) => {
  const { ada, heard, send } = await start(t);
  const hello = await heard(() => ada.say('Ciao'));
  assert.deepEqual(hello.sender, { key: ADA, addresses: [{ kind: 'user', value: ADA }], name: 'Ada Rossi' });
  const choices = [
    { id: 'light', title: 'Luce' },
    { id: 'share_phone', title: 'Il mio numero' },
    { id: 'share_location', title: 'Dove sono' },
  ];
  const ask = () => send({ kind: 'choices', text: 'Di che cosa hai bisogno?', style: 'auto', choices });
  await ask();
  const tap = await heard(() => ada.tap('Luce'));
  assert.deepEqual(tap.content, { kind: 'choice', id: 'light', title: 'Luce' });
  assert.equal((await heard(() => ada.tap('Il mio numero'))).content.kind, 'contacts');
  assert.equal((await heard(() => ada.tap('Dove sono'))).content.kind, 'location');
});

test('statuses have the id that the send gave', async (t) => {
  const { server, ada, heard, next, send } = await start(t);
  await heard(() => ada.say('Ciao'));
  Object.assign(server.phone.settings, { statuses: ['delivered', 'read'] });
  let id = '';
  const status = await next(async () => ({ id } = await send({ kind: 'text', text: 'Salve' })));
  assert.ok(status.type === 'status' && status.status === 'delivered' && status.id === id, JSON.stringify(status));
});

test('a file that a person sends is fetched', async (t) => {
  const { io, ada, heard } = await start(t);
  const base64 = Buffer.from('una bolletta').toString('base64');
  const { content } = await heard(() =>
    ada.act({ document: { filename: 'bolletta.txt', mime: 'text/plain', base64 } }),
  );
  assert.ok(content.kind === 'media' && content.file);
  const file = await viber.download?.(content.file, { ...io, maxBytes: 1000 });
  assert.deepEqual(
    [Buffer.from(file?.bytes ?? []).toString(), file?.mime, file?.name],
    ['una bolletta', 'text/plain', 'bolletta.txt'],
  );
});

test('what is sent in each form is taken, and the check finds nothing wrong', async (t) => {
  const { io, ada, heard, send } = await start(t);
  await heard(() => ada.say('Ciao'));
  const file = { id: 'https://example.com/a.pdf', mime: 'application/pdf', bytes: 10, name: 'a.pdf' };
  const contents: Content[] = [
    { kind: 'media', media: 'image', url: 'https://example.com/a.jpg', caption: 'Ecco' },
    { kind: 'media', media: 'document', file },
    { kind: 'media', media: 'video', file: { ...file, mime: 'video/mp4' } },
    { kind: 'location', latitude: 45, longitude: 9 },
    { kind: 'contacts', contacts: [{ name: 'Bea', phones: ['+393337654321'], emails: [] }] },
  ];
  for (const content of contents) assert.match((await send(content)).id, /^\d{19}$/);
  const results = await viber.check?.(io);
  assert.deepEqual(
    results?.filter(({ ok }) => !ok),
    [],
  );
});

test('an address that does not answer is not taken, and the message says why', async (t) => {
  const { io, server } = await start(t);
  await assert.rejects(viber.connect?.({ url: `${server.url}/media/nothing` }, io) ?? Promise.resolve(), {
    message: /got no good answer/,
  });
  await viber.disconnect?.(io);
  assert.equal(server.phone.state.target, undefined);
});

test('leaving and coming back are told, and nothing reaches who has left', async (t) => {
  const { ada, heard, next, send } = await start(t);
  await heard(() => ada.say('Ciao'));
  const left = await next(() => ada.act({ block: true }));
  assert.ok(left.type === 'preference' && !left.allowed);
  await assert.rejects(send({ kind: 'text', text: 'Torna!' }), { code: 'denied' });
  const back = await next(() => ada.act({ block: false }));
  assert.ok(back.type === 'preference' && back.allowed);
});
