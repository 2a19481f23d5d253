import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import type { HttpRequest } from '../../net/http.ts';
import { answerOf } from '../contract/suite.ts';
import { channelIo } from '../testing/channel-io.ts';
import { check } from './check.ts';
import type { SmsTwilioConfig } from './config.ts';
import { connect, disconnect } from './connect.ts';
import { messageForm } from './send.ts';

const SERVICE = `MG${'0'.repeat(32)}`;
const URL = 'https://bot.example.com/hooks/sms';
const config: SmsTwilioConfig = { accountSid: `AC${'0'.repeat(32)}`, sender: SERVICE, authToken: 'auth-token' };

type World = Readonly<Record<string, JsonObject>>;

/** Answers reads by what stands in the address; what is written is taken down. */
function open(world: World, given: Partial<SmsTwilioConfig> = {}) {
  const written: HttpRequest[] = [];
  const http = (request: HttpRequest) => {
    if (request.method === 'POST') written.push(request);
    const json = Object.entries(world).find(([part]) => request.url.includes(part))?.[1];
    return answerOf({ answer: json ? { status: 200, json } : { status: 404 } });
  };
  return { written, io: channelIo<SmsTwilioConfig>({ config: { ...config, ...given }, http, now: () => 0 }) };
}

describe('connecting', () => {
  test('a messaging service is told to use one address for all of its numbers', async () => {
    const { io, written } = open({ [`/v1/Services/${SERVICE}`]: { use_inbound_webhook_on_number: true } });
    await connect({ url: URL }, io);
    assert.equal(written[0]?.url, `https://messaging.twilio.com/v1/Services/${SERVICE}`);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(String(written[0]?.body))), {
      InboundRequestUrl: URL,
      InboundMethod: 'POST',
      UseInboundWebhookOnNumber: 'false',
    });
    assert.equal(io.config.statusCallback, URL);
  });

  test('what stands as it should is left alone', async () => {
    const { io, written } = open({ Services: { inbound_request_url: URL } });
    await connect({ url: URL }, io);
    assert.deepEqual(written, []);
  });

  test('a name gets statuses only, and nothing is asked', async () => {
    const { io, written } = open({}, { sender: 'Rossi' });
    assert.match((await connect({ url: URL }, io)).message, /receives no messages/);
    assert.deepEqual([written.length, io.config.statusCallback], [0, URL]);
  });

  test('a number that is not of the account is named', async () => {
    const { io } = open({ IncomingPhoneNumbers: { incoming_phone_numbers: [] } }, { sender: '+393990000001' });
    await assert.rejects(connect({ url: URL }, io), /no number \+393990000001/);
  });

  test('disconnecting takes out only an address that is ours', async () => {
    const ours = open({ Services: { inbound_request_url: URL } }, { statusCallback: URL });
    await disconnect(ours.io);
    assert.equal(String(ours.written[0]?.body), 'InboundRequestUrl=');
    assert.equal(ours.io.config.statusCallback, undefined);
    const theirs = open({ Services: { inbound_request_url: 'https://elsewhere.example' } }, { statusCallback: URL });
    await disconnect(theirs.io);
    assert.deepEqual(theirs.written, []);
  });
});

describe('checking', () => {
  const account = { status: 'active', type: 'Full', friendly_name: 'Rossi' };

  test('a good connection has nothing to cure', async () => {
    const { io } = open({ Services: { inbound_request_url: URL }, Accounts: account }, { statusCallback: URL });
    const results = await check(io);
    assert.deepEqual(
      results.map(({ name, ok }) => [name, ok]),
      [
        ['Account', true],
        ['Sender', true],
        ['Messages', true],
        ['Statuses', true],
      ],
    );
  });

  test('a suspended account, a number without SMS, another address and no statuses come with their cures', async () => {
    const number = { sid: 'PN1', phone_number: '+393990000001', sms_url: '', capabilities: { sms: false } };
    const world = {
      IncomingPhoneNumbers: { incoming_phone_numbers: [number] },
      Accounts: { ...account, status: 'suspended' },
    };
    const results = await check(open(world, { sender: '+393990000001' }).io);
    assert.equal(results.length, 4);
    for (const { ok, fix } of results) assert.ok(!ok && fix);
  });

  test('a sender that is not there is told apart from a wrong account', async () => {
    const [, sender] = await check(
      open({ '.json': { ...account, incoming_phone_numbers: [] } }, { sender: '+393990000009' }).io,
    );
    assert.match(sender?.message ?? '', /no number \+393990000009/);
    const [account404] = await check(open({}).io);
    assert.equal(account404?.name, 'Account');
  });
});

describe('the form of a message', () => {
  const to = [{ kind: 'phone', value: '+393331234567' }] as const;

  test('a service picks the number, and a short life is told in seconds within the limits', () => {
    const form = (ttlMs: number) =>
      messageForm({ to, content: { kind: 'text', text: 'Ciao', ttlMs }, key: 'k' }, config).get('ValidityPeriod');
    assert.deepEqual([form(90_500), form(1), form(1e9)], ['90', '1', '36000']);
    const plain = messageForm({ to, content: { kind: 'text', text: 'Ciao' }, key: 'k' }, config);
    assert.equal(plain.toString(), `To=%2B393331234567&MessagingServiceSid=${SERVICE}&Body=Ciao`);
  });

  test('a file goes as MMS by its public link', () => {
    const content = { kind: 'media', media: 'image', url: 'https://example.com/a.jpg', caption: 'Ecco' } as const;
    const form = messageForm({ to, content, key: 'k' }, config);
    assert.deepEqual([form.get('Body'), form.get('MediaUrl')], ['Ecco', 'https://example.com/a.jpg']);
    const file = { id: '1', mime: 'image/jpeg' };
    assert.throws(
      () => messageForm({ to, content: { kind: 'media', media: 'image', file }, key: 'k' }, config),
      /no public link/,
    );
  });

  test('what SMS has no form for is refused, and so is whoever has no number', () => {
    const place = { kind: 'location', latitude: 1, longitude: 2 } as const;
    assert.throws(() => messageForm({ to, content: place, key: 'k' }, config), /cannot carry/);
    const content = { kind: 'text', text: 'Ciao' } as const;
    assert.throws(() => messageForm({ to: [{ kind: 'user', value: 'x' }], content, key: 'k' }, config), /phone number/);
  });
});
