import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { createCustomer } from './customer.ts';
import { codeOf, control, first, graph, sendMessage, sendText, startRig } from './test-kit.ts';

const ADA = '393331234567';
const HOUR_MS = 3_600_000;
const USER_ID = 'IT.13491208655302741918';

const TEMPLATE = { to: ADA, type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } };

describe('the 24-hour window', () => {
  test('opens with a message of the customer and closes a day later', async (t) => {
    const { phone } = await startRig(t);
    assert.equal(codeOf(await sendText(phone, ADA, 'Ciao')), 131047);
    createCustomer(phone.phone, { number: ADA }).say('Salve');
    assert.equal((await sendText(phone, ADA, 'Ciao')).status, 200);
    await control(phone, 'POST clock', { advanceMs: 24 * HOUR_MS });
    const late = await sendText(phone, ADA, 'Ci sei?');
    assert.equal(late.status, 400);
    assert.equal(codeOf(late), 131047);
    assert.equal((await sendMessage(phone, TEMPLATE)).status, 200);
  });

  test('stays open for three days after an ad', async (t) => {
    const { phone } = await startRig(t);
    createCustomer(phone.phone, { number: ADA }).act({ text: 'Info?', referral: { source_type: 'ad' } });
    await control(phone, 'POST clock', { advanceMs: 71 * HOUR_MS });
    assert.equal((await sendText(phone, ADA, 'Eccomi')).status, 200);
    await control(phone, 'POST clock', { advanceMs: HOUR_MS });
    assert.equal(codeOf(await sendText(phone, ADA, 'Ci sei?')), 131047);
  });

  test('is not opened by notices, edits and deletions', async (t) => {
    const { phone } = await startRig(t);
    const ada = createCustomer(phone.phone, { number: ADA });
    ada.act({ welcome: true });
    ada.act({ edit: { messageId: 'wamid.x', text: 'Ciao!' } });
    ada.act({ revoke: { messageId: 'wamid.x' } });
    assert.equal(codeOf(await sendText(phone, ADA, 'Benvenuta')), 131047);
  });
});

describe('the recipient', () => {
  test('is the phone number when a user id is given as well', async (t) => {
    const { phone } = await startRig(t);
    createCustomer(phone.phone, { number: ADA }).say('Ciao');
    createCustomer(phone.phone, { userId: USER_ID }).say('Ciao');
    const answer = await sendText(phone, `+${ADA}`, 'Salve', { recipient: USER_ID });
    assert.deepEqual(answer.json['contacts'], [{ input: `+${ADA}`, wa_id: ADA }]);
  });

  test('may be a user id whose number stays hidden', async (t) => {
    const { phone } = await startRig(t);
    createCustomer(phone.phone, { number: ADA, userId: USER_ID, hidesNumber: true }).say('Ciao');
    const answer = await sendMessage(phone, { recipient: USER_ID, type: 'text', text: { body: 'Salve' } });
    assert.deepEqual(answer.json['contacts'], [{ input: USER_ID, user_id: USER_ID }]);
    assert.equal(
      codeOf(await sendMessage(phone, { recipient: 'IT.unknown', type: 'text', text: { body: 'x' } })),
      131026,
    );
  });

  test('that blocked the business or is not on WhatsApp is undeliverable', async (t) => {
    const { phone } = await startRig(t, { knownOnly: true });
    const ada = createCustomer(phone.phone, { number: ADA });
    ada.say('Ciao');
    await control(phone, `POST customers/${ADA}`, { blocked: true });
    assert.equal(codeOf(await sendText(phone, ADA, 'Salve')), 131026);
    assert.equal(codeOf(await sendMessage(phone, { ...TEMPLATE, to: '393330000000' })), 131026);
  });

  test('that cannot be reached may show later as a failed status', async (t) => {
    const { phone, business } = await startRig(t, { refusals: 'status' });
    const answer = await sendText(phone, ADA, 'Ciao', { biz_opaque_callback_data: 'run#1' });
    assert.equal(answer.status, 200);
    const [hook] = await business.until(1);
    const status = first(hook?.value, 'statuses');
    assert.equal(status['status'], 'failed');
    assert.equal(status['biz_opaque_callback_data'], 'run#1');
    assert.equal(first(status, 'errors')['code'], 131047);
    assert.equal(first(status, 'errors')['title'], 'Re-engagement message');
  });

  test('must be a number that is not the business itself', async (t) => {
    const { phone } = await startRig(t);
    assert.equal(codeOf(await sendText(phone, '15550001111', 'Io')), 131021);
    assert.equal(codeOf(await sendText(phone, 'Ada', 'Ciao')), 131009);
    assert.equal(codeOf(await sendMessage(phone, { type: 'text', text: { body: 'x' } })), 131008);
    assert.equal(codeOf(await sendMessage(phone, { recipient: 'x', type: 'text', text: { body: 'x' } })), 131009);
  });
});

