import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createCustomer } from './customer.ts';
import { codeOf, control, CREDENTIALS, first, graph, sendMessage, sendText, startRig } from './test-kit.ts';

const ADA = '393331234567';

describe('a conversation over HTTP', () => {
  test('carries a text to the business and its answer back to the phone', async (t) => {
    const { phone, business } = await startRig(t);
    const said = await control(phone, `POST customers/+${ADA}/messages`, { text: 'Ciao', name: 'Ada' });
    const [hook] = await business.until(1);
    assert.equal(first(hook?.value, 'messages')['id'], said.json['id']);
    assert.match(String(said.json['id']), /^wamid\.[A-Za-z0-9+/]+=*$/);

    const answer = await sendText(phone, `+${ADA}`, 'Come ti chiami?');
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json['contacts'], [{ input: `+${ADA}`, wa_id: ADA }]);
    const thread = await control(phone, `GET customers/${ADA}/messages`);
    assert.deepEqual(
      (thread.json as unknown as { from: string; text: string }[]).map(({ from, text }) => [from, text]),
      [
        ['customer', 'Ciao'],
        ['business', 'Come ti chiami?'],
      ],
    );
  });

  test('lets a customer tap buttons, rows and template buttons by their title', async (t) => {
    const { phone, business } = await startRig(t, { statuses: [] });
    const ada = createCustomer(phone.phone, { number: ADA, name: 'Ada' });
    ada.say('Ciao');
    const buttons = await sendMessage(phone, {
      to: ADA,
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Confermi?' },
        action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Sì' } }] },
      },
    });
    assert.equal(buttons.status, 200);
    ada.tap('Sì');
    await sendMessage(phone, {
      to: ADA,
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'Quando?' },
        action: { button: 'Scegli', sections: [{ rows: [{ id: 'm', title: 'Mattina', description: '9-12' }] }] },
      },
    });
    ada.tap('Mattina');
    await control(phone, 'POST templates', { name: 'offer', language: 'it', body: 'Ciao {{1}}', buttons: ['Basta'] });
    await sendMessage(phone, {
      to: ADA,
      type: 'template',
      template: {
        name: 'offer',
        language: { code: 'it' },
        components: [
          { type: 'body', parameters: [{ type: 'text', text: 'Ada' }] },
          { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ type: 'payload', payload: 'STOP' }] },
        ],
      },
    });
    ada.tap('Basta');
    const hooks = await business.until(4);
    const [, button, list, template] = hooks.map(({ value }) => first(value, 'messages'));
    const [sent] = buttons.json['messages'] as unknown as { id: string }[];
    assert.deepEqual(button?.['interactive'], { type: 'button_reply', button_reply: { id: 'y', title: 'Sì' } });
    assert.deepEqual(button['context'], { from: '15550001111', id: sent?.id });
    assert.deepEqual(list?.['interactive'], {
      type: 'list_reply',
      list_reply: { id: 'm', title: 'Mattina', description: '9-12' },
    });
    assert.deepEqual(template?.['button'], { payload: 'STOP', text: 'Basta' });
    assert.throws(() => ada.tap('Altro'), /nothing called "Altro" to tap, only: Basta/);
  });

  test('hands the next matching reply to a waiting customer', async (t) => {
    const { phone } = await startRig(t);
    const ada = createCustomer(phone.phone, { number: ADA });
    ada.say('Ciao');
    const waiting = ada.waitForReply({ match: 'nome' });
    await sendText(phone, ADA, 'Un attimo');
    await sendText(phone, ADA, 'Il tuo nome?');
    assert.equal((await waiting).text, 'Il tuo nome?');
    await sendText(phone, ADA, 'Ci sei?');
    assert.equal((await ada.waitForReply()).text, 'Ci sei?');
    await assert.rejects(ada.waitForReply({ withinMs: 1, match: 'mai' }), /got no "mai" within 1 ms/);
  });

  test('marks a message of the customer as read and shows typing', async (t) => {
    const { phone } = await startRig(t);
    const said = await control(phone, `POST customers/${ADA}/messages`, { text: 'Ciao' });
    const read = { status: 'read', message_id: said.json['id'], typing_indicator: { type: 'text' } };
    const answer = await sendMessage(phone, read);
    assert.deepEqual(answer, { status: 200, json: { success: true } });
    assert.equal(typeof phone.phone.state.messages.get(String(said.json['id']))?.seenAt, 'number');
    assert.equal(codeOf(await sendMessage(phone, { status: 'read', message_id: 'wamid.none' })), 131009);
  });
});

describe('the account', () => {
  test('refuses a wrong token with 401 and code 190', async (t) => {
    const { phone } = await startRig(t);
    const response = await fetch(`${phone.url}/v26.0/${CREDENTIALS.phoneNumberId}/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer wrong' },
      body: '{}',
    });
    const body = (await response.json()) as { error: Record<string, unknown> };
    assert.equal(response.status, 401);
    assert.equal(body.error['code'], 190);
    assert.equal(body.error['type'], 'OAuthException');
    assert.equal(typeof body.error['fbtrace_id'], 'string');
  });

  test('describes its number and its templates', async (t) => {
    const { phone } = await startRig(t);
    const number = await graph(phone, CREDENTIALS.phoneNumberId);
    assert.equal(number.json['display_phone_number'], '+15550001111');
    const templates = await graph(phone, '102290129340398/message_templates');
    assert.equal(first(templates.json, 'data')['name'], 'hello_world');
    assert.equal(codeOf(await graph(phone, '999/messages', {})), 100);
  });
});
