import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import type { JsonObject } from '../../../../base/json.ts';
import type { HttpRequest } from '../../../../net/http.ts';
import { testChannel } from '../../../channel.contract.ts';
import type { Channel, HookRequest } from '../../../channel.ts';
import type { ChannelFixture, RecipientSamples, Refusal } from '../../../contract/suite.ts';
import { textAt } from '../../reading.ts';
import type { BirdConfig } from '../account.ts';
import { LIFETIME_MS } from '../bird-channel.ts';
import { CHANNEL, hooksOf, mediaUrl, type Person } from './hooks.ts';

const HOOK = 'https://bot.example.com/hooks/b1?x=1';
const PICTURE = Buffer.from('the bytes of a picture');
const PICTURE_PLACE = 'https://files.example.com/signed?x=1';

const config: BirdConfig = {
  workspaceId: '3a1f0000-0000-4000-8000-000000000002',
  channelId: CHANNEL,
  organizationId: '3a1f0000-0000-4000-8000-000000000003',
  accessKey: 'access-key-of-the-tests',
  signingKey: 'signing-key-of-the-tests',
  previousSigningKey: 'previous-key-of-the-tests',
};

/** A messenger behind Bird with what only its own folder knows. */
export type BirdSuite = {
  channel: Channel<BirdConfig>;
  service: string;
  person: Person;
  fixtures: Readonly<Record<string, ChannelFixture>>;
  /** Numbers as people write them, where people are known by numbers. */
  recipient?: Omit<RecipientSamples, 'message'>;
};

/** Holds one messenger behind Bird to the suite of all channels. */
export function testBirdChannel({ channel, service, person, fixtures, recipient }: BirdSuite): void {
  const { hook, message, status } = hooksOf(service, person);
  testChannel({
    channel,
    config,
    otherKeys: { ...config, signingKey: 'another-signing-key', previousSigningKey: 'another-previous-one' },
    sign: (body, keys) => signAt(body, keys, Date.now()),
    signAt,
    fixtures,
    unknown: [
      hook('template', { id: '1' }),
      hook('inbound', {}),
      hook('inbound', { id: '1' }),
      hook('inbound', { id: '1', sender: { contact: {} } }),
      hook('interaction', { id: '1' }),
      hook('interaction', { id: '1', messageId: '2', type: 'clicked' }),
      message('1', { channelId: 'another' }),
      status('dreaming'),
      message('1').replace(`${service}.inbound`, 'another.inbound'),
    ],
    foreign: ['', 'null', '[]', '"text"', '{}', '{"service":"channels","event":"x.inbound"}', '{"payload":{}}'],
    join: ([body = '']) => body,
    to: person.sender.addresses,
    accepted: { json: { id: 'm-9', status: 'accepted' }, id: 'm-9' },
    refusals: {
      'a wrong key': { answer: { status: 401, json: { code: 'Unauthorized', message: 'Something' } }, code: 'auth' },
      'a missing permission': { answer: { status: 403, json: { code: 'Forbidden' } }, code: 'denied' },
      'a wrong body': { answer: { status: 422, json: { code: 'InvalidPayload', message: 'x' } }, code: 'invalid' },
      'a channel that is not there': { answer: { status: 404, json: { code: 'NotFound' } }, code: 'not_found' },
      'too many calls': { answer: { status: 429, json: { code: 'TooManyRequests' } }, code: 'rate_limited' },
    },
    keyIn: (request) => textAt(bodyOf(request), 'reference'),
    limits: (request) => assertWithinLimits(bodyOf(request), channel),
    connect: {
      answer: ({ method }) =>
        method === 'GET' ? { status: 200, json: { results: [] } } : { status: 201, json: { id: 's-1' } },
      asked: (requests, url) => {
        const made = requests.filter(({ method }) => method === 'POST').map(bodyOf);
        const whats = [
          'inbound',
          'outbound',
          ...(channel.capabilities.statuses?.includes('read') ? ['interaction'] : []),
        ];
        assert.deepEqual(
          made.map((each) => [each['event'], each['url'], each['signingKey']]),
          whats.map((what) => [`${service}.${what}`, url, config.signingKey]),
        );
      },
    },
    download: {
      file: { id: mediaUrl('3'), mime: 'image/jpeg' },
      answer: ({ url }): Refusal['answer'] =>
        url === PICTURE_PLACE
          ? { status: 200, headers: { 'content-type': 'image/png' }, body: PICTURE }
          : { status: 302, headers: { location: PICTURE_PLACE } },
      expected: { bytes: PICTURE, mime: 'image/png' },
    },
    ...(recipient && { recipient: { ...recipient, message: message('1') } }),
    skip: {
      handshake: 'Bird has none',
      batches: 'Bird reports one message per request',
      echoes: 'Bird’s webhooks for messages of our side are their statuses',
    },
  });
}

function signAt(body: Uint8Array, { signingKey }: BirdConfig, at: number): HookRequest {
  const timestamp = String(Math.floor(at / 1000));
  const hash = createHash('sha256').update(body).digest();
  const signature = createHmac('sha256', signingKey).update(`${timestamp}\n${HOOK}\n`).update(hash).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'messagebird-signature': signature,
    'messagebird-request-timestamp': timestamp,
  };
  return { method: 'POST', url: HOOK, query: { x: '1' }, headers, body };
}

function bodyOf({ body }: HttpRequest): JsonObject {
  return JSON.parse(typeof body === 'string' ? body : '') as JsonObject;
}

type Action = { postback: { text: string; payload: string; metadata?: { description: { label: string } } } };

/** The members of a send, as far as there are limits for them. */
type Sent = {
  body?: {
    type: string;
    text?: { text: string; actions?: Action[] };
    list?: { text: string; items: { actions: Action[] }[]; metadata?: { button: { label: string } } };
    image?: { text?: string };
    file?: { text?: string; files: { contentType: string }[] };
  };
  template?: { locale: string };
  validity?: number;
};

function assertWithinLimits(request: JsonObject, { capabilities }: Channel<BirdConfig>): void {
  const { body, template, validity = 0 } = request as Sent;
  const { text, buttons, list, media } = capabilities;
  assert.equal(body === undefined, template !== undefined, 'a body or a template, and not both');
  assert.ok(Number.isInteger(validity) && validity >= 0 && validity <= LIFETIME_MS / 1000);
  if (!body) return;
  if (body.text) {
    const { text: words, actions = [] } = body.text;
    const length = text.unit === 'bytes' ? Buffer.byteLength(words) : words.length;
    assert.ok(words !== '' && length <= text.max, `${length} of ${text.max}`);
    assertActions(actions, buttons ?? { max: 0, title: 0 });
  }
  if (body.list) {
    assert.ok(list && body.list.text.length <= 1024);
    assertActions(
      body.list.items.flatMap(({ actions }) => actions),
      list,
    );
    assert.ok((body.list.metadata?.button.label.length ?? 0) <= 20);
  }
  assert.ok((body.image?.text ?? body.file?.text ?? '').length <= (media?.caption ?? 0));
  for (const { contentType } of body.file?.files ?? []) assert.match(contentType, /^\w+\/[\w.+-]+$/);
}

function assertActions(actions: readonly Action[], { max, title }: { max: number; title: number }): void {
  assert.ok(actions.length <= max);
  for (const { postback } of actions) {
    assert.ok(postback.text.length > 0 && postback.text.length <= title && postback.payload !== '');
    assert.ok((postback.metadata?.description.label.length ?? 0) <= 72);
  }
}
