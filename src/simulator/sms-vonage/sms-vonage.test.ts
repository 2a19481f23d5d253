import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { createCustomer } from '../phone/customer.ts';
import { testProvider, type BusinessCall } from '../phone/provider.contract.ts';
import { startReceiver, type ReceivedHook } from '../phone/receiver.ts';
import { demoOptions } from '../phone/run-many.ts';
import { startPhone } from '../phone/server.ts';
import { openSmsVonage, smsVonage } from './sms-vonage.ts';

const call = (to: string, text: string, api_secret = 'demo-api-secret'): BusinessCall => ({
  path: '/sms/json',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ api_key: 'demo1234', api_secret, from: '393990000002', to, text }).toString(),
});

function parametersOf({ method, url, bytes, headers }: ReceivedHook): Record<string, string> {
  if (method === 'GET') return Object.fromEntries(new URL(url).searchParams);
  const json = headers['content-type'] === 'application/json';
  return (json ? JSON.parse(bytes.toString()) : Object.fromEntries(new URLSearchParams(bytes.toString()))) as Record<
    string,
    string
  >;
}

function isSigned(hook: ReceivedHook): boolean {
  const { sig, ...rest } = parametersOf(hook);
  const names = Object.keys(rest).sort();
  const text = names.map((name) => `&${name}=${(rest[name] ?? '').replaceAll('&', '_').replaceAll('=', '_')}`).join('');
  const fresh = Math.abs(Date.now() / 1000 - Number(rest['timestamp'])) < 60;
  return fresh && sig?.toLowerCase() === createHmac('sha256', 'demo-signature-secret').update(text).digest('hex');
}

testProvider({
  kind: smsVonage,
  signed: isSigned,
  text: (to, text) => call(to, text),
  stranger: (to, text) => call(to, text, 'wrong'),
  accepted: ({ status, text }) => status === 200 && /"status":"0"/.test(text),
  statuses: {
    sent: /"status":"accepted"/,
    delivered: /"status":"delivered"/,
    failed: /"err-code":"1".*"status":"failed"/,
  },
});

test('a long text comes in parts that add up, in whatever way the account wants its webhooks', async (t) => {
  const business = await startReceiver();
  const { phone, close } = await startPhone({ webhookUrl: business.url }, (opened) =>
    openSmsVonage(opened, demoOptions(smsVonage)),
  );
  t.after(async () => {
    await close();
    await business.close();
  });
  const ada = createCustomer(phone, { number: '393331234567' });
  const text = 'Buongiorno, vorrei cambiare fornitore & tariffa. '.repeat(8);
  let seen = 0;
  for (const webhookFormat of ['GET', 'POST', 'POST-JSON']) {
    Object.assign(phone.settings, { webhookFormat });
    ada.say(text);
    const hooks = (await business.until(seen + 3)).slice(seen);
    seen += 3;
    assert.ok(hooks.every(isSigned), webhookFormat);
    const parts = hooks.map(parametersOf);
    assert.equal(new Set(parts.map((part) => part['messageId'])).size, 3);
    assert.equal(new Set(parts.map((part) => part['concat-ref'])).size, 1);
    const inOrder = [...parts].sort((left, right) => Number(left['concat-part']) - Number(right['concat-part']));
    assert.equal(inOrder.map((part) => part['text']).join(''), text);
  }
});
