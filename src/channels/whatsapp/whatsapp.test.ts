import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { HttpRequest } from '../../net/http.ts';
import { testChannel } from '../channel.contract.ts';
import { COMMON_REFUSALS, graphSuite, refused } from '../providers/meta/testing/graph-suite.ts';
import type { WhatsAppConfig } from './config.ts';
import { account } from './fixtures/account.ts';
import { hook, hooks, NUMBER } from './fixtures/envelope.ts';
import { messages } from './fixtures/messages.ts';
import { news } from './fixtures/news.ts';
import { statuses } from './fixtures/statuses.ts';
import { LISTED, LISTED_PAGES } from './fixtures/templates.ts';
import { whatsapp } from './whatsapp.ts';

const config: WhatsAppConfig = {
  phoneNumberId: NUMBER.phone_number_id,
  wabaId: '400000000000001',
  appSecret: 'app-secret-of-the-tests',
  previousAppSecret: 'previous-secret-of-the-tests',
  verifyToken: 'verify-token-of-the-tests',
  accessToken: 'access-token-of-the-tests',
};

const PICTURE = Buffer.from('the bytes of a picture');
const PICTURE_NODE = {
  url: 'https://lookaside.example.com/whatsapp/?mid=1&hash=x',
  mime_type: 'image/jpeg',
  sha256: createHash('sha256').update(PICTURE).digest('hex'),
  file_size: String(PICTURE.length),
  id: '987654',
};

const ADA = { key: '393331234567', addresses: [{ kind: 'phone', value: '+393331234567' }] } as const;

function bodyOf({ body }: HttpRequest): JsonObject {
  const value: unknown = JSON.parse(String(body));
  return isObject(value) ? value : {};
}

/** Longest texts and most items of what WhatsApp takes, by the paths that hold them. */
const LIMITS: readonly [path: RegExp, most: number][] = [
  [/^text\.body$/, 4096],
  [/^(image|video|document)\.caption$/, 1024],
  [/^interactive\.body\.text$/, 1024],
  [/^interactive\.(header|footer)\.text$/, 60],
  [/^interactive\.action\.button$/, 20],
  [/^interactive\.action\.buttons$/, 3],
  [/^interactive\.action\.buttons\.\d+\.reply\.title$/, 20],
  [/^interactive\.action\.sections\.\d+\.rows$/, 10],
  [/^interactive\.action\.sections\.\d+\.rows\.\d+\.title$/, 24],
  [/^interactive\.action\.sections\.\d+\.rows\.\d+\.description$/, 72],
  [/^biz_opaque_callback_data$/, 512],
];

function keepsLimits(value: JsonValue | undefined, path: string): void {
  const [, most = Infinity] = LIMITS.find(([pattern]) => pattern.test(path)) ?? [];
  if (typeof value === 'string') assert.ok(Array.from(value).length <= most, `${path} has ${value.length} characters`);
  if (Array.isArray(value)) assert.ok(value.length <= most, `${path} has ${value.length} items`);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) keepsLimits(member, path === '' ? name : `${path}.${name}`);
}

const SAID = { from: '393331234567', timestamp: '1790000000', type: 'text', text: { body: 'Ciao' } };

