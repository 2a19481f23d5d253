import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { testProvider, type BusinessCall } from '../phone/provider.contract.ts';
import { createCustomer } from '../phone/customer.ts';
import { startPhone } from '../phone/server.ts';
import { openSmsTwilio, smsTwilio } from './sms-twilio.ts';

const SID = `AC${'0'.repeat(32)}`;
const TOKEN = 'demo-auth-token';
const NUMBER = '+393990000001';

const call = (path: string, form: Record<string, string>, token = TOKEN): BusinessCall => ({
  path: `/2010-04-01/Accounts/${SID}${path}`,
  headers: {
    authorization: `Basic ${Buffer.from(`${SID}:${token}`).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  },
  body: new URLSearchParams(form).toString(),
});

testProvider({
  kind: smsTwilio,
  signed: ({ url, bytes, headers }) => {
    const form = new URLSearchParams(bytes.toString());
    form.sort();
    const text = url + [...form].map(([name, value]) => name + value).join('');
    return headers['x-twilio-signature'] === createHmac('sha1', TOKEN).update(text).digest('base64');
  },
  subscribe: (SmsUrl) => call(`/IncomingPhoneNumbers/PN${'0'.repeat(32)}.json`, { SmsUrl }),
  text: (to, Body) => call('/Messages.json', { To: `+${to}`, From: NUMBER, Body }),
  stranger: (to, Body) => call('/Messages.json', { To: `+${to}`, From: NUMBER, Body }, 'wrong'),
  accepted: ({ status }) => status === 201,
  statuses: {
    sent: /MessageStatus=sent/,
    delivered: /MessageStatus=delivered/,
    failed: /MessageStatus=undelivered.*ErrorCode=30005/,
  },
});

test('a person who says STOP gets nothing until they say START, and what is wrong has its code', async (t) => {
  const { phone, url, close } = await startPhone({}, (opened) =>
    openSmsTwilio(opened, { accountSid: SID, authToken: TOKEN, sender: NUMBER }),
  );
  t.after(close);
  const ada = createCustomer(phone, { number: '393331234567' });
  const send = async (form: Record<string, string>): Promise<number> => {
    const {
      path,
      headers = {},
      body,
    } = call('/Messages.json', { To: '+393331234567', From: NUMBER, Body: 'Ciao', ...form });
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: String(body) });
    return response.status === 201 ? 0 : ((await response.json()) as { code: number }).code;
  };
  assert.equal(await send({}), 0);
  ada.say('stop');
  assert.equal(await send({}), 21_610);
  ada.say('Start');
  assert.equal(await send({}), 0);
  assert.equal(await send({ To: '39333' }), 21_211);
  assert.equal(await send({ Body: '' }), 21_602);
  assert.equal(await send({ Body: 'x'.repeat(1601) }), 21_617);
  assert.equal(await send({ From: '+393990000002' }), 21_606);
});
