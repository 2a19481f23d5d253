import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { JsonObject } from '../../src/base/json.ts';
import type { Channel, HookRequest } from '../../src/channels/channel.ts';
import { channels } from '../../src/channels/index.ts';
import { channelIo } from '../../src/channels/testing/channel-io.ts';
import type { ChannelEvent } from '../../src/message/channel-event.ts';
import { createHttp } from '../../src/net/pool.ts';
import { createCustomer } from '../../src/simulator/phone/customer.ts';
import type { ProviderKind } from '../../src/simulator/phone/provider.ts';
import { type ReceivedHook, startReceiver } from '../../src/simulator/phone/receiver.ts';
import { demoOptions } from '../../src/simulator/phone/run-many.ts';
import { startPhone } from '../../src/simulator/phone/server.ts';
import { phones } from '../../src/simulator/phones.ts';

const client = createHttp();
after(() => client.close());

const WORDS = 'Perché 12 € & non 10? 👍';

for (const channel of channels.filter(({ family, id }) => family === 'sms' && Object.hasOwn(phones, id))) {
  describe(`${channel.id} and the phone that pretends to be its provider`, () => {
    test('understand each other both ways, and our key comes back where the channel promises it', async (t) => {
      const { id, capabilities } = channel;
      const { business, customer, io, to, read, close } = await meet(phones[id] ?? assert.fail(), channel);
      t.after(close);
      const said = customer.say(WORDS);
      const [message] = read(await business.until(1));
      assert.ok(message?.type === 'message');
      assert.deepEqual([message.id, message.content], [said, { kind: 'text', text: WORDS }]);
      assert.deepEqual(message.sender.addresses, to);
      const sent = await channel.send({ to, content: { kind: 'text', text: WORDS }, key: 'run-7#3' }, io);
      assert.equal((await customer.waitForReply()).text, WORDS);
      const statuses = read((await business.until(3)).slice(1));
      for (const status of statuses) {
        assert.ok(status.type === 'status' && status.id === sent.id);
        assert.equal(status.effect, capabilities.proof ? 'run-7#3' : undefined);
      }
      assert.deepEqual(
        statuses.map((status) => status.type === 'status' && status.status),
        ['sent', 'delivered'],
      );
    });

    const { download } = channel;
    const skip = download ? false : 'nobody can send a file here';
    test('hand a file over with its caption, its type and its bytes', { skip }, async (t) => {
      const { business, customer, io, read, close } = await meet(phones[channel.id] ?? assert.fail(), channel);
      t.after(close);
      customer.act({ image: { caption: 'Il contatore', mime: 'image/png', base64: 'AAEC' } });
      const [event] = read(await business.until(1));
      assert.ok(event?.type === 'message' && event.content.kind === 'media' && event.content.file);
      assert.equal(event.content.caption, 'Il contatore');
      const file = await download?.(event.content.file, { ...io, maxBytes: 1000 });
      assert.deepEqual([file?.mime, Buffer.from(file?.bytes ?? []).toString('hex')], ['image/png', '000102']);
    });

    test('find nothing to cure in each other', async (t) => {
      const { io, close } = await meet(phones[channel.id] ?? assert.fail(), channel);
      t.after(close);
      const results = (await channel.check?.(io)) ?? [];
      assert.deepEqual(
        results.filter(({ ok }) => !ok),
        [],
      );
    });
  });
}

/** A person, a business and the provider between them, connected as an operator would do it. */
async function meet(kind: ProviderKind, channel: Channel) {
  const business = await startReceiver();
  const server = await startPhone({ webhookUrl: business.url }, (phone) => kind.open(phone, demoOptions(kind)));
  const config: JsonObject = { ...demoOptions(kind), ...kind.config, ...kind.overlay(server.url) };
  const io = channelIo({ config, http: client.http });
  await channel.connect?.({ url: business.url }, io);
  const number = kind.person(1);
  const read = (hooks: readonly ReceivedHook[]): ChannelEvent[] =>
    hooks.flatMap((hook) => {
      const request = toRequest(hook);
      assert.equal(channel.verify(request, io.config), true, 'it verifies');
      return channel.receive(request, io.config).events;
    });
  return {
    business,
    customer: createCustomer(server.phone, { number, name: 'Ada Rossi' }),
    io,
    to: [{ kind: 'phone', value: `+${number}` }] as const,
    read,
    close: async () => {
      await server.close();
      await business.close();
    },
  };
}

function toRequest({ method, url, headers, bytes }: ReceivedHook): HookRequest {
  return { method, url, query: Object.fromEntries(new URL(url).searchParams), headers, body: bytes };
}
