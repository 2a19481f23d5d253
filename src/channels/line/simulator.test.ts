import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ChannelEvent, MessageEvent } from '../../message/channel-event.ts';
import type { Content } from '../../message/content.ts';
import { createHttp } from '../../net/pool.ts';
import { createCustomer } from '../../simulator/phone/customer.ts';
import { startReceiver, type ReceivedHook } from '../../simulator/phone/receiver.ts';
import { startPhone } from '../../simulator/phone/server.ts';
import { line as linePhone, openLine } from '../../simulator/line/line.ts';
import type { OutboundMessage } from '../channel.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { LineConfig } from './config.ts';
import { line } from './line.ts';

const KEYS = { channelSecret: 'demo-line-channel-secret', accessToken: 'demo-line-access-token' };
const ADA = linePhone.person(1);

/** The channel, by its real way out, beside a phone on which Ada can write. */
async function start(t: TestContext) {
  const server = await startPhone({}, (phone) => openLine(phone, KEYS));
  const pool = createHttp();
  const config = { ...KEYS, apiBase: server.url, dataBase: server.url };
  const io = channelIo<LineConfig>({ config, http: pool.http, now: server.phone.now });
  const read = ({ method, url, headers, bytes }: ReceivedHook) => {
    const request = { method, url, query: {}, headers, body: bytes, at: server.phone.now() };
    assert.equal(line.verify(request, io.config), true);
    return line.receive(request, io.config).events;
  };
  const business = await startReceiver();
  t.after(() => Promise.all([server.close(), business.close(), pool.close()]));
  const ada = createCustomer(server.phone, { userId: ADA, name: 'Ada Rossi' });
  let sends = 0;
  const send = (content: Content, more: Partial<OutboundMessage> = {}) =>
    line.send({ to: [{ kind: 'user', value: ADA }], content, key: `run-1#${(sends += 1)}`, ...more }, io);
  /** The events that the next webhook brings, once `act` was done. */
  const next = async (act: () => unknown): Promise<readonly ChannelEvent[]> => {
    const count = business.hooks.length;
    await act();
    return read((await business.until(count + 1))[count] ?? assert.fail());
  };
  const heard = async (act: () => unknown): Promise<MessageEvent> => {
    const event = (await next(act)).find(({ type }) => type === 'message');
    return event?.type === 'message' ? event : assert.fail('a message comes');
  };
  const pushed = () => Number(server.phone.note.get('pushed') ?? 0);
  const answer = ({ channelContext }: MessageEvent) => (channelContext === undefined ? {} : { channelContext });
  assert.match((await line.connect?.({ url: business.url }, io))?.message ?? '', /sends what people write/);
  return { server, business, io, ada, send, next, heard, pushed, answer };
}

test('the first part of an answer is a reply, the second is pushed, and a late one as well', async (t) => {
  const { server, ada, send, heard, pushed, answer } = await start(t);
  const hello = await heard(() => ada.say('Ciao'));
  await send({ kind: 'text', text: 'Ciao Ada' }, answer(hello));
  assert.equal(pushed(), 0);
  await send({ kind: 'text', text: 'Come stai?' }, answer(hello));
  assert.equal(pushed(), 1);
  const again = await heard(() => ada.say('Bene'));
  server.phone.advance(70_000);
  await send({ kind: 'text', text: 'Bene' }, answer(again));
  assert.equal(pushed(), 2);
  for (const text of ['Ciao Ada', 'Come stai?', 'Bene']) assert.equal((await ada.waitForReply()).text, text);
});

test('a token that the provider has let expire early is given up for a push', async (t) => {
  const { server, ada, send, heard, pushed, answer } = await start(t);
  Object.assign(server.phone.settings, { replyForMs: 1000 });
  const hello = await heard(() => ada.say('Ciao'));
  server.phone.advance(2000);
  await send({ kind: 'text', text: 'Eccoci' }, answer(hello));
  assert.equal(pushed(), 1);
});

