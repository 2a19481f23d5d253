import assert from 'node:assert/strict';
import { createHmac, createSign } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { createCustomer } from '../phone/customer.ts';
import { testProvider, type BusinessCall } from '../phone/provider.contract.ts';
import { startReceiver } from '../phone/receiver.ts';
import { demoOptions } from '../phone/run-many.ts';
import { startPhone } from '../phone/server.ts';
import { DEMO_KEY } from './demo-key.ts';
import { googleBusinessMessages as kind } from './google-business-messages.ts';

const ADA = kind.person(1);
const BOT = { representativeType: 'BOT', displayName: 'Rondine' };
let serial = 0;

/** What a service account asks for a token with, for the phone at an address. */
function claim(url: string, key = DEMO_KEY): string {
  const iat = Math.floor(Date.now() / 1000);
  const scope = 'https://www.googleapis.com/auth/businessmessages';
  const claims = { iss: 'demo@rondine.example', scope, aud: `${url}/token`, iat, exp: iat + 3600 };
  const text = [{ alg: 'RS256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const assertion = `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
  return String(new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }));
}

async function start(t: TestContext) {
  const server = await startPhone({}, (phone) => kind.open(phone, demoOptions(kind)));
  t.after(() => server.close());
  Object.assign(server.phone.settings, { statuses: [] });
  const ask = async (path: string, body: string | object, headers = {}, method = 'POST') => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const init = { method, headers, body: text };
    const response = await fetch(`${server.url}${path}`, init);
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const { json } = await ask('/token', claim(server.url), form);
  const bearer = { authorization: `Bearer ${String(json['access_token'])}` };
  const conversation = `/v1/conversations/${ADA}`;
  const send = (message: object) =>
    ask(`${conversation}/messages`, { messageId: `m-${++serial}`, representative: BOT, ...message }, bearer);
  const ada = createCustomer(server.phone, { userId: ADA });
  return { server, ada, ask, send, bearer, conversation, form };
}

test('a claim that is signed by another, or for another place, gets no token', async (t) => {
  const { server, ask, form } = await start(t);
  const { status, json } = await ask('/token', claim('https://elsewhere.example'), form);
  assert.deepEqual([status, json['error']], [400, 'invalid_grant']);
  const forged = claim(server.url).replace(/.{8}$/, 'AAAAAAAA');
  assert.equal((await ask('/token', forged, form)).status, 400);
});

test('a conversation is open for 30 days after a person has written; each id is taken once', async (t) => {
  const { server, ada, send } = await start(t);
  assert.equal((await send({ text: 'x' })).status, 403);
  ada.say('Ciao');
  assert.equal((await send({ messageId: 'same', text: 'x' })).status, 200);
  assert.equal((await send({ messageId: 'same', text: 'x' })).status, 409);
  server.phone.advance(31 * 86_400_000);
  assert.notEqual((await send({ text: 'x' })).status, 200);
});

test('what is no message is refused', async (t) => {
  const { ada, send } = await start(t);
  ada.say('Ciao');
  const info = { contentInfo: { fileUrl: 'https://example.com/a.jpg' } };
  const wrong: object[] = [
    {},
    { text: 'x', image: info },
    { text: 'x'.repeat(3073) },
    { text: 'x', representative: {} },
    { text: 'x', messageId: '' },
    { text: 'x', suggestions: [{ reply: { text: 'x'.repeat(26), postbackData: 'x' } }] },
    { text: 'x', suggestions: Array.from({ length: 14 }, () => ({ reply: { text: 'x', postbackData: 'x' } })) },
    { image: {} },
    { richCard: { standaloneCard: { cardContent: {} } } },
  ];
  for (const message of wrong) assert.equal((await send(message)).status, 400, JSON.stringify(message));
  const cardContent = { title: 'Offerta', description: 'Luce', media: info };
  assert.equal((await send({ richCard: { standaloneCard: { cardContent } } })).status, 200);
  assert.equal((await send({ image: info })).status, 200);
});

test('a device that shows words only needs a fallback, and shows it', async (t) => {
  const { server, ada, send } = await start(t);
  ada.say('Ciao');
  Object.assign(server.phone.settings, { plainDevices: true });
  const image = { contentInfo: { fileUrl: 'https://example.com/a.jpg' } };
  assert.equal((await send({ image })).status, 400);
  await send({ image, fallback: 'Una foto' });
  assert.equal((await ada.waitForReply()).text, 'Una foto');
});

test('reading and writing are told; what is neither is refused', async (t) => {
  const { server, ada, ask, bearer, conversation } = await start(t);
  const id = ada.say('Ciao');
  const aside = (path: string, body: object, method = 'POST') => ask(`${conversation}/${path}`, body, bearer, method);
  assert.equal((await aside(`messages/${id}/receipt`, { receiptType: 'READ' }, 'PATCH')).status, 200);
  assert.ok(server.phone.state.messages.get(id)?.seenAt);
  assert.equal((await aside('messages/unknown/receipt', { receiptType: 'READ' }, 'PATCH')).status, 400);
  assert.equal((await aside('events?eventId=1', { eventType: 'TYPING_STARTED' })).status, 200);
  assert.equal((await aside('events', { eventType: 'TYPING_STARTED' })).status, 400);
  assert.equal((await aside('surveys', {})).status, 404);
});

test('the set-up call tells whether its secret came back', async (t) => {
  const { server, ask } = await start(t);
  const business = await startReceiver((_index, { bytes }) => {
    const { secret } = JSON.parse(bytes.toString()) as { secret: string };
    return { status: 200, body: secret };
  });
  t.after(() => business.close());
  assert.equal((await ask('/_control/handshake', {})).status, 400);
  server.phone.setTarget(business.url);
  assert.deepEqual((await ask('/_control/handshake', {})).json, { ok: true, status: 200 });
});

test('a token ends after an hour', async (t) => {
  const { server, ada, send } = await start(t);
  ada.say('Ciao');
  server.phone.advance(3_600_000);
  assert.equal((await send({ text: 'x' })).status, 401);
});

const TOKEN = 'ya29.of-the-tests';

/** The suite has no call for a token: this one is given out before. */
const withToken: typeof kind = {
  ...kind,
  open(phone, options) {
    phone.note.put(`token/${TOKEN}`, Date.now() / 1000 + 3600);
    return kind.open(phone, options);
  },
};

const text = (to: string, words: string, token = TOKEN, suggestions: JsonObject[] = []): BusinessCall => ({
  path: `/v1/conversations/${to}/messages`,
  headers: { authorization: `Bearer ${token}` },
  body: {
    messageId: `m-${++serial}`,
    representative: BOT,
    text: words,
    ...(suggestions.length > 0 && { suggestions }),
  },
});

testProvider({
  kind: withToken,
  signed: ({ headers, bytes }) =>
    headers['x-goog-signature'] === createHmac('sha512', 'demo-google-partner-key').update(bytes).digest('base64'),
  text: (to, words) => text(to, words),
  stranger: (to, words) => text(to, words, 'ya29.of-somebody-else'),
  choices: (to, words, choices) => {
    const suggestions = choices.map(({ id, title }) => ({ reply: { text: title, postbackData: id } }));
    return text(to, words, TOKEN, suggestions);
  },
  accepted: ({ status }) => status === 200,
  statuses: { delivered: /"receiptType":"DELIVERED"/, read: /"receiptType":"READ"/ },
});
