import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ChannelEvent } from '../../message/channel-event.ts';
import type { Content } from '../../message/content.ts';
import { createHttp } from '../../net/pool.ts';
import { createCustomer } from '../../simulator/phone/customer.ts';
import { demoOptions } from '../../simulator/phone/run-many.ts';
import { startReceiver } from '../../simulator/phone/receiver.ts';
import { startPhone } from '../../simulator/phone/server.ts';
import { wechat as simulated } from '../../simulator/wechat/wechat.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { WechatConfig } from './config.ts';
import { wechat } from './wechat.ts';

const ADA = simulated.person(1);

/** The channel, by its real way out, beside a phone on which Ada can write. */
async function start(t: TestContext) {
  const options = demoOptions(simulated);
  const server = await startPhone({}, (phone) => simulated.open(phone, options));
  const business = await startReceiver();
  const pool = createHttp();
  t.after(() => Promise.all([server.close(), business.close(), pool.close()]));
  server.phone.setTarget(business.url);
  const config = { ...options, apiBase: server.url } as WechatConfig;
  const io = channelIo<WechatConfig>({ config, http: pool.http });
  const ada = createCustomer(server.phone, { userId: ADA, name: 'Ada Rossi' });
  const send = (content: Content) => wechat.send({ to: [{ kind: 'user', value: ADA }], content, key: 'run-1#1' }, io);
  /** The events of the next webhook, once `act` was done. */
  const heard = async (act: () => unknown): Promise<readonly ChannelEvent[]> => {
    const count = business.hooks.length;
    await act();
    const hook = (await business.until(count + 1)).at(-1) ?? assert.fail();
    const url = new URL(hook.url, business.url);
    const query = Object.fromEntries(url.searchParams);
    const request = { method: hook.method, url: url.href, query, headers: hook.headers, body: hook.bytes };
    assert.equal(await wechat.verify(request, io.config), true);
    return wechat.receive(request, io.config).events;
  };
  return { server, io, ada, send, heard };
}

test('a conversation in safe mode: following, words, a menu in the message and its tap', async (t) => {
  const { ada, send, heard } = await start(t);
  const [allowed, opened] = await heard(() => ada.act({ opened: { payload: 'vetrina' } }));
  assert.deepEqual(allowed?.type === 'preference' && allowed.allowed, true);
  assert.deepEqual(opened?.type === 'message' && opened.content, {
    kind: 'opened',
    how: 'subscribe',
    payload: 'vetrina',
  });
  await send({ kind: 'choices', text: 'Di che cosa?', style: 'buttons', choices: [{ id: 'light', title: 'Luce' }] });
  await ada.waitForReply();
  const [tap] = await heard(() => ada.tap('Luce'));
  assert.deepEqual(tap?.type === 'message' && tap.content, { kind: 'choice', id: 'light', title: 'Luce' });
});

test('after five messages the person has to write again', async (t) => {
  const { ada, send, heard } = await start(t);
  const text: Content = { kind: 'text', text: 'Ciao' };
  await assert.rejects(send(text), { code: 'window_closed' });
  await heard(() => ada.say('Ciao'));
  for (let count = 0; count < 5; count++) await send(text);
  await assert.rejects(send(text), { code: 'window_closed' });
  await heard(() => ada.say('Ancora'));
  await send(text);
});

test('a token that ended early is exchanged, and the message is sent', async (t) => {
  const { server, io, ada, send, heard } = await start(t);
  await heard(() => ada.say('Ciao'));
  await send({ kind: 'text', text: 'uno' });
  const before = io.config.accessToken;
  server.phone.note.put('token', 7);
  await send({ kind: 'text', text: 'due' });
  assert.notEqual(io.config.accessToken, before);
});

test('a template is delivered and told of by its id; a file comes whole; the check finds nothing wrong', async (t) => {
  const { io, ada, send, heard } = await start(t);
  const base64 = Buffer.from('una foto').toString('base64');
  const [sent] = await heard(() => ada.act({ image: { mime: 'image/png', base64 } }));
  const file = sent?.type === 'message' && sent.content.kind === 'media' ? sent.content.file : undefined;
  const whole = await wechat.download?.(file ?? assert.fail(), { ...io, maxBytes: 1000 });
  assert.equal(Buffer.from(whole?.bytes ?? []).toString(), 'una foto');
  let id = '';
  const [status] = await heard(async () => {
    ({ id } = await send({ kind: 'template', name: 'T-1', language: 'it', parameters: ['Ada'] }));
  });
  assert.deepEqual(status?.type === 'status' && [status.id, status.status], [id, 'delivered']);
  assert.ok((await wechat.check?.(io))?.every(({ ok }) => ok));
});
