import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { createCustomer } from '../phone/customer.ts';
import { testProvider } from '../phone/provider.contract.ts';
import { demoOptions } from '../phone/run-many.ts';
import { startPhone } from '../phone/server.ts';
import { metaCase, sender } from '../providers/meta/testing/provider-case.ts';
import { messenger } from './messenger.ts';

const PAGE = '100000000000001';

const account = { account: PAGE, token: 'demo-page-token' };
const message = sender(account);

testProvider(
  metaCase({
    kind: messenger,
    ...account,
    statuses: { sent: /"is_echo":true/, delivered: /"delivery":\{"mids"/, read: /"read":\{"watermark"/ },
  }),
);

test('refuse what Messenger refuses, each by its code', async (t) => {
  const server = await startPhone({}, (phone) => messenger.open(phone, demoOptions(messenger)));
  t.after(() => server.close());
  const ada = messenger.person(1);
  const refusal = async (body: JsonObject) => {
    const { headers } = message(ada, {});
    const response = await fetch(`${server.url}/v26.0/${PAGE}/messages`, {
      method: 'POST',
      headers: { ...headers },
      body: JSON.stringify({ recipient: { id: ada }, ...body }),
    });
    const { error } = (await response.json()) as { error?: { code: number; error_subcode?: number } };
    return error && [error.code, error.error_subcode].filter(Boolean).join('/');
  };
  const type = { messaging_type: 'RESPONSE' };
  const text = { message: { text: 'Ciao' } };
  assert.equal(await refusal({ ...type, ...text }), '100/2018001', 'somebody who never wrote');
  const customer = createCustomer(server.phone, { userId: ada, name: 'Ada Rossi' });
  customer.say('Ciao');
  assert.equal(await refusal({ ...type, ...text }), undefined);
  assert.equal(await refusal(text), '100', 'no occasion');
  assert.equal(await refusal({ ...type, ...text, sender_action: 'typing_on' }), '100', 'two things at once');
  assert.equal(await refusal({ sender_action: 'dance' }), '100');
  assert.equal(await refusal({ ...type, message: { text: 'x'.repeat(2001) } }), '100');
  const replies = (count: number, title: string) =>
    Array.from({ length: count }, () => ({ content_type: 'text', title, payload: 'p' }));
  assert.equal(await refusal({ ...type, message: { text: 'x', quick_replies: replies(14, 'x') } }), '100');
  assert.equal(await refusal({ ...type, message: { text: 'x', quick_replies: replies(1, 'x'.repeat(21)) } }), '100');
  const template = (above: string, count: number) => ({
    attachment: { type: 'template', payload: { template_type: 'button', text: above, buttons: replies(count, 'x') } },
  });
  assert.equal(await refusal({ ...type, message: template('x', 3) }), undefined);
  assert.equal(await refusal({ ...type, message: template('x', 4) }), '100');
  assert.equal(await refusal({ ...type, message: template('x'.repeat(641), 1) }), '100');
  assert.equal(await refusal({ ...type, message: { attachment: { type: 'file', payload: {} } } }), '100');
  const tagged = (tag: string) => ({ messaging_type: 'MESSAGE_TAG', tag, ...text });
  assert.equal(await refusal(tagged('ACCOUNT_UPDATE')), '100', 'a tag that has ended');
  server.phone.advance(25 * 3_600_000);
  assert.equal(await refusal({ ...type, ...text }), '10/2018278', 'a day later');
  assert.equal(await refusal(tagged('HUMAN_AGENT')), undefined, 'staff');
  server.phone.advance(7 * 24 * 3_600_000);
  assert.equal(await refusal(tagged('HUMAN_AGENT')), '10/2018278', 'a week later');
  customer.say('Ancora io');
  customer.act({ block: true });
  assert.equal(await refusal({ ...type, ...text }), '551/1545041', 'somebody who blocked the Page');
});
