import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ChannelEvent } from '../../message/channel-event.ts';
import type { Content } from '../../message/content.ts';
import { createHttp } from '../../net/pool.ts';
import { createCustomer } from '../../simulator/phone/customer.ts';
import { startReceiver } from '../../simulator/phone/receiver.ts';
import { demoOptions } from '../../simulator/phone/run-many.ts';
import { startPhone } from '../../simulator/phone/server.ts';
import { whatsappTwilio as pretended } from '../../simulator/whatsapp-twilio/whatsapp-twilio.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { WhatsAppTwilioConfig } from './config.ts';
import { whatsappTwilio } from './whatsapp-twilio.ts';

const ADA = '393331234567';

/** The channel, by its real way out, beside a phone on which Ada can write. */
async function start(t: TestContext) {
  const server = await startPhone({}, (phone) => pretended.open(phone, demoOptions(pretended)));
  const pool = createHttp();
  const config = { ...demoOptions(pretended), ...pretended.overlay(server.url) } as WhatsAppTwilioConfig;
  const io = channelIo<WhatsAppTwilioConfig>({ config, http: pool.http });
  const business = await startReceiver();
  t.after(() => Promise.all([server.close(), business.close(), pool.close()]));
  await whatsappTwilio.connect?.({ url: business.url }, io);
  const ada = createCustomer(server.phone, { number: ADA, name: 'Ada Rossi' });
  let seen = 0;
  const next = async (count = 1): Promise<ChannelEvent[]> => {
    const hooks = (await business.until(seen + count)).slice(seen, seen + count);
    seen += count;
    return hooks.flatMap(({ method, url, headers, bytes }) => {
      const request = { method, url, query: {}, headers, body: bytes };
      assert.equal(whatsappTwilio.verify(request, io.config), true);
      return whatsappTwilio.receive(request, io.config).events;
    });
  };
  const to = [{ kind: 'phone', value: `+${ADA}` }] as const;
  const send = (content: Content) => whatsappTwilio.send({ to, content, key: 'run-7#3' }, io);
  return { server, io, ada, next, send };
}

test('words go both ways, and statuses give our key back', async (t) => {
  const { ada, next, send } = await start(t);
  const id = ada.say('Perché 12 € & non 10? 👍');
  const [message] = await next();
  assert.ok(message?.type === 'message');
  assert.deepEqual([message.id, message.sender.name], [id, 'Ada Rossi']);
  assert.deepEqual(message.content, { kind: 'text', text: 'Perché 12 € & non 10? 👍' });
  const sent = await send({ kind: 'text', text: 'Buongiorno!' });
  assert.equal((await ada.waitForReply()).text, 'Buongiorno!');
  const statuses = await next(3);
  assert.deepEqual(
    statuses.map((event) => event.type === 'status' && [event.id, event.status, event.effect]),
    ['sent', 'delivered', 'read'].map((status) => [sent.id, status, 'run-7#3']),
  );
});

test('files, places and taps arrive as what they are', async (t) => {
  const { server, io, ada, next, send } = await start(t);
  Object.assign(server.phone.settings, { statuses: [] });
  ada.act({ image: { caption: 'Il contatore', mime: 'image/png', base64: 'AAEC' } });
  const [picture] = await next();
  assert.ok(picture?.type === 'message' && picture.content.kind === 'media' && picture.content.file);
  assert.equal(picture.content.caption, 'Il contatore');
  const file = await whatsappTwilio.download?.(picture.content.file, { ...io, maxBytes: 1000 });
  assert.deepEqual([file?.mime, Buffer.from(file?.bytes ?? []).toString('hex')], ['image/png', '000102']);
  ada.act({ location: { latitude: 45.07, longitude: 7.68, name: 'Torino' } });
  const [place] = await next();
  assert.ok(place?.type === 'message');
  assert.deepEqual(place.content, { kind: 'location', latitude: 45.07, longitude: 7.68, name: 'Torino' });
  const { id } = await send({ kind: 'template', name: 'conferma', language: 'it', parameters: ['Ada'] });
  assert.equal((await ada.waitForReply()).text, 'Ciao Ada, confermi l’appuntamento?');
  ada.tap('Annulla');
  const [tapped] = await next();
  assert.ok(tapped?.type === 'message');
  assert.deepEqual([tapped.content, tapped.replyTo], [{ kind: 'choice', id: 'cancel', title: 'Annulla' }, id]);
});

test('free words to who has not written fail by a status, as outside of the window', async (t) => {
  const { next, send } = await start(t);
  await send({ kind: 'text', text: 'Ciao' });
  const [status] = await next();
  assert.ok(status?.type === 'status');
  assert.deepEqual([status.status, status.failure?.code], ['failed', 'window_closed']);
});

test('there is nothing to cure, and the approved contents are listed', async (t) => {
  const { io } = await start(t);
  assert.deepEqual(
    (await whatsappTwilio.check?.(io))?.filter(({ ok }) => !ok),
    [],
  );
  assert.deepEqual(
    (await whatsappTwilio.templates?.(io))?.map(({ name, status, parameters }) => [name, status, parameters]),
    [
      ['promemoria', 'approved', 2],
      ['conferma', 'approved', 1],
    ],
  );
});
