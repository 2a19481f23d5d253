import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { createCustomer } from '../phone/customer.ts';
import { testProvider, type BusinessCall } from '../phone/provider.contract.ts';
import { startReceiver } from '../phone/receiver.ts';
import { demoOptions } from '../phone/run-many.ts';
import { startPhone } from '../phone/server.ts';
import { openWhatsAppTwilio, whatsappTwilio } from './whatsapp-twilio.ts';

const SID = `AC${'1'.repeat(32)}`;
const TOKEN = 'demo-whatsapp-token';
const NUMBER = 'whatsapp:+393990000003';
const ADA = '393331234567';
const CONFIRM = `HX${'2'.repeat(32)}`;

const headersOf = (token: string, type: string) => ({
  authorization: `Basic ${Buffer.from(`${SID}:${token}`).toString('base64')}`,
  'content-type': type,
});

const call = (form: Record<string, string>, token = TOKEN): BusinessCall => ({
  path: `/2010-04-01/Accounts/${SID}/Messages.json`,
  headers: headersOf(token, 'application/x-www-form-urlencoded'),
  body: new URLSearchParams({ From: NUMBER, ...form }).toString(),
});

testProvider({
  kind: whatsappTwilio,
  signed: ({ url, bytes, headers }) => {
    const form = new URLSearchParams(bytes.toString());
    form.sort();
    const text = url + [...form].map(([name, value]) => name + value).join('');
    return headers['x-twilio-signature'] === createHmac('sha1', TOKEN).update(text).digest('base64');
  },
  subscribe: (callback_url) => ({
    path: `/v2/Channels/Senders/XE${'0'.repeat(32)}`,
    headers: headersOf(TOKEN, 'application/json'),
    body: { webhook: { callback_url } },
  }),
  text: (to, Body) => call({ To: `whatsapp:+${to}`, Body }),
  stranger: (to, Body) => call({ To: `whatsapp:+${to}`, Body }, 'wrong'),
  accepted: ({ status }) => status === 201,
  silent: ['block'],
  statuses: {
    sent: /MessageStatus=sent/,
    delivered: /MessageStatus=delivered/,
    read: /MessageStatus=read/,
    failed: /MessageStatus=undelivered.*ErrorCode=63024/,
  },
});

test('free words wait for a message of the person, prepared content does not, and its buttons come back', async (t) => {
  const business = await startReceiver();
  const { phone, url, close } = await startPhone({ webhookUrl: business.url }, (opened) =>
    openWhatsAppTwilio(opened, demoOptions(whatsappTwilio)),
  );
  t.after(async () => {
    await close();
    await business.close();
  });
  Object.assign(phone.settings, { statuses: [] });
  const ada = createCustomer(phone, { number: ADA });
  const send = async (form: Record<string, string>): Promise<number> => {
    const { path, headers = {}, body } = call({ To: `whatsapp:+${ADA}`, ...form });
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: String(body) });
    return response.status === 201 ? 0 : ((await response.json()) as { code: number }).code;
  };
  assert.equal(await send({ Body: 'Ciao' }), 0);
  assert.match((await business.until(1)).at(-1)?.bytes.toString() ?? '', /MessageStatus=undelivered.*ErrorCode=63016/);
  assert.equal(await send({ ContentSid: CONFIRM, ContentVariables: '{"1":"Ada"}' }), 0);
  ada.tap('Confermo');
  const tapped = new URLSearchParams((await business.until(2)).at(-1)?.bytes.toString());
  assert.deepEqual([tapped.get('ButtonText'), tapped.get('ButtonPayload')], ['Confermo', 'confirm']);
  assert.equal(await send({ ContentSid: CONFIRM }), 63_028);
  assert.equal(await send({ ContentSid: `HX${'9'.repeat(32)}` }), 21_655);
  assert.equal(await send({ To: `+${ADA}`, Body: 'Ciao' }), 21_211);
  assert.equal(await send({ From: 'whatsapp:+393990000009', Body: 'Ciao' }), 63_007);
  assert.equal(await send({}), 21_602);
});
