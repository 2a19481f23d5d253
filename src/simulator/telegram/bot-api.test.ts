import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { createCustomer } from '../phone/customer.ts';
import type { Deed } from '../phone/deed.ts';
import { startReceiver } from '../phone/receiver.ts';
import { startPhone } from '../phone/server.ts';
import { openTelegram } from './telegram.ts';
import type { TelegramDeed } from './updates.ts';

const TOKEN = '7000000001:demo-bot-token';
const ADA = '700000001';

type Answered = { ok: boolean; result?: JsonValue; error_code?: number; description?: string };

/** A phone on Telegram with Ada, who has written unless told otherwise. */
async function start(t: TestContext, { silent = false } = {}) {
  const server = await startPhone({}, (phone) => openTelegram(phone, { botToken: TOKEN, secretToken: 'by-option' }));
  t.after(() => server.close());
  const ada = createCustomer(server.phone, { userId: ADA, name: 'Ada Rossi' });
  const first = silent ? '' : ada.say('Ciao');
  const call = async (method: string, body: JsonObject = {}): Promise<Answered> => {
    const response = await fetch(`${server.url}/bot${TOKEN}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Answered;
    assert.equal(response.status, answer.ok ? 200 : answer.error_code);
    return answer;
  };
  const numberOf = (id: string) => Number(id.split('/')[1]);
  return { server, phone: server.phone, ada, first, call, numberOf };
}

const updatesOf = ({ result }: Answered) => result as unknown as readonly JsonObject[];

function inside(object: JsonObject | undefined, name: string): JsonObject {
  const value = object?.[name];
  return isObject(value) ? value : assert.fail(`${name} is missing`);
}

describe('sends', () => {
  const WRONG: readonly [why: string, method: string, values: JsonObject][] = [
    ['message text is empty', 'sendMessage', { text: ' ' }],
    ['message is too long', 'sendMessage', { text: 'x'.repeat(4097) }],
    ['message caption is too long', 'sendPhoto', { photo: 'https://a.example/a.jpg', caption: 'x'.repeat(1025) }],
    ['there is no photo in the request', 'sendPhoto', {}],
    ['wrong remote file identifier specified: Wrong string length', 'sendVideo', { video: 'nope' }],
    ['failed to get HTTP URL content', 'sendDocument', { document: 'https://a.example/a.docx?x=1' }],
    ['wrong latitude or longitude specified', 'sendLocation', { latitude: 91, longitude: 9 }],
    ['VENUE_ADDRESS_INVALID', 'sendVenue', { latitude: 1, longitude: 9, title: 'Duomo' }],
    ['first name must be non-empty', 'sendContact', { phone_number: '+391' }],
    ['message to be replied not found', 'sendMessage', { text: 'x', reply_parameters: { message_id: 3 } }],
    [
      'BUTTON_DATA_INVALID',
      'sendMessage',
      { text: 'x', reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'è'.repeat(33) }]] } },
    ],
    ['message to react not found', 'setMessageReaction', { message_id: 3, reaction: [] }],
    ['wrong parameter action in request', 'sendChatAction', { action: 'juggling' }],
  ];
  for (const [why, method, values] of WRONG) {
    test(`are refused: ${why}`, async (t) => {
      const { call, phone } = await start(t);
      const { description } = await call(method, { chat_id: Number(ADA), ...values });
      assert.equal(description, `Bad Request: ${why}`);
      assert.equal(phone.state.counters.sent, 0);
    });
  }

  test('reach nobody who is unknown, never wrote, or blocked the bot', async (t) => {
    const { call, ada } = await start(t, { silent: true });
    const text = async (chat_id: number) => (await call('sendMessage', { chat_id, text: 'x' })).description;
    assert.equal(await text(123), 'Bad Request: chat not found');
    assert.equal(await text(Number(ADA)), "Forbidden: bot can't initiate conversation with a user");
    ada.say('Ciao');
    assert.equal(await text(Number(ADA)), undefined);
    ada.act({ block: true });
    assert.equal(await text(Number(ADA)), 'Forbidden: bot was blocked by the user');
    ada.act({ block: false });
    assert.equal(await text(Number(ADA)), undefined);
  });

  test('show keys that write their words, and one that shares the number', async (t) => {
    const { call, ada, phone } = await start(t);
    const keyboard = [[{ text: 'Invia il numero', request_contact: true }], [{ text: 'No' }]];
    await call('sendMessage', { chat_id: ADA, text: 'Il tuo numero?', reply_markup: { keyboard } });
    await ada.waitForReply({ match: 'Il tuo numero?' });
    assert.equal(phone.state.messages.get(ada.tap('No'))?.text, 'No');
    ada.tap('Invia il numero');
    const news = updatesOf(await call('getUpdates', { offset: 0 }));
    assert.equal(news.length, 1, 'one update of a person at a time');
    let offset = 0;
    for (let number = 0; number < 3; number++) {
      const [update] = updatesOf(await call('getUpdates', { offset }));
      offset = Number(update?.['update_id']) + 1;
      if (number < 2) continue;
      assert.deepEqual(inside(inside(update, 'message'), 'contact'), {
        phone_number: '393330000001',
        first_name: 'Ada Rossi',
        user_id: Number(ADA),
      });
    }
  });

  test('take an uploaded file, and give it out again', async (t) => {
    const { server, phone, ada } = await start(t);
    const form = new FormData();
    form.append('chat_id', ADA);
    form.append('caption', 'Da firmare');
    form.append('document', new Blob(['DOC'], { type: 'application/msword' }), 'contratto.docx');
    const response = await fetch(`${server.url}/bot${TOKEN}/sendDocument`, { method: 'POST', body: form });
    assert.equal(response.status, 200);
    const { media, text } = await ada.waitForReply();
    assert.equal(text, 'Da firmare');
    assert.equal(media?.name, 'contratto.docx');
    assert.equal(phone.state.media.get(media?.id ?? '')?.bytes.toString(), 'DOC');
  });

  test('are limited, where a setting says so', async (t) => {
    const { call, phone } = await start(t);
    Object.assign(phone.settings, { perSecond: 1, retryAfterS: 3 });
    assert.equal((await call('sendMessage', { chat_id: ADA, text: 'x' })).ok, true);
    const refused = await call('sendMessage', { chat_id: ADA, text: 'x' });
    assert.deepEqual(refused, {
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    });
  });
});

describe('calls', () => {
  test('need the token of the bot', async (t) => {
    const { server } = await start(t);
    const status = async (path: string) => (await fetch(`${server.url}${path}`)).status;
    assert.equal(await status(`/bot${TOKEN}/getMe`), 200);
    assert.equal(await status('/bot7000000001:other/getMe'), 401);
    assert.equal(await status('/botnonsense/getMe'), 404);
    assert.equal(await status(`/bot${TOKEN}/juggle`), 404);
    assert.equal(await status(`/file/bot${TOKEN}/documents/1`), 404);
    assert.equal(await status('/file/bot7000000001:other/documents/1'), 401);
  });

  test('answer a tap once, and keep it turning until then', async (t) => {
    const { call, ada, server } = await start(t);
    const inline_keyboard = [[{ text: 'Luce', callback_data: 'light' }]];
    await call('sendMessage', { chat_id: ADA, text: 'Quale?', reply_markup: { inline_keyboard } });
    await ada.waitForReply();
    ada.tap('Luce');
    const turning = async () => (await (await fetch(`${server.url}/_control/turning`)).json()) as string[];
    const [id = ''] = await turning();
    assert.equal((await call('answerCallbackQuery', { callback_query_id: id })).ok, true);
    assert.deepEqual(await turning(), []);
    assert.match((await call('answerCallbackQuery', { callback_query_id: id })).description ?? '', /query is too old/);
  });

  test('show typing and reactions on what was written', async (t) => {
    const { call, phone, first, ada, numberOf } = await start(t);
    const seen: string[] = [];
    phone.watch((event) => void (event.type === 'seen' && seen.push(event.message)));
    assert.equal((await call('sendChatAction', { chat_id: ADA, action: 'typing' })).ok, true);
    assert.deepEqual(seen, [first]);
    const reaction = (emoji: string) => ({
      chat_id: ADA,
      message_id: numberOf(first),
      reaction: [{ type: 'emoji', emoji }],
    });
    assert.equal((await call('setMessageReaction', reaction('👍'))).result, true);
    const shown = await ada.waitForReply();
    assert.deepEqual([shown.type, shown.text, shown.replyTo], ['reaction', '👍', first]);
    assert.equal((await call('setMessageReaction', reaction('🐌'))).description, 'Bad Request: REACTION_INVALID');
  });
});

describe('webhooks', () => {
  test('need https on a port that Telegram takes, unless the business is on this machine', async (t) => {
    const { call } = await start(t);
    const set = async (url: string, rest: JsonObject = {}) => (await call('setWebhook', { url, ...rest })).description;
    assert.match((await set('http://bot.example.com/x')) ?? '', /HTTPS URL must be provided/);
    assert.match((await set('https://bot.example.com:3000/x')) ?? '', /only on ports 80, 88, 443 or 8443/);
    assert.match((await set('https://bot.example.com/x', { secret_token: 'ò' })) ?? '', /unallowed characters/);
    assert.equal(
      await set('https://bot.example.com:8443/x', { secret_token: 'abc', allowed_updates: ['message'] }),
      undefined,
    );
    const { url, allowed_updates: allowed } = (await call('getWebhookInfo')).result as JsonObject;
    assert.deepEqual({ url, allowed }, { url: 'https://bot.example.com:8443/x', allowed: ['message'] });
  });

  test('carry the secret of their registration, or the one of the options where a control call set the address', async (t) => {
    const { call, phone, ada } = await start(t);
    const business = await startReceiver();
    t.after(() => business.close());
    phone.setTarget(business.url);
    await business.until(1);
    await call('setWebhook', { url: business.url, secret_token: 'registered' });
    ada.say('Ancora');
    const hooks = await business.until(2);
    assert.deepEqual(
      hooks.map(({ headers }) => headers['x-telegram-bot-api-secret-token']),
      ['by-option', 'registered'],
    );
  });

  test('leave out reactions unless they were asked for, and tell of what was not taken', async (t) => {
    const { call, phone, ada, first } = await start(t);
    const business = await startReceiver(() => ({ status: 500 }));
    t.after(() => business.close());
    await call('setWebhook', { url: business.url });
    const before = phone.state.hooks.size;
    ada.act({ reaction: { messageId: first, emoji: '👍' } });
    assert.equal(phone.state.hooks.size, before);
    const missed = Promise.withResolvers<undefined>();
    phone.watch(({ type }) => type === 'webhook' && missed.resolve(undefined));
    await missed.promise;
    const info = (await call('getWebhookInfo')).result as JsonObject;
    assert.equal(info['pending_update_count'], 1);
    assert.equal(info['last_error_message'], 'Wrong response from the webhook: answered 500');
  });
});

describe('getUpdates', () => {
  test('gives an update again until it is asked past, and is held open until one comes', async (t) => {
    const { call, ada } = await start(t);
    const [one] = updatesOf(await call('getUpdates', { timeout: 5 }));
    const [again] = updatesOf(await call('getUpdates', { timeout: 5 }));
    assert.deepEqual(again, one);
    const waiting = call('getUpdates', { timeout: 5, offset: Number(one?.['update_id']) + 1 });
    await call('getMe');
    ada.say('Ci siete?');
    const [next] = updatesOf(await waiting);
    assert.equal(inside(next, 'message')['text'], 'Ci siete?');
    assert.deepEqual(updatesOf(await call('getUpdates', { offset: Number(next?.['update_id']) + 1 })), []);
  });

  test('is refused while a webhook is set, and ended by another request', async (t) => {
    const { call } = await start(t, { silent: true });
    await call('setWebhook', { url: 'https://bot.example.com/x' });
    assert.match((await call('getUpdates')).description ?? '', /while webhook is active/);
    await call('deleteWebhook');
    let ended: Answered | undefined;
    const waiting = call('getUpdates', { timeout: 5 }).then((answer) => void (ended = answer));
    // Which of two requests arrives first is not ours to say.
    while (!ended) await call('getUpdates');
    await waiting;
    assert.match(ended.description ?? '', /terminated by other getUpdates request/);
  });

  test('tells everything that a customer does in the words of the Bot API', async (t) => {
    const { call, ada, first, numberOf } = await start(t);
    const album: TelegramDeed = { image: { caption: 'Danni' }, albumId: '77' };
    const deeds: Deed[] = [
      { opened: { payload: 'volantino' } },
      { text: 'Sì', replyTo: first },
      album,
      { location: { latitude: 45, longitude: 9, name: 'Duomo' } },
      { edit: { messageId: first, text: 'Buongiorno' } },
      { reaction: { messageId: first, emoji: '👍' } },
      { block: true },
    ];
    for (const deed of deeds) ada.act(deed);
    const told: JsonObject[] = [];
    for (let offset = 0; told.length <= deeds.length;) {
      const [update] = updatesOf(
        await call('getUpdates', {
          offset,
          allowed_updates: ['message', 'edited_message', 'message_reaction', 'my_chat_member'],
        }),
      );
      assert.ok(update);
      offset = Number(update['update_id']) + 1;
      told.push(update);
    }
    const [, opened, reply, photo, place, edit, reaction, block] = told.map(
      (update) => Object.values(update)[1] as JsonObject,
    );
    assert.equal(opened?.['text'], '/start volantino');
    assert.equal(inside(reply, 'reply_to_message')['message_id'], numberOf(first));
    assert.deepEqual([photo?.['caption'], photo?.['media_group_id']], ['Danni', '77']);
    assert.equal(inside(place, 'venue')['title'], 'Duomo');
    assert.deepEqual([edit?.['message_id'], edit?.['text']], [numberOf(first), 'Buongiorno']);
    assert.deepEqual(reaction?.['new_reaction'], [{ type: 'emoji', emoji: '👍' }]);
    assert.equal(inside(block, 'new_chat_member')['status'], 'kicked');
  });
});
