import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HookRequest } from '../channel.ts';
import type { SmsTwilioConfig } from './config.ts';
import { ACCOUNT, ADA, AT, form, fromAda, NUMBER } from './fixtures/webhooks.ts';
import { receive } from './receive.ts';

const config: SmsTwilioConfig = { accountSid: ACCOUNT, sender: NUMBER, authToken: 'auth-token' };
const SERVICE = `MG${'0'.repeat(32)}`;
const HOOK = 'https://bot.example.com/hooks/sms';

const posted = (body: string, rest: Partial<HookRequest> = {}): HookRequest => ({
  method: 'POST',
  url: HOOK,
  query: {},
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: Buffer.from(body),
  at: AT,
  ...rest,
});
const kinds = (request: HookRequest, given: Partial<SmsTwilioConfig> = {}) =>
  receive(request, { ...config, ...given }).events.map((event) => (event.type === 'ignored' ? event.why : event.type));

test('a query, a form and a JSON object are read alike, and Twilio hears that nothing is to be sent', () => {
  const body = fromAda('a', { Body: 'Ciao & ciao' });
  const json = JSON.stringify(Object.fromEntries(new URLSearchParams(body)));
  const read = receive(posted(body), config);
  assert.deepEqual(read.response, { status: 200, contentType: 'text/xml', body: '<Response/>' });
  assert.equal(read.events.length, 1);
  assert.deepEqual(receive(posted(json, { headers: { 'content-type': 'application/json' } }), config), read);
  const get = { method: 'GET', url: `${HOOK}?${body}`, body: new Uint8Array() };
  assert.deepEqual(receive(posted('', get), config), read);
});

test('a messaging service takes what came to any of its numbers, and nothing of another service', () => {
  const other = `MG${'1'.repeat(32)}`;
  const came = (service?: string) =>
    kinds(posted(fromAda('a', { To: '+393990000009', Body: 'x', ...(service && { MessagingServiceSid: service }) })), {
      sender: SERVICE,
    });
  assert.deepEqual([came(SERVICE), came()], [['message'], ['message']]);
  assert.deepEqual(came(other), ['it belongs to another messaging service']);
});

test('the connection’s own opt-out words count in place of the usual ones', () => {
  const words = { optOutWords: ['Basta'] };
  assert.deepEqual(kinds(posted(fromAda('a', { Body: 'BASTA' })), words), ['preference', 'message']);
  assert.deepEqual(kinds(posted(fromAda('a', { Body: 'STOP' })), words), ['message']);
});

test('a network time that cannot be is not believed', () => {
  const told = (RawDlrDoneDate: string) => {
    const status = { MessageSid: 'SM1', MessageStatus: 'delivered', From: NUMBER, To: ADA, RawDlrDoneDate };
    const [event] = receive(posted(form(status)), config).events;
    return event?.type === 'status' && event.at;
  };
  assert.equal(told('2611200900'), Date.UTC(2026, 10, 20, 9, 1));
  for (const odd of ['', 'soon', '2611200931', '2611150900', '2699999999']) assert.equal(told(odd), AT, odd);
});

test('a number of blanks is nobody', () => {
  assert.deepEqual(kinds(posted(fromAda('a', { From: ' ', Body: 'x' })), { sender: SERVICE }), [
    'malformed: a message without sender or recipient',
  ]);
});
