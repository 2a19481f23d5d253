import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ChannelEvent, MessageEvent } from '../../message/channel-event.ts';
import type { Content } from '../../message/content.ts';
import { createHttp } from '../../net/pool.ts';
import { createCustomer } from '../../simulator/phone/customer.ts';
import { startReceiver, type ReceivedHook } from '../../simulator/phone/receiver.ts';
import { startPhone } from '../../simulator/phone/server.ts';
import { openTelegram } from '../../simulator/telegram/telegram.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { TelegramConfig } from './config.ts';
import { telegram } from './telegram.ts';

const TOKEN = '7000000001:demo-bot-token';
const ADA = '700000001';

/** The channel, by its real way out, beside a phone on which Ada can write. */
async function start(t: TestContext, more: Partial<TelegramConfig> = {}) {
  const server = await startPhone({}, (phone) => openTelegram(phone, { botToken: TOKEN }));
  const business = await startReceiver();
  const pool = createHttp();
  t.after(() => Promise.all([server.close(), business.close(), pool.close()]));
  const io = channelIo<TelegramConfig>({
    config: { botToken: TOKEN, apiBase: server.url, typing: false, ...more },
    http: pool.http,
    open: async ({ id }) => (id === STORED ? { bytes: 12, stream: pieces } : undefined),
  });
  const ada = createCustomer(server.phone, { userId: ADA, name: 'Ada Rossi' });
  const send = (content: Content, to = ADA) =>
    telegram.send({ to: [{ kind: 'user', value: to }], content, key: 'run-1#1' }, io);
  const eventsOf = async ({ method, url, headers, bytes }: ReceivedHook): Promise<readonly ChannelEvent[]> => {
    const request = { method, url, query: {}, headers, body: bytes };
    assert.equal(await telegram.verify(request, io.config), true);
    return telegram.receive(request, io.config).events;
  };
  /** The message that the next webhook brings, once `act` was done. */
  const heard = async (act: () => unknown): Promise<MessageEvent> => {
    const count = business.hooks.length;
    act();
    const hook = (await business.until(count + 1)).at(-1);
    const [event] = hook ? await eventsOf(hook) : [];
    return event?.type === 'message' ? event : assert.fail(`${event?.type} came`);
  };
  return { server, business, io, ada, send, heard, eventsOf };
}

/** A file of ours that nobody outside can fetch, as it is read piece by piece. */
const STORED = 'ab'.repeat(32);
async function* pieces() {
  yield Buffer.from('una ');
  yield Buffer.from('bolletta');
}

test('a file of ours without a link is uploaded while it is read', async (t) => {
  const { server, ada, send } = await start(t, { polling: true });
  const file = { id: STORED, mime: 'application/pdf', name: 'bolletta "maggio".pdf' };
  ada.say('Ciao');
  await send({ kind: 'media', media: 'document', file, caption: 'Ecco' });
  const shown = await ada.waitForReply();
  assert.equal(shown.text, 'Ecco');
  const stored = server.phone.state.media.get(shown.media?.id ?? '');
  assert.deepEqual([stored?.bytes.toString(), stored?.mime], ['una bolletta', 'application/pdf']);
});

const content = async (event: Promise<MessageEvent>) => (await event).content;

test('a conversation by webhook: connect, question, tap, answer to the tap, quoted reply', async (t) => {
  const { business, io, ada, send, heard, server } = await start(t);
  await telegram.connect?.({ url: business.url }, io);
  const hello = await heard(() => ada.say('Ciao'));
  assert.deepEqual(hello.sender, { key: ADA, addresses: [{ kind: 'user', value: ADA }], name: 'Ada Rossi' });

  const long = 'x'.repeat(80);
  const choices = [
    { id: 'light', title: 'Luce' },
    { id: long, title: 'Tutto il resto' },
  ];
  const sent = await send({ kind: 'choices', text: 'Di che cosa hai bisogno?', style: 'auto', choices });
  assert.equal((await ada.waitForReply()).id, sent.id);
  const tap = await heard(() => ada.tap('Luce'));
  assert.deepEqual(tap.content, { kind: 'choice', id: 'light', title: 'Luce' });
  assert.equal(tap.replyTo, sent.id);
  const turning = async () => (await (await fetch(`${server.url}/_control/turning`)).json()) as unknown[];
  assert.equal((await turning()).length, 1);
  await telegram.answerTap?.(tap, io);
  assert.deepEqual(await turning(), []);
  const other = await content(heard(() => ada.tap('Tutto il resto')));
  assert.equal(other.kind === 'choice' && other.title, 'Tutto il resto');

  const quoted = await heard(() => ada.act({ text: 'Grazie', replyTo: sent.id }));
  assert.equal(quoted.replyTo, sent.id);
});