testChannel({
  ...graphSuite({ config, object: 'whatsapp_business_account', foreignObject: 'page' }),
  channel: whatsapp,
  fixtures: { ...messages, ...statuses, ...news, ...account },
  unknown: [
    hooks([{ field: 'telepathy', value: { thoughts: [1] } }]),
    hooks([null, 7, {}, { field: 'messages' }, { field: 'messages', value: [] }]),
    hook('messages', {}),
    hook('messages', { messages: 'none', statuses: {} }),
    hook('messages', { messages: [null, {}, { id: 'wamid.X' }, { id: 'wamid.Y', type: 'text', timestamp: 'soon' }] }),
    hook('standby', { messages: [] }),
    JSON.stringify({ object: 'whatsapp_business_account', entry: [null, { id: '1' }] }),
  ],
  to: [{ kind: 'phone', value: '+393331234567' }],
  accepted: { json: { messaging_product: 'whatsapp', messages: [{ id: 'wamid.SENT' }] }, id: 'wamid.SENT' },
  refusals: {
    ...COMMON_REFUSALS,
    'a locked account': { answer: refused(403, { code: 131031 }), code: 'denied' },
    'a number that sends too fast': { answer: refused(400, { code: 130429 }), code: 'rate_limited' },
    'too many messages to one person': {
      answer: refused(400, { code: 131056 }),
      code: 'rate_limited',
      retryAfterMs: 4000,
    },
    'a service that is down': { answer: refused(503, { code: 2 }), code: 'unavailable' },
    'a closed window': { answer: refused(400, { code: 131047 }), code: 'window_closed' },
    'a person who cannot be reached': { answer: refused(400, { code: 131026 }), code: 'not_found' },
    'a wrong parameter': { answer: refused(400, { code: 131009 }), code: 'invalid' },
    'an unknown template': { answer: refused(404, { code: 132001 }), code: 'not_found' },
    'an error under HTTP 200': { answer: refused(200, { code: 131008 }), code: 'invalid' },
  },
  keyIn: (request) => bodyOf(request)['biz_opaque_callback_data'] as string,
  limits: (request) => keepsLimits(bodyOf(request), ''),
  accounts: {
    body: hooks([
      { field: 'messages', value: { metadata: NUMBER, messages: [{ ...SAID, id: 'wamid.A1' }] } },
      { field: 'standby', value: { standby: { metadata: { ...NUMBER, phone_number_id: '42' }, messages: [] } } },
      { field: 'messages', value: { metadata: { ...NUMBER, phone_number_id: '42' }, messages: [] } },
    ]),
    accounts: [NUMBER.phone_number_id, '42'],
  },
  connect: {
    answer: () => ({ status: 200, json: { success: true } }),
    asked(requests, url) {
      assert.deepEqual(
        requests.map(({ method, url: at }) => `${method} ${at}`),
        [
          'POST https://graph.facebook.com/v26.0/400000000000001/subscribed_apps',
          `POST https://graph.facebook.com/v26.0/${NUMBER.phone_number_id}`,
        ],
      );
      const webhook = { override_callback_uri: url, verify_token: config.verifyToken };
      assert.deepEqual(bodyOf(requests[1] ?? assert.fail()), { webhook_configuration: webhook });
    },
  },
  acknowledge: { answer: () => ({ status: 200, json: { success: true } }) },
  templates: {
    answer: ({ url }) => ({ status: 200, json: LISTED_PAGES[url.includes('after=') ? 1 : 0] ?? {} }),
    expected: LISTED,
  },
  recipient: {
    good: [
      { address: '+39 333 123 4567', sender: ADA },
      { address: '+393331234567', sender: ADA },
      { address: '00393331234567', country: 'IT', sender: ADA },
      { address: '333 1234567', country: 'IT', sender: ADA },
      {
        address: '(0) 171 123456',
        country: 'de',
        sender: { key: '49171123456', addresses: [{ kind: 'phone', value: '+49171123456' }] },
      },
      { address: 'IT.AbC123', sender: { key: 'IT.AbC123', addresses: [{ kind: 'user', value: 'IT.AbC123' }] } },
    ],
    bad: ['12', 'Ada', 'ada@example.com', '+999 1', 'IT.', 'it.123'],
    message: hook('messages', {
      messages: [
        { from: '393331234567', id: 'wamid.A', timestamp: '1790000000', type: 'text', text: { body: 'Ciao' } },
      ],
    }),
  },
  download: {
    file: { id: PICTURE_NODE.id, mime: 'image/jpeg' },
    answer: ({ url }) =>
      url === PICTURE_NODE.url ? { status: 200, body: PICTURE } : { status: 200, json: PICTURE_NODE },
    expected: { bytes: PICTURE, mime: 'image/jpeg' },
  },
});
