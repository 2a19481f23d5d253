import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import type { Channel, HookRequest } from '../channels/channel.ts';
import { id } from '../base/ids.ts';
import { ACCOUNT } from '../base/schema.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import type { LaneEvent } from '../engine/host.ts';
import type { ChannelEvent } from '../message/channel-event.ts';
import { createIntake } from './intake.ts';
import { Problem } from './problem.ts';

/** Pages that share an address: a body is a list of `[page, text]`; the header names whose secret signed it. */
const pages: Channel = {
  id: 'pages',
  title: 'Pages',
  config: Type.Object({ page: Type.String(ACCOUNT), secret: Type.String() }),
  capabilities: {
    source: 'test',
    asOf: '2026-11-22',
    text: { max: 100 },
    location: false,
    contacts: false,
    templates: false,
    reactions: false,
    sendKey: false,
    proof: false,
  },
  verify: ({ headers }, { secret }) => headers['signed'] === secret,
  receive: (request, { page }) => ({
    events: newsOf(request).flatMap(([to, text], index): ChannelEvent[] =>
      to === page ? [said(text, `${index}`)] : [],
    ),
  }),
  send: () => assert.fail('nothing is sent here'),
  accounts: { own: ({ page }) => String(page), in: (request) => newsOf(request).map(([page]) => page) },
};

const newsOf = ({ body }: HookRequest): [string, string][] =>
  body.length === 0 ? [] : (JSON.parse(Buffer.from(body).toString()) as [string, string][]);

const said = (text: string, of: string): ChannelEvent =>
  text === 'paused' ? { type: 'account', id: of, at: 0, about: 'templates', what: text } : message(text, of);

const message = (text: string, of: string): ChannelEvent => ({
  type: 'message',
  id: of,
  at: 0,
  sender: { key: 'ada', addresses: [{ kind: 'user', value: 'ada' }] },
  content: { kind: 'text', text },
  ...(text === 'echo' ? { echo: true } : {}),
});

const page = (name: string, secret = 's', kind: 'channel' | 'connector' = 'channel'): OpenConnection => ({
  record: { key: id.connection(name), kind, type: 'pages', config: {}, state: 'working' },
  config: { page: name, secret },
  generation: 0,
});

function open(all: OpenConnection[], accept: () => 'accepted' | 'repeated' = () => 'accepted') {
  const [accepted, told, noted, logged, changed]: string[][] = [[], [], [], [], []];
  const take = createIntake({
    host: {
      accept: async (_lane, _key, event: LaneEvent) => {
        const how = accept();
        if (event.type === 'message') accepted?.push(`${event.connection} ${event.message.id}`);
        return how;
      },
    },
    store: { get: async () => undefined, list: async () => [] },
    connections: { get: (name) => all.find(({ record }) => record.key === name), all: () => all },
    channels: { pages },
    acknowledge: { take: (connection, message) => void told?.push(`${connection} ${message.id}`) },
    activity: { note: (connection, what) => void noted?.push(`${connection} ${what}`) },
    changed: (connection) => void changed?.push(connection),
    now: () => 0,
    log: (message, facts) => void logged?.push(`${message} ${JSON.stringify(facts)}`),
  });
  const [first] = all;
  return {
    accepted,
    told,
    noted,
    logged,
    changed,
    post: (news: [string, string][] | undefined, method = 'POST') =>
      take(
        {
          method,
          url: 'https://rondine.example/hooks/one',
          query: {},
          headers: { signed: 's' },
          body: news ? Buffer.from(JSON.stringify(news)) : new Uint8Array(),
        },
        first ?? page('one'),
        pages,
      ),
  };
}

test('news of several accounts reach the connection of each', async () => {
  const { post, accepted, noted } = open([page('one'), page('two'), page('three')]);
  await post([
    ['one', 'Ciao'],
    ['two', 'Salve'],
  ]);
  assert.deepEqual(accepted, ['one 0', 'two 1']);
  assert.deepEqual(noted, ['one inboundAt', 'two inboundAt', 'one calledAt']);
});

test('a connection that does not know the signature gets nothing, and that is told', async () => {
  const { post, accepted, logged } = open([page('one'), page('two', 'other'), page('two', 's', 'connector')]);
  await post([['two', 'Salve']]);
  assert.deepEqual(accepted, []);
  assert.match(logged?.join('\n') ?? '', /does not know its signature \{"connection":"two"\}$/);
});

test('an account without a connection is told of once', async () => {
  const { post, logged } = open([page('one')]);
  await post([['nine', 'Salve']]);
  await post([['nine', 'Salve']]);
  assert.deepEqual(logged, [
    'a webhook names an account that no connection is for {"connection":"one","account":"nine"}',
  ]);
});

test('senders are told once that their message came in, and never of echoes or repetitions', async () => {
  const outcomes: ('accepted' | 'repeated')[] = ['accepted', 'repeated', 'accepted'];
  const { post, told } = open([page('one')], () => outcomes.shift() ?? 'accepted');
  await post([
    ['one', 'Ciao'],
    ['one', 'again'],
    ['one', 'echo'],
  ]);
  assert.deepEqual(told, ['one 0']);
});

test('news of the account itself is told of its connection, and is nobody’s message', async () => {
  const { post, accepted, noted, changed } = open([page('one'), page('two')]);
  await post([
    ['two', 'paused'],
    ['two', 'paused'],
  ]);
  assert.deepEqual([accepted, noted, changed], [[], ['one calledAt'], ['two']]);
});

test('a call without news is noted as the provider looking', async () => {
  const { post, noted } = open([page('one')]);
  await post(undefined, 'GET');
  assert.deepEqual(noted, ['one verifiedAt']);
});

test('what cannot be stored is asked for again', async () => {
  const { post, told } = open([page('one')], () => {
    throw new Error('disk full');
  });
  await assert.rejects(post([['one', 'Ciao']]), (error) => error instanceof Problem && error.body.status === 503);
  assert.deepEqual(told, []);
});