test('a deep link, an album, a shared number, an edit and a reaction arrive as what they are', async (t) => {
  const { business, io, ada, send, heard } = await start(t);
  await telegram.connect?.({ url: business.url }, io);
  const opened = await heard(() => ada.act({ opened: { payload: 'volantino' } }));
  assert.deepEqual(opened.content, { kind: 'opened', how: 'start', payload: 'volantino' });
  const album = { image: {}, albumId: '77' };
  assert.equal((await heard(() => ada.act(album))).album, '77');

  await send({
    kind: 'choices',
    text: 'Il tuo numero?',
    style: 'auto',
    choices: [{ id: 'share_phone', title: 'Invia' }],
  });
  await ada.waitForReply();
  const shared = await heard(() => ada.tap('Invia'));
  assert.deepEqual(shared.sender.addresses[1], { kind: 'phone', value: '+393330000001' });
  assert.equal(shared.content.kind === 'contacts' && shared.content.contacts[0]?.phones[0], '+393330000001');

  const { id } = await heard(() => ada.say('Domani'));
  const edit = await content(heard(() => ada.act({ edit: { messageId: id, text: 'Dopodomani' } })));
  assert.deepEqual(edit, { kind: 'edit', of: id, text: 'Dopodomani' });
  const reaction = await content(heard(() => ada.act({ reaction: { messageId: id, emoji: '👍' } })));
  assert.deepEqual(reaction, { kind: 'reaction', to: id, emoji: '👍' });
  await send({ kind: 'reaction', to: id, emoji: '❤️' });
  assert.equal((await ada.waitForReply()).text, '❤');
});

test('a file that a person sent is fetched whole, and one that is gone is not found', async (t) => {
  const { business, io, ada, heard } = await start(t);
  await telegram.connect?.({ url: business.url }, io);
  const base64 = Buffer.from('una bolletta').toString('base64');
  const sent = { document: { filename: 'bolletta.pdf', mime: 'application/pdf', base64 } };
  const received = await content(heard(() => ada.act(sent)));
  const file = received.kind === 'media' ? received.file : undefined;
  assert.deepEqual({ ...file, id: '' }, { id: '', mime: 'application/pdf', bytes: 12, name: 'bolletta.pdf' });
  const fetching = { ...io, maxBytes: 1000 };
  const whole = await telegram.download?.(file ?? assert.fail(), fetching);
  assert.equal(Buffer.from(whole?.bytes ?? []).toString(), 'una bolletta');
  const gone = telegram.download?.({ id: '404', mime: 'image/png' }, fetching);
  await assert.rejects(gone ?? assert.fail(), (thrown: { code?: string }) => thrown.code === 'not_found');
});

test('who blocks the bot is told of, and cannot be written to until it is let in again', async (t) => {
  const { business, io, ada, send, heard, eventsOf } = await start(t);
  await telegram.connect?.({ url: business.url }, io);
  await heard(() => ada.say('Ciao'));
  ada.act({ block: true });
  const [, blocked] = await business.until(2);
  const [event] = await eventsOf(blocked ?? assert.fail());
  assert.deepEqual(event?.type === 'preference' && [event.purpose, event.allowed], ['all', false]);
  await assert.rejects(send({ kind: 'text', text: 'Ci sei?' }), /has blocked the bot/);
  ada.act({ block: false });
  await send({ kind: 'text', text: 'Bentornata' });
});

test('every kind of content is accepted', async (t) => {
  const { business, io, ada, send, heard } = await start(t);
  await telegram.connect?.({ url: business.url }, io);
  await heard(() => ada.say('Ciao'));
  const url = (name: string) => `https://files.example.com/${name}`;
  const parts: Content[] = [
    { kind: 'text', text: 'x'.repeat(4096) },
    { kind: 'media', media: 'image', url: url('a.jpg'), caption: 'x'.repeat(1024) },
    { kind: 'media', media: 'video', url: url('a.mp4') },
    { kind: 'media', media: 'audio', url: url('a.ogg') },
    { kind: 'media', media: 'audio', url: url('a.mp3') },
    { kind: 'media', media: 'document', url: url('a.pdf') },
    { kind: 'media', media: 'sticker', url: url('a.webp') },
    { kind: 'location', latitude: 45, longitude: 9 },
    { kind: 'location', latitude: 45, longitude: 9, name: 'Duomo' },
    { kind: 'contacts', contacts: [{ name: 'Ada', phones: ['+391'], emails: ['a@example.com'] }] },
  ];
  for (const part of parts) assert.equal((await send(part)).id, (await ada.waitForReply()).id);
});

test('messages are fetched where nobody can call us: none twice, none lost by a listener that ended', async (t) => {
  const { io, ada, heard: _, ...rest } = await start(t, { polling: true });
  const said: string[] = [];
  const listening = async (until: string) => {
    const stop = new AbortController();
    await telegram.listen?.(
      io,
      async (request) => {
        for (const event of telegram.receive(request, io.config).events) {
          if (event.type === 'message' && event.content.kind === 'text') said.push(event.content.text);
        }
        if (said.includes(until)) stop.abort();
      },
      stop.signal,
    );
  };
  rest.server.phone.setTarget('http://127.0.0.1:9/nobody');
  await assert.rejects(listening('x'), /sends this bot’s messages to 127\.0\.0\.1:9/);
  await telegram.connect?.({ url: '' }, io);
  ada.say('uno');
  await listening('uno');
  const two = listening('due');
  ada.say('due');
  await two;
  // What was read last was not asked past, so the next listener gets it once more and the host knows it by its id.
  assert.deepEqual(said, ['uno', 'uno', 'due']);
});

test('the check sees what is wrong with the webhook', async (t) => {
  const { business, io } = await start(t);
  const bad = async () => (await telegram.check?.(io))?.filter(({ ok }) => !ok).map(({ name }) => name);
  assert.deepEqual(await bad(), ['Webhook']);
  await telegram.connect?.({ url: business.url }, io);
  assert.deepEqual(await bad(), []);
  await telegram.disconnect?.(io);
  assert.deepEqual(await bad(), ['Webhook']);
  io.config = { ...io.config, botToken: '7000000001:revoked-token' };
  assert.deepEqual(await bad(), ['Bot token']);
});
