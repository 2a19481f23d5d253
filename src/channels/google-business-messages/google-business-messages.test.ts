import assert from 'node:assert/strict';
import { createHmac, createVerify, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import type { HttpRequest } from '../../net/http.ts';
import { testChannel } from '../channel.contract.ts';
import type { HookRequest } from '../channel.ts';
import { answeringHttp } from '../contract/try-out.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { GbmConfig } from './config.ts';
import { ADA, AGENT, PICTURE, webhook, webhooks } from './fixtures/webhooks.ts';
import { googleBusinessMessages } from './google-business-messages.ts';

const keys = generateKeyPairSync('rsa', { modulusLength: 1024 });
const config: GbmConfig = {
  agent: AGENT,
  clientToken: 'client-token-of-the-tests',
  partnerKey: 'partner-key-of-the-tests',
  serviceAccount: 'bot@project.example.com',
  privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  apiBase: 'https://messages.example.com',
};

const hook = (body: string | Uint8Array, headers: Record<string, string> = {}): HookRequest => {
  const url = 'https://bot.example.com/hooks/g1';
  return { method: 'POST', url, query: {}, headers, body: Buffer.from(body) };
};

function sign(body: Uint8Array, { partnerKey }: GbmConfig): HookRequest {
  return hook(body, { 'x-goog-signature': createHmac('sha512', partnerKey).update(body).digest('base64') });
}

const isTokenRequest = ({ url }: HttpRequest) => url === 'https://oauth2.googleapis.com/token';
const token = { status: 200, json: { access_token: 'ya29.access-token', expires_in: 3599, token_type: 'Bearer' } };
const bodyOf = ({ body }: HttpRequest) => JSON.parse(String(body)) as JsonObject;
const refused = (status: number, word: string) => ({
  status,
  json: { error: { code: status, message: 'whatever', status: word } },
});

/** `run-7#3` as Google takes it. */
const ID = 'd65dd370-07ae-5735-bdb9-2732f7e44e80';
const BYTES = Buffer.from('the bytes of a picture');

function assertWithinLimits(request: HttpRequest): void {
  const { text = '', suggestions = [], fallback } = bodyOf(request);
  assert.ok(String(text).length <= 3072);
  assert.ok(fallback, 'a device that cannot show the message shows this');
  const replies = (suggestions as { reply: { text: string; postbackData: string } }[]).map(({ reply }) => reply);
  assert.ok(replies.length <= 13);
  for (const reply of replies) assert.ok(reply.text.length <= 25 && reply.postbackData !== '');
}

testChannel({
  channel: googleBusinessMessages,
  config,
  otherKeys: { ...config, clientToken: 'client-token-of-others', partnerKey: 'partner-key-of-others' },
  sign,
  fixtures: webhooks,
  unknown: [
    webhook({ requestId: 'r', surveyResponse: { rating: 5 } }),
    webhook({ requestId: 'r', authenticationResponse: { code: '1' } }),
    webhook({ requestId: 'r', userStatus: { isTyping: true, createTime: '2024-05-02T20:57:00Z' } }),
    webhook({ requestId: 'r', message: { text: 'x' } }),
    webhook({ requestId: 'r', message: { messageId: 'm', createTime: '2024-05-02T20:57:00Z' } }),
    webhook({ message: { text: 'x', createTime: '2024-05-02T20:57:00Z' } }),
    webhook({ receipts: { createTime: '2024-05-02T20:57:00Z' } }),
    webhook({ receipts: { receipts: [{ receiptType: 'LOST' }], createTime: '2024-05-02T20:57:00Z' } }),
    webhook({ agent: 'brands/1/agents/another', requestId: 'r' }),
    webhook({}),
  ],
  foreign: ['', 'null', '[]', '"text"', '{}', '{"conversationId":""}', '{"object":"page"}'],
  join: ([body = '']) => body,
  handshake: {
    good: hook(JSON.stringify({ clientToken: config.clientToken, secret: 'a-secret-of-google' })),
    answer: { status: 200, contentType: 'text/plain', body: 'a-secret-of-google' },
    bad: [
      hook(JSON.stringify({ clientToken: 'another-token', secret: 's' })),
      hook(JSON.stringify({ clientToken: config.clientToken })),
      hook(JSON.stringify({ clientToken: config.clientToken, secret: 's', conversationId: ADA })),
    ],
  },
  to: [{ kind: 'user', value: ADA }],
  accepted: { json: { name: `conversations/${ADA}/messages/${ID}` }, id: ID },
  refusals: {
    'a device that shows no cards': { answer: refused(400, 'INVALID_ARGUMENT'), code: 'invalid' },
    'a token that is over': { answer: refused(401, 'UNAUTHENTICATED'), code: 'auth' },
    'no such conversation': { answer: refused(403, 'PERMISSION_DENIED'), code: 'denied' },
    'too many messages': { answer: refused(429, 'RESOURCE_EXHAUSTED'), code: 'rate_limited' },
    'trouble at Google': { answer: refused(500, 'INTERNAL'), code: 'unknown_outcome' },
  },
  keyIn: (request) => String(bodyOf(request)['messageId']),
  limits: assertWithinLimits,
  aside: (request) => (isTokenRequest(request) ? token : undefined),
  acknowledge: { answer: () => ({ status: 200, json: {} }) },
  download: {
    file: { id: PICTURE, mime: 'image/jpeg' },
    answer: () => ({ status: 200, body: BYTES, headers: { 'content-type': 'image/png' } }),
    expected: { bytes: BYTES, mime: 'image/png' },
  },
  skip: {
    batches: 'Google tells of one thing per request',
    echoes: 'an agent is not told of what it sends',
  },
});

type World = Parameters<typeof answeringHttp>[0];

function connection(world: World, given: Partial<GbmConfig> = {}) {
  const requests: HttpRequest[] = [];
  const io = channelIo<GbmConfig>({ config: { ...config, ...given }, http: answeringHttp(world, requests) });
  const send = (key = 'k') => {
    const content = { kind: 'text', text: 'Ciao' } as const;
    return googleBusinessMessages.send({ to: [{ kind: 'user', value: ADA }], content, key }, io);
  };
  return { io, send, requests };
}

const sent = { status: 200, json: { name: 'conversations/c/messages/m' } };

test('the service account proves itself by a signed claim, once for many sends', async () => {
  const { send, requests } = connection((request) => (isTokenRequest(request) ? token : sent));
  await Promise.all([send('a'), send('b')]);
  await send('c');
  const [asked, ...others] = requests.filter(isTokenRequest);
  assert.deepEqual(others, []);
  const assertion = new URLSearchParams(String(asked?.body)).get('assertion') ?? '';
  const [head = '', claims = '', signature = ''] = assertion.split('.');
  const check = createVerify('RSA-SHA256').update(`${head}.${claims}`);
  assert.ok(check.verify(keys.publicKey, signature, 'base64url'));
  const { iss, scope, aud, exp, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
    string,
    unknown
  >;
  assert.deepEqual(
    [iss, scope, aud, Number(exp) - Number(iat)],
    [config.serviceAccount, 'https://www.googleapis.com/auth/businessmessages', asked?.url, 3600],
  );
  const [first] = requests.filter((request) => !isTokenRequest(request));
  assert.equal(first?.headers?.['authorization'], 'Bearer ya29.access-token');
});

test('a token that is not accepted is replaced once, and the message goes out', async () => {
  const tokens = ['old-access-token', 'new-access-token'];
  const { send, requests } = connection((request) => {
    if (isTokenRequest(request)) return { status: 200, json: { access_token: tokens.shift() ?? '', expires_in: 3600 } };
    return request.headers?.['authorization'] === 'Bearer new-access-token' ? sent : { status: 401 };
  });
  await send();
  assert.equal(requests.length, 4);
});

test('a message whose id was taken before has arrived', async () => {
  const { send } = connection((request) => (isTokenRequest(request) ? token : refused(409, 'ALREADY_EXISTS')));
  const { id } = await send();
  assert.match(id, /^[0-9a-f-]{36}$/);
});

test('a key that is none, or is not taken, asks for another one and is never shown', async () => {
  const wrong = connection(() => sent, { privateKey: 'this-is-no-key-at-all' });
  await assert.rejects(wrong.send(), { code: 'auth', message: /no RSA key/ });
  const refusedKey = connection(() => ({ status: 400, json: { error: 'invalid_grant' } }));
  await assert.rejects(refusedKey.send(), { code: 'auth', message: /service account/ });
  assert.equal((await googleBusinessMessages.check?.(refusedKey.io))?.[0]?.ok, false);
  const lost = connection(() => ({ status: 200, json: {} }));
  await assert.rejects(lost.send(), { code: 'unavailable' });
});

test('the check says that the service is over, whoever asks Google itself', async () => {
  const { io, requests } = connection(() => token, { apiBase: 'https://businessmessages.googleapis.com' });
  const [probe] = (await googleBusinessMessages.check?.(io)) ?? [];
  assert.match(probe?.message ?? '', /ended Business Messages on 2024-07-31/);
  assert.equal(requests.length, 0);
  const [works] = (await googleBusinessMessages.check?.(connection(() => token).io)) ?? [];
  assert.equal(works?.ok, true);
});

test('a picture with words is a card, one without stands alone; only pictures are fetched', async () => {
  const { io, requests } = connection((request) => (isTokenRequest(request) ? token : sent));
  const to = [{ kind: 'user', value: ADA }] as const;
  const image = { kind: 'media', media: 'image', url: 'https://example.com/a.jpg' } as const;
  await googleBusinessMessages.send({ to, content: { ...image, caption: 'Ecco' }, key: 'a' }, io);
  await googleBusinessMessages.send({ to, content: image, key: 'b', by: 'staff' }, io);
  const [card, bare] = requests.filter((request) => !isTokenRequest(request)).map(bodyOf);
  const contentInfo = { fileUrl: 'https://example.com/a.jpg', forceRefresh: false };
  assert.deepEqual(card?.['richCard'], {
    standaloneCard: { cardContent: { description: 'Ecco', media: { height: 'MEDIUM', contentInfo } } },
  });
  assert.deepEqual(bare?.['image'], { contentInfo });
  const writers = [card, bare].map(
    (body) => (body?.['representative'] as JsonObject | undefined)?.['representativeType'],
  );
  assert.deepEqual(writers, ['BOT', 'HUMAN']);
  const elsewhere = { id: 'https://elsewhere.example.com/a.jpg', mime: 'image/jpeg' };
  const fetched = googleBusinessMessages.download?.(elsewhere, { ...io, maxBytes: 1000 });
  await assert.rejects(fetched ?? assert.fail(), { code: 'not_found' });
});

test('what is entered by hand is told, and that it cannot be any more', () => {
  const [step] = googleBusinessMessages.setup?.({ url: 'https://bot.example.com/hooks/g1' }, config) ?? [];
  assert.match(step?.title ?? '', /2024-07-31/);
  assert.equal(step?.values?.['Client token'], config.clientToken);
});
