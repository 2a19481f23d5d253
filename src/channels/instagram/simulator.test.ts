import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ChannelEvent } from '../../message/channel-event.ts';
import type { Content } from '../../message/content.ts';
import { createHttp } from '../../net/pool.ts';
import { instagram as phone } from '../../simulator/instagram/instagram.ts';
import { createCustomer } from '../../simulator/phone/customer.ts';
import { startReceiver } from '../../simulator/phone/receiver.ts';
import { demoOptions } from '../../simulator/phone/run-many.ts';
import { startPhone } from '../../simulator/phone/server.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { InstagramConfig } from './config.ts';
import { instagram } from './instagram.ts';

const ADA = phone.person(1);

/** The channel, by its real way out, beside a phone on which Ada can write. */
async function start(t: TestContext) {
  const options = demoOptions(phone);
  const server = await startPhone({}, (opened) => phone.open(opened, options));
  const business = await startReceiver();
  const pool = createHttp();
  t.after(() => Promise.all([server.close(), business.close(), pool.close()]));
  const config = { ...options, login: 'instagram', verifyToken: 'demo-verify-token', apiBase: server.url };
  const io = channelIo<InstagramConfig>({
    config: config as unknown as InstagramConfig,
    http: pool.http,
    now: () => server.phone.now(),
  });
  server.phone.setTarget(business.url);
  server.phone.settings.statuses = [];
  const ada = createCustomer(server.phone, { userId: ADA, name: 'Ada Rossi' });
  const send = (content: Content) =>
    instagram.send({ to: [{ kind: 'user', value: ADA }], content, key: 'run-1#1' }, io);
  /** What the next webhook brings, once `act` was done. */
  const news = async (act: () => unknown): Promise<ChannelEvent> => {
    const count = business.hooks.length;
    await act();
    const hook = (await business.until(count + 1)).at(-1) ?? assert.fail();
    const request = { method: hook.method, url: hook.url, query: {}, headers: hook.headers, body: hook.bytes };
    assert.equal(await instagram.verify(request, io.config), true);
    return instagram.receive(request, io.config).events[0] ?? assert.fail('nothing came');
  };
  return { server, io, ada, send, news };
}

test('a conversation: words, quick replies, a tap, a message taken back', async (t) => {
  const { ada, send, news } = await start(t);
  const hello = await news(() => ada.say('Perché? 👋'));
  assert.deepEqual(hello.type === 'message' && hello.content, { kind: 'text', text: 'Perché? 👋' });
  const choices = ['Luce', 'Gas', 'Acqua', 'Altro'].map((title) => ({ id: `id-${title}`, title }));
  const { id } = await send({ kind: 'choices', text: 'Che cosa?', style: 'auto', choices });
  assert.equal((await ada.waitForReply()).id, id);
  const tap = await news(() => ada.tap('Gas'));
  assert.deepEqual(tap.type === 'message' && tap.content, { kind: 'choice', id: 'id-Gas', title: 'Gas' });
  const messageId = hello.type === 'message' ? hello.id : '';
  const unsent = await news(() => ada.act({ revoke: { messageId } }));
  assert.deepEqual(unsent.type === 'message' && unsent.content, { kind: 'revoke', of: messageId });
});

test('what we sent comes back under the id that it was answered with, and is read', async (t) => {
  const { server, ada, send, news } = await start(t);
  await news(() => ada.say('Ciao'));
  let sent = '';
  const salve = async () => void ({ id: sent } = await send({ kind: 'text', text: 'Salve' }));
  server.phone.settings.statuses = ['sent'];
  const echo = await news(salve);
  assert.ok(echo.type === 'message' && echo.echo && echo.id === sent);
  server.phone.settings.statuses = ['read'];
  const read = await news(salve);
  assert.ok(read.type === 'status' && read.status === 'read' && read.id === sent);
});

test('a day’s care subscribes the account and renews the token, which sends from then on', async (t) => {
  const { io, ada, send, news } = await start(t);
  await news(() => ada.say('Ciao'));
  const before = io.config.accessToken;
  await instagram.keepAlive?.(io);
  assert.notEqual(io.config.accessToken, before);
  await send({ kind: 'text', text: 'Con il nuovo' });
  assert.equal((await ada.waitForReply()).text, 'Con il nuovo');
  assert.ok((await instagram.check?.(io))?.every(({ ok }) => ok));
});
