import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import type { Address } from '../../../message/address.ts';
import type { Content } from '../../../message/content.ts';
import type { HttpRequest } from '../../../net/http.ts';
import type { OutboundMessage } from '../../channel.ts';
import { answerOf } from '../../contract/suite.ts';
import { channelIo } from '../../testing/channel-io.ts';
import type { BirdConfig } from './account.ts';
import { bodyFor } from './body.ts';
import { type BirdKind, birdChannel } from './bird-channel.ts';

const PROJECT = 'ce6a2fd6-b2fa-4f5a-a2cd-f3bd15883318';
const config: BirdConfig = {
  workspaceId: 'workspace-1',
  channelId: 'channel-1',
  accessKey: 'access-key',
  signingKey: 'signing-key',
};
const carrier: BirdKind = {
  id: 'carrier',
  title: 'Carrier',
  family: 'carrier',
  service: 'carrier',
  app: 'Carrier',
  capabilities: {
    source: 'https://example.com',
    asOf: '2026-11-23',
    text: { max: 100 },
    location: true,
    contacts: false,
    templates: true,
    reactions: false,
    sendKey: false,
    proof: true,
  },
  numbers: true,
  quotes: true,
};

async function requestFor(given: Partial<OutboundMessage>, kind = carrier): Promise<JsonObject> {
  const requests: HttpRequest[] = [];
  const http = (request: HttpRequest) => (
    requests.push(request),
    answerOf({ answer: { status: 202, json: { id: 'm-9' } } })
  );
  const to: Address[] = [{ kind: 'phone', value: '+393331234567' }];
  const message: OutboundMessage = { to, content: { kind: 'text', text: 'Ciao' }, key: 'run-1#2', ...given };
  await birdChannel(kind).send(message, channelIo<BirdConfig>({ config, http, now: () => 0 }));
  return JSON.parse(String(requests[0]?.body)) as JsonObject;
}

const media = (rest: JsonObject): Content => ({ kind: 'media', media: 'document', ...rest });
const template = (rest: JsonObject): Content => ({
  kind: 'template',
  name: PROJECT,
  language: 'it',
  parameters: [],
  ...rest,
});

test('a message names its receiver, our key, what it answers and for how long it is worth delivering', async () => {
  assert.deepEqual(await requestFor({ content: { kind: 'text', text: 'Ciao', ttlMs: 90_500 }, replyTo: 'm-1#2' }), {
    receiver: { contacts: [{ identifierKey: 'phonenumber', identifierValue: '+393331234567' }] },
    body: { type: 'text', text: { text: 'Ciao' } },
    reference: 'run-1#2',
    replyTo: { id: 'm-1', type: 'message' },
    validity: 91,
  });
});

test('who is known by another identifier is addressed by it as it came', async () => {
  const receiver = async (value: string, numbers: boolean) => {
    const { receiver: asked } = await requestFor({ to: [{ kind: 'user', value }] }, { ...carrier, numbers });
    return asked;
  };
  const keyed = { contacts: [{ identifierKey: 'facebookid-1', identifierValue: '720197540000001' }] };
  assert.deepEqual(await receiver('facebookid-1:720197540000001', false), keyed);
  assert.deepEqual(await receiver('facebookid-1:720197540000001', true), keyed);
  const urn = { contacts: [{ identifierKey: 'Kind.2', identifierValue: 'urn:mbid:x' }] };
  assert.deepEqual(await receiver('Kind.2:urn:mbid:x', false), urn);
  assert.deepEqual(await receiver('720197540000001', false), { contacts: [{ identifierValue: '720197540000001' }] });
});

test('a number is no address where people are not known by numbers, and nothing is sent', async () => {
  await assert.rejects(requestFor({}, { ...carrier, numbers: false }), {
    code: 'invalid',
    message: /not written here/,
  });
  await assert.rejects(requestFor({ to: [] }), { code: 'invalid', message: /no phone number/ });
});

