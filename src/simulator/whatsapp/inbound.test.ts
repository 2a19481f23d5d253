import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { createCustomer } from './customer.ts';
import type { CustomerSpec } from './model.ts';
import type { Inbound } from './inbound.ts';
import { control, first, startRig, type Received } from './test-kit.ts';

const ADA = '393331234567';
const USER_ID = 'IT.13491208655302741918';
const PARENT_ID = 'IT.ENT.11815799212886844830';

async function arrival(
  t: { after: (stop: () => Promise<void>) => void },
  inbound: Inbound,
  spec: CustomerSpec = { number: ADA, name: 'Ada' },
): Promise<Received> {
  const { phone, business } = await startRig(t);
  createCustomer(phone.phone, spec).act(inbound);
  const [hook] = await business.until(1);
  assert.ok(hook);
  return hook;
}

describe("a customer's message", () => {
  const cases: Record<string, [inbound: Inbound, members: JsonObject]> = {
    text: [{ text: 'Ciao' }, { type: 'text', text: { body: 'Ciao' } }],
    location: [
      { location: { latitude: 45.07, longitude: 7.68, name: 'Torino' } },
      { type: 'location', location: { latitude: 45.07, longitude: 7.68, name: 'Torino' } },
    ],
    contacts: [
      { contacts: [{ name: 'Bea', phone: '+39 333 765 4321' }] },
      {
        type: 'contacts',
        contacts: [
          {
            name: { formatted_name: 'Bea', first_name: 'Bea' },
            phones: [{ phone: '+39 333 765 4321', wa_id: '393337654321', type: 'MOBILE' }],
          },
        ],
      },
    ],
    form: [
      { form: { values: { a: 1 } } },
      {
        type: 'interactive',
        interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"a":1}' } },
      },
    ],
    reaction: [
      { reaction: { messageId: 'wamid.x', emoji: '👍' } },
      { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } },
    ],
    'reaction taken back': [
      { reaction: { messageId: 'wamid.x' } },
      { type: 'reaction', reaction: { message_id: 'wamid.x' } },
    ],
    order: [
      { order: { catalogId: '9', items: [{ productId: 'p', quantity: 2, price: 30, currency: 'EUR' }] } },
      {
        type: 'order',
        order: {
          catalog_id: '9',
          text: '',
          product_items: [{ product_retailer_id: 'p', quantity: 2, item_price: 30, currency: 'EUR' }],
        },
      },
    ],
    edit: [
      { edit: { messageId: 'wamid.x', text: 'Salve' } },
      { type: 'edit', edit: { original_message_id: 'wamid.x', message: { type: 'text', text: { body: 'Salve' } } } },
    ],
    revoke: [{ revoke: { messageId: 'wamid.x' } }, { type: 'revoke', revoke: { original_message_id: 'wamid.x' } }],
    'first opening': [{ welcome: true }, { type: 'request_welcome' }],
    'text from an ad': [
      { text: 'Info', referral: { source_type: 'ad', ctwa_clid: 'x' } },
      { type: 'text', text: { body: 'Info' }, referral: { source_type: 'ad', ctwa_clid: 'x' } },
    ],
    'forwarded text about a product in a group': [
      { text: 'Info', forwarded: true, product: { catalogId: '9', productId: 'p' }, groupId: 'g' },
      {
        context: { forwarded: true, referred_product: { catalog_id: '9', product_retailer_id: 'p' } },
        type: 'text',
        text: { body: 'Info' },
        group_id: 'g',
      },
    ],
    quote: [
      { text: 'Sì', replyTo: 'wamid.x' },
      { context: { from: '15550001111', id: 'wamid.x' }, type: 'text', text: { body: 'Sì' } },
    ],
  };
  for (const [name, [inbound, members]] of Object.entries(cases))
    test(`arrives as on the wire: ${name}`, async (t) => {
      const { value, field } = await arrival(t, inbound);
      const { from, id, timestamp, ...rest } = first(value, 'messages');
      assert.equal(field, 'messages');
      assert.equal(from, ADA);
      assert.match(String(id), /^wamid\./);
      assert.match(String(timestamp), /^\d{10}$/);
      assert.deepEqual(rest, members);
    });

  test('of any kind but an identity notice names its contact', async (t) => {
    const { value } = await arrival(t, { welcome: true });
    assert.deepEqual(first(value, 'contacts'), { profile: { name: 'Ada' }, wa_id: ADA });
  });

  test('of an unsupported kind says so with code 131051', async (t) => {
    const { value } = await arrival(t, { unsupported: true });
    const message = first(value, 'messages');
    assert.equal(message['type'], 'unsupported');
    assert.equal(first(message, 'errors')['code'], 131051);
  });

  test('goes to the number that is named by its id', async (t) => {
    const { value } = await arrival(t, { text: 'Ciao' });
    assert.deepEqual(value['metadata'], { display_phone_number: '15550001111', phone_number_id: '106540352242922' });
  });
});

