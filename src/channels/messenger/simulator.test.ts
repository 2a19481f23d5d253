import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ChannelEvent, MessageEvent } from '../../message/channel-event.ts';
import type { Content } from '../../message/content.ts';
import { createHttp } from '../../net/pool.ts';
import { createCustomer } from '../../simulator/phone/customer.ts';
import { startReceiver, type ReceivedHook } from '../../simulator/phone/receiver.ts';
import { demoOptions } from '../../simulator/phone/run-many.ts';
import { startPhone } from '../../simulator/phone/server.ts';
import { messenger as phone } from '../../simulator/messenger/messenger.ts';
import type { OutboundMessage } from '../channel.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { MessengerConfig } from './config.ts';
import { messenger } from './messenger.ts';

const ADA = phone.person(1);

/** The channel, by its real way out, beside a phone on which Ada can write. */
async function start(t: TestContext, more: Partial<MessengerConfig> = {}) {
  const options = demoOptions(phone);
  const server = await startPhone({}, (opened) => phone.open(opened, options));
  const business = await startReceiver();
  const pool = createHttp();
  t.after(() => Promise.all([server.close(), business.close(), pool.close()]));
  const config = { ...options, verifyToken: 'demo-verify-token', apiBase: server.url, ...more } as MessengerConfig;
  const io = channelIo<MessengerConfig>({ config, http: pool.http, now: () => server.phone.now() });
  server.phone.setTarget(business.url);
  server.phone.settings.statuses = [];
  const ada = createCustomer(server.phone, { userId: ADA, name: 'Ada Rossi' });
  const send = (content: Content, rest: Pick<OutboundMessage, 'channelContext' | 'by'> = {}) =>
    messenger.send({ to: [{ kind: 'user', value: ADA }], content, key: 'run-1#1', ...rest }, io);
  const eventsOf = async ({ method, url, headers, bytes }: ReceivedHook): Promise<readonly ChannelEvent[]> => {
    const request = { method, url, query: {}, headers, body: bytes };
    assert.equal(await messenger.verify(request, io.config), true);
    return messenger.receive(request, io.config).events;
  };
  /** What the next webhook brings, once `act` was done. */
  const news = async (act: () => unknown): Promise<ChannelEvent> => {
    const count = business.hooks.length;
    await act();
    const hook = (await business.until(count + 1)).at(-1);
    return (hook && (await eventsOf(hook))[0]) ?? assert.fail('nothing came');
  };
  const heard = async (act: () => unknown): Promise<MessageEvent> => {
    const event = await news(act);
    return event.type === 'message' ? event : assert.fail(`${event.type} came`);
  };
  return { server, io, ada, send, news, heard };
}

test('a conversation: question with buttons, tap, many choices as quick replies, quoted answer', async (t) => {
  const { ada, send, heard } = await start(t);
  const hello = await heard(() => ada.say('Perché? 👋'));
  assert.deepEqual(hello.sender, { key: ADA, addresses: [{ kind: 'user', value: ADA }] });
  assert.deepEqual(hello.content, { kind: 'text', text: 'Perché? 👋' });
  const choices = ['Luce', 'Gas', 'Acqua', 'Altro'].map((title) => ({ id: `id-${title}`, title }));
  await send({ kind: 'choices', text: 'Che cosa?', style: 'auto', choices: choices.slice(0, 2) });
  assert.deepEqual(
    (await ada.waitForReply()).choices?.map(({ via }) => via),
    ['postback', 'postback'],
  );
  assert.deepEqual((await heard(() => ada.tap('Gas'))).content, { kind: 'choice', id: 'id-Gas', title: 'Gas' });
  const { id } = await send({ kind: 'choices', text: 'E poi?', style: 'auto', choices });
  assert.equal((await ada.waitForReply()).choices?.[3]?.via, 'quick_reply');
  assert.deepEqual((await heard(() => ada.tap('Altro'))).content, { kind: 'choice', id: 'id-Altro', title: 'Altro' });
  assert.equal((await heard(() => ada.act({ text: 'Grazie', replyTo: id }))).replyTo, id);
});

test('what is sent comes back with our key, is delivered and is read', async (t) => {
  const { server, ada, send, news, heard } = await start(t);
  await heard(() => ada.say('Ciao'));
  const facts = [];
  for (const status of ['sent', 'delivered', 'read'] as const) {
    server.phone.settings.statuses = [status];
    const event = await news(() => send({ kind: 'text', text: 'Salve' }));
    if (event.type === 'status') facts.push([event.status, event.effect]);
    if (event.type === 'receipt') facts.push([event.status, event.upTo <= server.phone.now()]);
  }
  assert.deepEqual(facts, [
    ['sent', 'run-1#1'],
    ['delivered', undefined],
    ['read', true],
  ]);
});

test('a file that a person sent is fetched whole, and one that is gone is not found', async (t) => {
  const { io, ada, heard } = await start(t);
  const base64 = Buffer.from('una bolletta').toString('base64');
  const sent = { document: { filename: 'bolletta.pdf', mime: 'application/pdf', base64 } };
  const { content } = await heard(() => ada.act(sent));
  const file = content.kind === 'media' && content.file ? content.file : assert.fail();
  assert.equal(file.name, 'bolletta.pdf');
  const whole = await messenger.download?.(file, { ...io, maxBytes: 1000 });
  assert.deepEqual([whole?.mime, Buffer.from(whole?.bytes ?? []).toString()], ['application/pdf', 'una bolletta']);
  const gone = messenger.download?.({ ...file, id: `${io.config.apiBase}/files/404` }, { ...io, maxBytes: 1000 });
  await assert.rejects(gone ?? assert.fail(), (thrown: { code?: string }) => thrown.code === 'not_found');
});

test('staff answer after a day with the tag for them, where the connection allows it', async (t) => {
  const { server, io, ada, send, heard } = await start(t);
  const { channelContext } = await heard(() => ada.say('Ciao'));
  server.phone.advance(2 * 86_400_000);
  const text = { kind: 'text', text: 'Eccoci' } as const;
  const closed = (thrown: { code?: string }) => thrown.code === 'window_closed';
  await assert.rejects(send(text, { channelContext, by: 'staff' }), closed);
  io.config = { ...io.config, humanAgent: true };
  await assert.rejects(send(text, { channelContext }), closed, 'what a flow says is no answer of staff');
  await send(text, { channelContext, by: 'staff' });
  assert.equal((await ada.waitForReply()).text, 'Eccoci');
});

test('a subscription that Meta has ended is found by the check and taken up again', async (t) => {
  const { io } = await start(t);
  const finding = async () => (await messenger.check?.(io))?.find(({ name }) => name === 'Webhooks of the account');
  assert.equal((await finding())?.ok, false);
  await messenger.keepAlive?.(io);
  assert.equal((await finding())?.ok, true);
  await messenger.disconnect?.(io);
  assert.equal((await finding())?.ok, false);
  await messenger.connect?.({ url: 'https://bot.example.com/hooks/m' }, io);
  assert.ok((await messenger.check?.(io))?.every(({ ok }) => ok));
});

test('a message is shown as seen, and that somebody is writing', async (t) => {
  const { server, io, ada, heard } = await start(t);
  const hello = await heard(() => ada.say('Ciao'));
  await messenger.acknowledge?.(hello, io);
  assert.ok(server.phone.state.messages.get(hello.id)?.seenAt);
});
