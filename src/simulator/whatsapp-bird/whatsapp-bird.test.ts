import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { testProvider } from '../phone/provider.contract.ts';
import { demoOptions } from '../phone/run-many.ts';
import { startPhone } from '../phone/server.ts';
import { birdCase, messageCall, receiverOf } from '../providers/bird/testing/provider-case.ts';
import { whatsappBird } from './whatsapp-bird.ts';

testProvider(
  birdCase({
    kind: whatsappBird,
    word: 'whatsapp',
    key: 'phonenumber',
    choices: true,
    statuses: { delivered: /"status":"delivered"/, read: /whatsapp\.interaction.*"type":"read"/ },
  }),
);

test('what is not as the specification has it is refused', async (t) => {
  const { url, close } = await startPhone({}, (opened) => whatsappBird.open(opened, demoOptions(whatsappBird)));
  t.after(close);
  const receiver = receiverOf('phonenumber', '393331234567');
  const statusOf = async (body: JsonObject) => {
    const { path, headers, body: sent } = messageCall(whatsappBird, { receiver, ...body });
    return (await fetch(`${url}${path}`, { method: 'POST', headers: { ...headers }, body: JSON.stringify(sent) }))
      .status;
  };
  const text = (rest: JsonObject): JsonObject => ({ body: { type: 'text', text: { text: 'Ciao', ...rest } } });
  const button = (title: string) => ({ type: 'postback', postback: { text: title, payload: 'x' } });
  const file = { mediaUrl: 'https://example.com/a.mp4' };
  const template = { name: 'promemoria', locale: 'it', parameters: [{ type: 'string', key: '1', value: 'Ada' }] };
  assert.equal(await statusOf(text({ actions: [button('Sì')] })), 202);
  assert.equal(await statusOf({ template }), 202);
  const wrong: JsonObject[] = [
    {},
    text({ text: '' }),
    text({ actions: [button('un titolo che non sta in un bottone')] }),
    text({ actions: ['a', 'b', 'c', 'd'].map(button) }),
    { ...text({}), template },
    { ...text({}), validity: 1.5 },
    { ...text({}), sticker: 1 },
    { ...text({}), receiver: receiverOf('emailaddress', 'ada@example.com') },
    { body: { type: 'file', file: { files: [file] } } },
    { body: { type: 'list', list: { text: 'Scegli', items: [] } } },
    { body: { type: 'location', location: {} } },
    { body: { type: 'text', image: { images: [file] } } },
    { template: { name: 'promemoria' } },
  ];
  for (const body of wrong) assert.equal(await statusOf(body), 422, JSON.stringify(body));
});
