import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ChannelEvent } from '../../message/channel-event.ts';
import type { Content } from '../../message/content.ts';
import { createHttp } from '../../net/pool.ts';
import { createCustomer } from '../../simulator/phone/customer.ts';
import { startReceiver } from '../../simulator/phone/receiver.ts';
import { demoOptions } from '../../simulator/phone/run-many.ts';
import { startPhone } from '../../simulator/phone/server.ts';
import { whatsappBird as pretended } from '../../simulator/whatsapp-bird/whatsapp-bird.ts';
import type { BirdConfig } from '../providers/bird/account.ts';
import { channelIo } from '../testing/channel-io.ts';
import { whatsappBird } from './whatsapp-bird.ts';

const ADA = '393331234567';

/** The channel, by its real way out, beside a phone on which Ada can write. */
async function start(t: TestContext) {
  const server = await startPhone({}, (phone) => pretended.open(phone, demoOptions(pretended)));
  const pool = createHttp();
  const config = { ...demoOptions(pretended), ...pretended.config, apiBase: server.url } as BirdConfig;
  const io = channelIo<BirdConfig>({ config, http: pool.http });
  const business = await startReceiver();
  t.after(() => Promise.all([server.close(), business.close(), pool.close()]));
  await whatsappBird.connect?.({ url: business.url }, io);
  const ada = createCustomer(server.phone, { number: ADA, name: 'Ada Rossi' });
  let seen = 0;
  const next = async (count = 1): Promise<ChannelEvent[]> => {
    const hooks = (await business.until(seen + count)).slice(seen, seen + count);
    seen += count;
    return hooks.flatMap(({ method, url, headers, bytes }) => {
      const request = { method, url, query: {}, headers, body: bytes };
      assert.equal(whatsappBird.verify(request, io.config), true);
      return whatsappBird.receive(request, io.config).events;
    });
  };
  const to = [{ kind: 'phone', value: `+${ADA}` }] as const;
  const send = (content: Content) => whatsappBird.send({ to, content, key: 'run-7#3' }, io);
  return { server, io, ada, next, send };
}

test('words go both ways, and what became of ours gives our key back, reading too', async (t) => {
  const { ada, next, send } = await start(t);
  const id = ada.say('Perché 12 € & non 10? 👍');
  const [message] = await next();
  assert.ok(message?.type === 'message');
  assert.deepEqual([message.id, message.sender.name], [id, 'Ada Rossi']);
  const sent = await send({ kind: 'text', text: 'Buongiorno!' });
  assert.equal((await ada.waitForReply()).text, 'Buongiorno!');
  assert.deepEqual(
    (await next(3)).map((event) => event.type === 'status' && [event.id, event.status, event.effect]),
    ['sent', 'delivered', 'read'].map((status) => [sent.id, status, 'run-7#3']),
  );
});

test('buttons and lists are offered, and a tap comes back as the choice that it is', async (t) => {
  const { server, ada, next, send } = await start(t);
  Object.assign(server.phone.settings, { statuses: [] });
  ada.say('Ciao');
  await next();
  const choices = [
    { id: 'light', title: 'Luce', description: 'Contratti' },
    { id: 'gas', title: 'Gas' },
  ];
  for (const style of ['buttons', 'list'] as const) {
    const { id } = await send({ kind: 'choices', text: 'Di che cosa?', style, choices, listButton: 'Scegli' });
    const shown = await ada.waitForReply();
    assert.deepEqual(shown.listButton, style === 'list' ? 'Scegli' : undefined);
    ada.tap('Gas');
    const [tapped] = await next();
    assert.ok(tapped?.type === 'message');
    assert.deepEqual([tapped.content, tapped.replyTo], [{ kind: 'choice', id: 'gas', title: 'Gas' }, id]);
  }
});

test('files go both ways: the access key opens Bird’s address, and stays away from where that leads', async (t) => {
  const { server, io, ada, next, send } = await start(t);
  Object.assign(server.phone.settings, { statuses: [] });
  ada.act({ document: { filename: 'bolletta.pdf', mime: 'application/pdf', base64: 'AAEC' } });
  const [sent] = await next();
  assert.ok(sent?.type === 'message' && sent.content.kind === 'media' && sent.content.file);
  const file = await whatsappBird.download?.(sent.content.file, { ...io, maxBytes: 1000 });
  assert.deepEqual([file?.mime, file?.name], ['application/pdf', 'bolletta.pdf']);
  assert.equal(Buffer.from(file?.bytes ?? []).toString('hex'), '000102');
  const { id } = await send({ kind: 'media', media: 'video', url: 'https://example.com/a.mp4', caption: 'Guarda' });
  assert.equal(server.phone.state.messages.get(id)?.media?.mime, 'video/mp4');
});

test('free words to who has not written fail by a status, a template does not', async (t) => {
  const { server, next, send } = await start(t);
  Object.assign(server.phone.settings, { statuses: ['sent'] });
  await send({ kind: 'text', text: 'Ciao' });
  const [late] = await next();
  assert.deepEqual(late?.type === 'status' && late.status, 'failed');
  await send({ kind: 'template', name: 'promemoria', language: 'it', parameters: ['Ada'], names: ['nome'] });
  const [sent] = await next();
  assert.deepEqual(sent?.type === 'status' && sent.status, 'sent');
});

test('there is nothing to cure', async (t) => {
  const { io } = await start(t);
  assert.ok((await whatsappBird.check?.(io))?.every(({ ok }) => ok));
});