describe('the sender', () => {
  test('shows number and user ids when both are known', async (t) => {
    const spec = { number: ADA, userId: USER_ID, parentUserId: PARENT_ID, name: 'Ada', username: 'ada' };
    const { value } = await arrival(t, { text: 'Ciao' }, spec);
    assert.deepEqual(first(value, 'contacts'), {
      profile: { name: 'Ada', username: 'ada' },
      wa_id: ADA,
      user_id: USER_ID,
      parent_user_id: PARENT_ID,
    });
    const { from, from_user_id, from_parent_user_id } = first(value, 'messages');
    assert.deepEqual([from, from_user_id, from_parent_user_id], [ADA, USER_ID, PARENT_ID]);
  });

  test('shows no number when it is hidden or unknown', async (t) => {
    for (const spec of [{ userId: USER_ID }, { number: ADA, userId: USER_ID, hidesNumber: true }]) {
      const { value, bytes } = await arrival(t, { text: 'Ciao' }, { ...spec, name: 'Ada' });
      assert.deepEqual(first(value, 'contacts'), { profile: { name: 'Ada' }, user_id: USER_ID });
      assert.equal(first(value, 'messages')['from'], undefined);
      assert.ok(!bytes.toString().includes(ADA));
    }
  });

  test('keeps the thread when number or user id change', async (t) => {
    const { phone, business } = await startRig(t);
    const said = async (inbound: Inbound, id: string): Promise<Received | undefined> => {
      await control(phone, `POST customers/${id}/messages`, { ...inbound, name: 'Ada' });
      return (await business.until(phone.phone.state.counters.received)).at(-1);
    };
    await said({ text: 'Ciao' }, ADA);
    const moved = await said({ changeNumber: { number: '393330000001', userId: USER_ID } }, ADA);
    assert.equal(moved?.value['contacts'], undefined);
    assert.deepEqual(first(moved?.value, 'messages')['system'], {
      body: `User Ada changed from ${ADA} to 393330000001`,
      wa_id: '393330000001',
      user_id: USER_ID,
      type: 'user_changed_number',
    });
    const updated = await said({ changeUserId: { userId: 'IT.2' } }, '393330000001');
    assert.equal(updated?.field, 'user_id_update');
    const update = first(updated.value, 'user_id_update');
    assert.deepEqual(update['user_id'], { previous: USER_ID, current: 'IT.2' });
    assert.equal(update['wa_id'], '393330000001');
    const notice = await said({ changeUserId: { userId: 'IT.3', notice: 'system' } }, 'IT.2');
    const message = first(notice?.value, 'messages');
    assert.equal(message['from'], undefined);
    assert.equal((message['system'] as JsonObject)['type'], 'user_changed_user_id');
    const later = await said({ text: 'Eccomi' }, ADA);
    assert.equal(first(later?.value, 'messages')['from'], '393330000001');
    const thread = await control(phone, 'GET customers/IT.3/messages');
    assert.equal((thread.json as unknown as unknown[]).length, 5);
  });
});

describe('other senders on the number', () => {
  test('let customer messages arrive as standby, one level deeper', async (t) => {
    const { value, field } = await arrival(t, { text: 'Ciao', standby: true });
    assert.equal(field, 'standby');
    assert.equal(value['messages'], undefined);
    assert.deepEqual(first(value['standby'] as JsonObject, 'messages')['text'], { body: 'Ciao' });
  });

  test('are announced by handovers', async (t) => {
    const { phone, business } = await startRig(t);
    const roles = { previous_owner_role: 'ai_agent', new_owner_role: 'customer_service' };
    await control(phone, `POST customers/${ADA}/handover`, { type: 'control_taken', roles });
    const [hook] = await business.until(1);
    assert.equal(hook?.field, 'messaging_handovers');
    assert.equal(hook.value['type'], 'control_taken');
    assert.deepEqual(hook.value['control_taken'], roles);
    assert.deepEqual(hook.value['sender'], { phone_number: ADA });
  });

  test('may be staff in the phone app, whose messages come back as echoes', async (t) => {
    const { phone, business } = await startRig(t);
    const echo = await control(phone, `POST customers/${ADA}/staff`, { text: 'Sono Luca' });
    const [hook] = await business.until(1);
    assert.equal(hook?.field, 'smb_message_echoes');
    const { from, to, id, text } = first(hook.value, 'message_echoes');
    assert.deepEqual([from, to, id, text], ['15550001111', ADA, echo.json['id'], { body: 'Sono Luca' }]);
    assert.equal((await control(phone, 'GET summary')).json['echoes'], 1);
  });
});

describe('a batch', () => {
  test('carries the messages of several customers in one webhook, in turn with their other messages', async (t) => {
    const { phone, business } = await startRig(t);
    const messages = [
      { customer: ADA, text: '1' },
      { customer: USER_ID, text: '2' },
      { customer: ADA, text: '3', standby: true },
    ];
    createCustomer(phone.phone, { number: ADA }).say('0');
    const { json } = await control(phone, 'POST batch', { messages });
    const [before, hook] = await business.until(2);
    assert.deepEqual(first(before?.value, 'messages')['text'], { body: '0' });
    const sent = hook?.value['messages'] as unknown as JsonObject[];
    assert.deepEqual(
      sent.map(({ id }) => id),
      (json['ids'] as string[]).slice(0, 2),
    );
    assert.equal(hook?.entries, 2);
  });
});

test('a chosen message id arrives twice but stays one message', async (t) => {
  const { phone, business } = await startRig(t);
  const ada = createCustomer(phone.phone, { number: ADA });
  ada.act({ text: 'Ciao', id: 'wamid.same' });
  ada.act({ text: 'Ciao', id: 'wamid.same' });
  await business.until(2);
  assert.equal(phone.phone.state.counters.received, 1);
});