test('choices are actions below a text, or the rows of a list', () => {
  const choices = [{ id: 'light', title: 'Luce', description: 'Contratti' }];
  const question = { kind: 'choices', text: 'Di che cosa?', choices, header: 'Ciao', listButton: 'Scegli' } as const;
  const action = {
    type: 'postback',
    postback: { text: 'Luce', payload: 'light', metadata: { description: { label: 'Contratti' } } },
  };
  assert.deepEqual(bodyFor({ ...question, style: 'buttons' }, 'Bird'), {
    body: { type: 'text', text: { text: 'Ciao\n\nDi che cosa?', actions: [action] } },
  });
  assert.deepEqual(bodyFor({ ...question, style: 'list' }, 'Bird'), {
    body: {
      type: 'list',
      list: {
        text: 'Ciao\n\nDi che cosa?',
        items: [{ actions: [action] }],
        metadata: { button: { label: 'Scegli' } },
      },
    },
  });
});

test('a file has a type: its own, else that of its ending, else the usual one', () => {
  const typeOf = (rest: JsonObject) => JSON.stringify(bodyFor(media(rest), 'Bird'));
  assert.match(typeOf({ url: 'https://example.com/a.PDF?x=1' }), /"application\/pdf"/);
  assert.match(typeOf({ url: 'https://example.com/a' }), /"application\/octet-stream"/);
  assert.match(typeOf({ media: 'video', url: 'https://example.com/a' }), /"video\/mp4"/);
  const file = { id: 'https://example.com/b', mime: 'text/csv', name: 'prezzi.csv' };
  assert.match(typeOf({ file }), /"text\/csv","filename":"prezzi.csv"/);
  assert.throws(() => bodyFor(media({}), 'Bird'), { code: 'invalid' });
});

test('a template is a project of Studio or has the messenger’s name, and takes its values by name', () => {
  assert.deepEqual(
    bodyFor(
      template({
        parameters: ['Ada', 'lunedì'],
        names: ['nome'],
        header: { kind: 'text', text: 'luglio', name: 'mese' },
      }),
      'Bird',
    ),
    {
      template: {
        projectId: PROJECT,
        version: 'latest',
        locale: 'it',
        parameters: [
          { type: 'string', key: 'nome', value: 'Ada' },
          { type: 'string', key: '2', value: 'lunedì' },
          { type: 'string', key: 'mese', value: 'luglio' },
        ],
      },
    },
  );
  assert.deepEqual(bodyFor(template({ name: 'promemoria' }), 'Bird'), {
    template: { name: 'promemoria', locale: 'it' },
  });
});

test('what Bird has no place for is refused before any call', async () => {
  const nameless = [
    template({ header: { kind: 'image', url: 'https://example.com/a.jpg' } }),
    template({ buttons: [{ at: 0, kind: 'url', value: 'v/7' }] }),
    { kind: 'reaction', to: 'm-1', emoji: '👍' } as const,
  ];
  for (const content of nameless) await assert.rejects(requestFor({ content }), { code: 'unsupported' });
});

test('a file that lies elsewhere is not fetched, so that the access key stays with Bird', async () => {
  const http = () => assert.fail('something was asked');
  const io = { ...channelIo<BirdConfig>({ config, http }), maxBytes: 1000 };
  const { download } = birdChannel(carrier);
  for (const id of ['https://bird.com.example.com/1', 'https://notbird.com/1', 'http://media.bird.com/1', 'x']) {
    await assert.rejects(async () => download?.({ id, mime: 'image/png' }, io), { code: 'invalid' }, id);
  }
});

test('news of reading are subscribed to, by hand as well, where there are any', () => {
  const { setup } = birdChannel({ ...carrier, capabilities: { ...carrier.capabilities, statuses: ['read'] } });
  const steps = setup?.({ url: 'https://bot.example.com/hooks/1' }, config) ?? [];
  assert.deepEqual(
    steps.map(({ values }) => values?.['Event']),
    ['carrier.inbound', 'carrier.outbound', 'carrier.interaction'],
  );
  assert.equal(new Set(steps.map(({ title }) => title)).size, 3);
});
