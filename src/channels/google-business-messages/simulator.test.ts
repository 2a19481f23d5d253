import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ChannelEvent, MessageEvent } from '../../message/channel-event.ts';
import type { Content } from '../../message/content.ts';
import { createHttp } from '../../net/pool.ts';
import { googleBusinessMessages as phoneKind } from '../../simulator/google-business-messages/google-business-messages.ts';
import { createCustomer } from '../../simulator/phone/customer.ts';
import { startReceiver, type ReceivedHook } from '../../simulator/phone/receiver.ts';
import { demoOptions } from '../../simulator/phone/run-many.ts';
import { startPhone } from '../../simulator/phone/server.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { GbmConfig } from './config.ts';
import { googleBusinessMessages as channel } from './google-business-messages.ts';

const ADA = phoneKind.person(1);

/** The channel, by its real way out, beside a phone on which Ada can write. */
async function start(t: TestContext) {
  const options = demoOptions(phoneKind);
  const server = await startPhone({}, (phone) => phoneKind.open(phone, options));
  const pool = createHttp();
  const config = { ...options, ...phoneKind.config, ...phoneKind.overlay(server.url) } as unknown as GbmConfig;
  const io = channelIo<GbmConfig>({ config, http: pool.http });
  const read = ({ method, url, headers, bytes }: ReceivedHook) => {
    const request = { method, url, query: {}, headers, body: bytes };
    assert.equal(channel.verify(request, config), true);
    return channel.receive(request, config);
  };
  const business = await startReceiver((_index, hook) => {
    const { response } = read(hook);
    return { status: 200, ...(response && { body: response.body }) };
  });
  t.after(() => Promise.all([server.close(), business.close(), pool.close()]));
  server.phone.setTarget(business.url);
  Object.assign(server.phone.settings, { statuses: [] });
  const ada = createCustomer(server.phone, { userId: ADA, name: 'Ada Rossi' });
  const send = (content: Content, key = 'run-1#1') =>
    channel.send({ to: [{ kind: 'user', value: ADA }], content, key }, io);
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
  return { server, io, ada, send, next, heard };
}

test('the set-up call is answered with its secret', async (t) => {
  const { server } = await start(t);
  const answer = await fetch(`${server.url}/_control/handshake`, { method: 'POST' });
  assert.deepEqual(await answer.json(), { ok: true, status: 200 });
});

test('a question, a tap, a card, and a message that is read', async (t) => {
  const { server, io, ada, send, heard } = await start(t);
  await assert.rejects(send({ kind: 'text', text: 'Buongiorno' }), { code: 'denied' });
  const hello = await heard(() => ada.say('Ciao'));
  assert.equal(hello.sender.name, 'Ada Rossi');
  await channel.acknowledge?.(hello, io);
  assert.ok([...server.phone.state.messages.values()][0]?.seenAt);
  const choices = ['Luce', 'Gas'].map((title) => ({ id: title.toLowerCase(), title }));
  await send({ kind: 'choices', text: 'Quale?', style: 'auto', choices });
  assert.deepEqual((await heard(() => ada.tap('Gas'))).content, { kind: 'choice', id: 'gas', title: 'Gas' });
  const url = 'https://example.com/offerta.jpg';
  await send({ kind: 'media', media: 'image', url, caption: 'La nostra offerta' }, 'run-1#2');
  assert.equal((await ada.waitForReply()).text, 'Quale?');
  assert.equal((await ada.waitForReply()).text, 'La nostra offerta');
});

test('a send that was taken though its answer got lost is not shown twice', async (t) => {
  const { server, ada, send, heard } = await start(t);
  await heard(() => ada.say('Ciao'));
  server.faults.add({ kind: 'drop', accepted: true });
  const content: Content = { kind: 'text', text: 'Una volta sola' };
  await assert.rejects(send(content), { code: 'unknown_outcome' });
  const { id } = await send(content);
  const shown = [...server.phone.state.messages.values()].filter(({ text }) => text === 'Una volta sola');
  assert.deepEqual(
    shown.map((each) => each.id),
    [id],
  );
});

test('receipts name the message by the id that its send gave', async (t) => {
  const { server, ada, send, heard, next } = await start(t);
  await heard(() => ada.say('Ciao'));
  Object.assign(server.phone.settings, { statuses: ['read'] });
  let sent = '';
  const receipt = await next(async () => void ({ id: sent } = await send({ kind: 'text', text: 'Eccoci' })));
  assert.ok(receipt.type === 'status' && receipt.status === 'read' && receipt.id === sent);
});

test('a picture that a person sends is fetched, and the check finds nothing wrong', async (t) => {
  const { io, ada, heard } = await start(t);
  const base64 = Buffer.from('un contatore').toString('base64');
  const { content } = await heard(() => ada.act({ image: { mime: 'image/png', base64 } }));
  assert.ok(content.kind === 'media' && content.file);
  const file = await channel.download?.(content.file, { ...io, maxBytes: 1000 });
  assert.deepEqual([Buffer.from(file?.bytes ?? []).toString(), file?.mime], ['un contatore', 'image/png']);
  assert.deepEqual(
    (await channel.check?.(io))?.map(({ ok }) => ok),
    [true],
  );
});