describe('limits of the number', () => {
  test('refuse sends beyond the throughput and let them through a moment later', async (t) => {
    const { phone } = await startRig(t, { messagesPerSecond: 2, now: () => 1_800_000_000_000 });
    createCustomer(phone.phone, { number: ADA }).say('Ciao');
    const codes = [];
    for (let count = 0; count < 3; count++) codes.push(codeOf(await sendText(phone, ADA, 'x')));
    assert.deepEqual(codes, [undefined, undefined, 130429]);
    phone.phone.advance(500);
    assert.equal((await sendText(phone, ADA, 'x')).status, 200);
  });

  test('refuse too many messages to one customer', async (t) => {
    const { phone } = await startRig(t, { pairBurst: 1, now: () => 1_800_000_000_000 });
    createCustomer(phone.phone, { number: ADA }).say('Ciao');
    createCustomer(phone.phone, { number: '393337654321' }).say('Ciao');
    assert.equal((await sendText(phone, ADA, '1')).status, 200);
    const refused = await sendText(phone, ADA, '2');
    assert.equal(refused.status, 429);
    assert.equal(codeOf(refused), 131056);
    assert.equal((await sendText(phone, '393337654321', '1')).status, 200);
    phone.phone.advance(6000);
    assert.equal((await sendText(phone, ADA, '2')).status, 200);
  });

  test('refuse everything from a number that is not registered', async (t) => {
    const number = {
      phoneNumberId: '2',
      displayPhoneNumber: '15550002222',
      wabaId: '1',
      verifiedName: 'Two',
      registered: false,
    };
    const { phone } = await startRig(t, { numbers: [number] });
    const body = { messaging_product: 'whatsapp', to: ADA, text: { body: 'x' } };
    assert.equal(codeOf(await graph(phone, '2/messages', body)), 133010);
  });
});

describe('templates', () => {
  test('are refused when they do not exist, are switched off or get the wrong number of parameters', async (t) => {
    const { phone } = await startRig(t);
    await control(phone, 'POST templates', { name: 'two', language: 'it', body: 'Ciao {{1}}, ore {{2}}' });
    await control(phone, 'POST templates', { name: 'off', language: 'it', body: 'x', status: 'PAUSED' });
    const send = (name: string, components: JsonObject[] = []) =>
      sendMessage(phone, { to: ADA, type: 'template', template: { name, language: { code: 'it' }, components } });
    const unknown = await send('none');
    assert.deepEqual([unknown.status, codeOf(unknown)], [404, 132001]);
    assert.equal(codeOf(await send('off')), 132015);
    assert.equal(codeOf(await send('two', [{ type: 'body', parameters: [{ type: 'text', text: 'Ada' }] }])), 132000);
  });

  test('show with their parameters filled in', async (t) => {
    const { phone } = await startRig(t);
    await control(phone, 'POST templates', { name: 'two', language: 'it', body: 'Ciao {{1}}, ore {{2}}' });
    const parameters = [
      { type: 'text', text: 'Ada' },
      { type: 'date_time', date_time: { fallback_value: '9:00' } },
    ];
    await sendMessage(phone, {
      to: ADA,
      type: 'template',
      template: { name: 'two', language: { code: 'it' }, components: [{ type: 'body', parameters }] },
    });
    const [message] = phone.phone.state.messages.values();
    assert.equal(message?.text, 'Ciao Ada, ore 9:00');
  });

  test('for authentication need a phone number', async (t) => {
    const { phone } = await startRig(t);
    createCustomer(phone.phone, { userId: USER_ID }).say('Ciao');
    await control(phone, 'POST templates', { name: 'code', body: 'x', category: 'AUTHENTICATION' });
    const template = { name: 'code', language: { code: 'en_US' } };
    assert.equal(codeOf(await sendMessage(phone, { recipient: USER_ID, type: 'template', template })), 131009);
  });
});

describe('statuses', () => {
  test('follow a send with its callback data and pricing, in order', async (t) => {
    const { phone, business } = await startRig(t);
    createCustomer(phone.phone, { number: ADA, userId: USER_ID }).say('Ciao');
    await sendText(phone, ADA, 'Salve', { biz_opaque_callback_data: 'run#7' });
    const hooks = await business.until(3, ({ value }) => value['statuses'] !== undefined);
    const statuses = hooks.map(({ value }) => first(value, 'statuses'));
    assert.deepEqual(
      statuses.map(({ status }) => status),
      ['sent', 'delivered', 'read'],
    );
    for (const status of statuses) {
      assert.equal(status['biz_opaque_callback_data'], 'run#7');
      assert.equal(status['recipient_id'], ADA);
      assert.equal(status['recipient_user_id'], USER_ID);
      assert.deepEqual(status['pricing'], { billable: false, pricing_model: 'PMP', category: 'service' });
    }
  });

  test('arrive in the order that the settings name but carry the times at which they happened', async (t) => {
    const { phone, business } = await startRig(t, { statuses: ['read', 'sent'], statusDelayMs: 1000 });
    createCustomer(phone.phone, { number: ADA }).say('Ciao');
    await sendText(phone, ADA, 'Salve');
    await business.until(1);
    phone.phone.advance(5000);
    const hooks = await business.until(2, ({ value }) => value['statuses'] !== undefined);
    const [read, sent] = hooks.map(({ value }) => first(value, 'statuses'));
    assert.deepEqual([read?.['status'], sent?.['status']], ['read', 'sent']);
    assert.equal(Number(read?.['timestamp']) - Number(sent?.['timestamp']), 1);
    const thread = await control(phone, `GET customers/${ADA}/messages`);
    assert.equal((thread.json as unknown as { status: string }[])[1]?.status, 'read');
  });

  test('name callback data that was accepted twice', async (t) => {
    const { phone } = await startRig(t, { statuses: [] });
    createCustomer(phone.phone, { number: ADA }).say('Ciao');
    for (const callback of ['a', 'b', 'a']) await sendText(phone, ADA, 'x', { biz_opaque_callback_data: callback });
    assert.deepEqual((await control(phone, 'GET summary')).json['repeatedCallbacks'], ['a']);
  });
});
