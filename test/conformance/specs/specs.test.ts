import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../../src/base/json.ts';
import type { HttpRequest } from '../../../src/net/http.ts';
import { filesIn, readRecorded } from '../recorded.ts';
import { gbm, line, telegram, twilio, vonageSms } from './providers.ts';
import { type Spec, SPECS } from './spec.ts';

const skip = existsSync(SPECS) ? false : `no specifications at ${SPECS}`;

function json(url: string, body: JsonObject): HttpRequest {
  return { method: 'POST', url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function form(url: string, body: Record<string, string>): HttpRequest {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', url, headers, body: new URLSearchParams(body).toString() };
}

const PUSH = 'https://api.line.me/v2/bot/message/push';
const SEND = 'https://api.telegram.org/bot1:x/sendMessage';
const TWILIO = `https://api.twilio.com/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`;
const VONAGE = 'https://rest.nexmo.com/sms/json';
const GBM = 'https://businessmessages.googleapis.com/v1/conversations/c/messages';
const TEXT = { type: 'text', text: 'Ciao' };
const ANSWER = { type: 'action', action: { type: 'message', label: 'Sì', text: 'Sì' } };
const KEYS = { api_key: 'abcd1234', api_secret: 'abcdef0123456789', from: 'Rondine', to: '393331234567' };

/** For each specification what it lets pass, and what it must not. */
const CASES: Readonly<Record<string, { spec: () => Spec; good: HttpRequest[]; bad: HttpRequest[] }>> = {
  LINE: {
    spec: line,
    good: [
      json(PUSH, { to: 'U1', messages: [TEXT] }),
      json(PUSH, { to: 'U1', messages: [{ ...TEXT, quickReply: { items: [ANSWER] } }] }),
    ],
    bad: [
      json(PUSH, { messages: [TEXT] }),
      json(PUSH, { to: 'U1', messages: [{ type: 'text' }] }),
      json(PUSH, { to: 'U1', messages: [{ ...TEXT, quickReplies: {} }] }),
      json(PUSH, { to: 'U1', messages: [{ type: 'telepathy', text: 'Ciao' }] }),
      json(PUSH, {
        to: 'U1',
        messages: [{ ...TEXT, quickReply: { items: Array.from({ length: 14 }, () => ANSWER) } }],
      }),
      json(`${PUSH}ed`, { to: 'U1', messages: [TEXT] }),
    ],
  },
  Telegram: {
    spec: telegram,
    good: [
      json(SEND, {
        chat_id: 7,
        text: 'Ciao',
        reply_markup: { inline_keyboard: [[{ text: 'Sì', callback_data: '1' }]] },
      }),
    ],
    bad: [
      json(SEND, { text: 'Ciao' }),
      json(SEND, { chat_id: 7, text: 5 }),
      json(SEND, { chat_id: 7, text: 'Ciao', reply_markup: { inline_keyboard: [{ text: 'Sì' }] } }),
      json(SEND, { chat_id: 7, text: 'Ciao', parsemode: 'HTML' }),
      json(SEND.replace('sendMessage', 'sendThought'), { chat_id: 7 }),
    ],
  },
  Twilio: {
    spec: twilio,
    good: [form(TWILIO, { To: '+393331234567', From: '+15005550006', Body: 'Ciao', ValidityPeriod: '600' })],
    bad: [
      form(TWILIO, { From: '+15005550006', Body: 'Ciao' }),
      form(TWILIO, { To: '+393331234567', Text: 'Ciao' }),
      form(TWILIO, { To: '+393331234567', Body: 'Ciao', ValidityPeriod: 'long' }),
      form(TWILIO, { To: '+393331234567', Body: 'Ciao', MessagingServiceSid: 'no sid' }),
      form(TWILIO.replace('Messages', 'Letters'), { To: '+393331234567', Body: 'Ciao' }),
    ],
  },
  Vonage: {
    spec: vonageSms,
    good: [form(VONAGE, { ...KEYS, text: 'Ciao', type: 'unicode' })],
    bad: [form(VONAGE, { ...KEYS, to: '1' }), form(VONAGE, { ...KEYS, type: 'smoke' }), form(VONAGE, { text: 'Ciao' })],
  },
  'Google Business Messages': {
    spec: gbm,
    good: [json(GBM, { messageId: '1', representative: { representativeType: 'BOT' }, text: 'Ciao', suggestions: [] })],
    bad: [
      json(GBM, { messageId: 1, text: 'Ciao' }),
      json(GBM, { words: 'Ciao' }),
      json(`${GBM}/1/2`, { text: 'Ciao' }),
    ],
  },
};

for (const [provider, { spec, good, bad }] of Object.entries(CASES)) {
  describe(`the specification of ${provider}`, { skip }, () => {
    const check = skip ? () => [] : spec();
    test('lets pass what is right', () => {
      for (const request of good) assert.deepEqual(check(request), []);
    });
    test('refuses what is wrong', () => {
      for (const request of bad) assert.notDeepEqual(check(request), [], `${request.url} ${String(request.body)}`);
    });
  });
}

test('requests to Google that others recorded pass', { skip }, () => {
  const check = gbm();
  for (const file of filesIn('gbm').filter((name) => name.startsWith('send.'))) {
    const { request } = readRecorded('gbm', file);
    assert.deepEqual(check({ method: 'POST', url: request?.url ?? '', body: request?.body ?? '' }), [], file);
  }
});
