import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpRequest } from '../../net/http.ts';
import { answerOf, type Refusal } from '../contract/suite.ts';
import { channelIo } from '../testing/channel-io.ts';
import { check } from '../providers/bird/check.ts';
import type { SmsBirdConfig } from './config.ts';
import { connect } from '../providers/bird/connect.ts';
import { messageBody } from './send.ts';

const URL = 'https://bot.example.com/hooks/sms';
const config: SmsBirdConfig = {
  workspaceId: 'workspace-1',
  channelId: 'channel-1',
  organizationId: 'organization-1',
  accessKey: 'access-key',
  signingKey: 'signing-key',
};

function open(answer: Refusal['answer'], given: Partial<SmsBirdConfig> = {}) {
  const requests: HttpRequest[] = [];
  const http = (request: HttpRequest) => (requests.push(request), answerOf({ answer }));
  return { requests, io: channelIo<SmsBirdConfig>({ config: { ...config, ...given }, http, now: () => 0 }) };
}

test('only what is not subscribed yet is subscribed, for this channel alone', async () => {
  const results = [
    { event: 'sms.inbound', url: URL, status: 'active' },
    { event: 'sms.outbound', url: 'https://elsewhere.example.com', status: 'active' },
  ];
  const { io, requests } = open({ status: 200, json: { results } });
  await connect({ url: URL, service: 'sms' }, io);
  const [, made, ...others] = requests;
  assert.deepEqual(others, []);
  assert.deepEqual(JSON.parse(String(made?.body)), {
    service: 'channels',
    event: 'sms.outbound',
    eventFilters: [{ key: 'channelId', value: 'channel-1' }],
    url: URL,
    signingKey: 'signing-key',
  });
});

test('without an organization nothing is asked, and it says so', async () => {
  const { io, requests } = open({ status: 200, json: {} });
  const { organizationId: _none, ...rest } = config;
  io.config = rest;
  assert.match((await connect({ url: URL, service: 'sms' }, io)).message, /by hand/);
  assert.deepEqual(requests, []);
});

test('the check tells an active channel from one that waits for something', async () => {
  for (const [status, good] of [
    ['active', true],
    ['pending', false],
  ] as const) {
    const [key, channel] = await check(open({ status: 200, json: { name: 'SMS', status } }).io);
    assert.deepEqual([key?.ok, channel?.ok, channel?.fix === undefined], [true, good, good]);
  }
});

test('every refusal of the check has a cure of its own', async () => {
  const fixes = new Set<string | undefined>();
  for (const status of [401, 403, 404, 429, 503]) {
    const [result] = await check(open({ status }).io);
    fixes.add(result?.fix);
  }
  assert.equal(fixes.size, 5);
});

test('only words go, and only to a number', () => {
  const to = [{ kind: 'phone', value: '+393331234567' }] as const;
  const sticker = { kind: 'media', media: 'sticker', url: 'https://example.com/a.webp' } as const;
  assert.throws(() => messageBody({ to, content: sticker, key: 'k' }), /cannot carry/);
  const nobody = [{ kind: 'user', value: 'Poste' }] as const;
  assert.throws(() => messageBody({ to: nobody, content: { kind: 'text', text: 'x' }, key: 'k' }), /no phone number/);
});