test('a push that was taken though its answer got lost is not shown twice', async (t) => {
  const { server, ada, send, heard } = await start(t);
  await heard(() => ada.say('Ciao'));
  server.faults.add({ kind: 'drop', accepted: true });
  const content: Content = { kind: 'text', text: 'Una volta sola' };
  await assert.rejects(send(content, { key: 'k' }), { code: 'unknown_outcome' });
  const { id } = await send(content, { key: 'k' });
  const shown = [...server.phone.state.messages.values()].filter(({ text }) => text === 'Una volta sola');
  assert.deepEqual(
    shown.map((each) => each.id),
    [id],
  );
});

test('buttons, cards and a list come back as choices', async (t) => {
  const { ada, send, heard } = await start(t);
  await heard(() => ada.say('Ciao'));
  for (const [count, style] of [
    [2, 'buttons'],
    [4, 'buttons'],
    [7, 'buttons'],
    [5, 'list'],
  ] as const) {
    const choices = Array.from({ length: count }, (_, index) => ({ id: `c${index}`, title: `Scelta ${index}` }));
    await send({ kind: 'choices', text: 'Quale?', style, choices });
    const tap = await heard(() => ada.tap('Scelta 1'));
    assert.deepEqual(tap.content, { kind: 'choice', id: 'c1', title: 'Scelta 1' });
  }
});

test('whoever follows can be answered at once; who blocks says no', async (t) => {
  const { ada, send, next, heard, pushed, answer } = await start(t);
  const opened = await heard(() => ada.act({ opened: {} }));
  assert.deepEqual(opened.content, { kind: 'opened', how: 'follow' });
  await send({ kind: 'text', text: 'Benvenuta!' }, answer(opened));
  assert.equal(pushed(), 0);
  const [left] = await next(() => ada.act({ block: true }));
  assert.ok(left?.type === 'preference' && !left.allowed);
});

test('a message is marked as read, an unsent one is taken back, a quoted one is named', async (t) => {
  const { server, io, ada, send, heard, answer } = await start(t);
  const hello = await heard(() => ada.say('Ciao'));
  await line.acknowledge?.(hello, io);
  assert.ok(server.phone.state.messages.get(hello.id)?.seenAt);
  const { id } = await send({ kind: 'text', text: 'Eccoci' }, { ...answer(hello), replyTo: hello.id });
  assert.equal((await heard(() => ada.act({ text: 'Grazie', replyTo: id }))).replyTo, id);
  const unsent = await heard(() => ada.act({ revoke: { messageId: hello.id } }));
  assert.deepEqual(unsent.content, { kind: 'revoke', of: hello.id });
});

test('a file that a person sends is fetched', async (t) => {
  const { io, ada, heard } = await start(t);
  const base64 = Buffer.from('una bolletta').toString('base64');
  const { content } = await heard(() =>
    ada.act({ document: { filename: 'bolletta.txt', mime: 'text/plain', base64 } }),
  );
  assert.ok(content.kind === 'media' && content.file);
  const file = await line.download?.(content.file, { ...io, maxBytes: 1000 });
  assert.deepEqual(
    [Buffer.from(file?.bytes ?? []).toString(), file?.mime, file?.name],
    ['una bolletta', 'text/plain', 'bolletta.txt'],
  );
});

test('the check finds nothing wrong, and says when the month is used up', async (t) => {
  const { server, io, ada, send, heard } = await start(t);
  const wrong = async () => (await line.check?.(io))?.filter(({ ok }) => !ok).map(({ name }) => name);
  assert.deepEqual(await wrong(), []);
  Object.assign(server.phone.settings, { monthlyLimit: 1 });
  await heard(() => ada.say('Ciao'));
  await send({ kind: 'text', text: 'x' });
  await assert.rejects(send({ kind: 'text', text: 'x' }), { message: /used up/ });
  assert.deepEqual(await wrong(), ['Messages of this month']);
  server.phone.setTarget(undefined);
  assert.deepEqual(await wrong(), ['Webhook', 'Messages of this month']);
});
