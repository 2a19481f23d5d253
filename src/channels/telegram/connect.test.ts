import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Failure } from '../../base/failure.ts';
import type { MessageEvent } from '../../message/channel-event.ts';
import { acknowledge, answerTap } from './acknowledge.ts';
import { check } from './check.ts';
import { ALLOWED_UPDATES, type TelegramConfig } from './config.ts';
import { connect, disconnect } from './connect.ts';
import { listen } from './listen.ts';
import { download } from './media.ts';
import { bot, type Called, CONFIG, good, refused } from './testing/bot.ts';

const ME = good({ id: 7000, first_name: 'Energia Rossi', username: 'energia_rossi_bot' });
const url = 'https://bot.example.com/hooks/t1';
const POLLING: TelegramConfig = { ...CONFIG, polling: true };
const methods = (calls: readonly Called[]) => calls.map(({ method }) => method);
const failing = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail('it succeeded'),
    (thrown: unknown) => (thrown instanceof Failure ? thrown : assert.fail(String(thrown))),
  );

describe('connect', () => {
  test('makes a secret and has it stored before Telegram uses it', async () => {
    const stored: unknown[] = [];
    const { io, calls } = bot(
      ({ method }) => (method === 'getMe' ? ME : (stored.push(io.config.secretToken), good(true))),
      { botToken: CONFIG.botToken },
    );
    await connect({ url }, io);
    const secret = calls[1]?.parameters['secret_token'];
    assert.match(String(secret), /^[A-Za-z0-9_-]{43}$/);
    assert.deepEqual(stored, [secret]);
    await connect({ url }, io);
    assert.equal(calls[3]?.parameters['secret_token'], secret);
  });

  test('takes the webhook away where messages are fetched, and drops nothing', async () => {
    const { io, calls } = bot(({ method }) => (method === 'getMe' ? ME : good(true)), POLLING);
    assert.match((await connect({ url }, io)).message, /@energia_rossi_bot has no webhook any more/);
    assert.deepEqual(methods(calls), ['getMe', 'deleteWebhook']);
    assert.deepEqual(calls[1]?.parameters, { drop_pending_updates: false });
  });

  test('says what an address needs when Telegram refuses it', async () => {
    const { io } = bot(({ method }) => (method === 'getMe' ? ME : refused(400, 'Bad Request: bad webhook: port')));
    const failure = await failing(connect({ url }, io));
    assert.equal(failure.code, 'invalid');
    assert.match(failure.message, /must begin with https, have port 443, 80, 88 or 8443/);
    assert.equal(failure.data.providerMessage, 'Bad Request: bad webhook: port');
  });

  test('is undone by disconnect, which leaves alone what is fetched', async () => {
    const { io, calls } = bot(() => good(true));
    await disconnect(io);
    assert.deepEqual(methods(calls), ['deleteWebhook']);
    const fetching = bot(() => good(true), POLLING);
    await disconnect(fetching.io);
    assert.deepEqual(fetching.calls, []);
    await assert.rejects(disconnect(bot(() => ({ status: 503 })).io));
  });
});

describe('listen', () => {
  test('asks past what was stored, and only for what is read', async () => {
    const controller = new AbortController();
    const askedAgain = Promise.withResolvers<undefined>();
    const { io, calls } = bot((_called, number) => {
      if (number === 1) return good([{ update_id: 41 }, { update_id: 40 }]);
      askedAgain.resolve(undefined);
      return new Promise(() => undefined);
    }, POLLING);
    const stopping = listen(io, () => Promise.resolve(), controller.signal);
    await askedAgain.promise;
    controller.abort();
    await stopping;
    assert.deepEqual(calls[0]?.parameters, {
      timeout: '25',
      limit: '100',
      allowed_updates: JSON.stringify(ALLOWED_UPDATES),
    });
    assert.equal(calls[1]?.parameters['offset'], '42');
  });

  test('takes no answer for news that is no list', async () => {
    const { io } = bot(() => good({}), POLLING);
    const failure = await failing(listen(io, () => assert.fail(), new AbortController().signal));
    assert.equal(failure.code, 'unavailable');
  });

  test('ends at once where Telegram calls us', async () => {
    const { io, calls } = bot(() => assert.fail());
    await listen(io, () => assert.fail(), new AbortController().signal);
    assert.deepEqual(calls, []);
  });

  for (const [webhook, told] of [
    [
      'https://old.example.com/secret-path',
      /sends this bot’s messages to old\.example\.com, so.*Connect the connection again/,
    ],
    ['', /Another program fetches the messages/],
  ] as const) {
    test(`a conflict ${webhook ? 'with a webhook' : 'without a webhook'} says what is in the way`, async () => {
      const { io } = bot(
        ({ method }) => (method === 'getUpdates' ? refused(409, 'Conflict: terminated') : good({ url: webhook })),
        POLLING,
      );
      const failure = await failing(listen(io, () => assert.fail(), new AbortController().signal));
      assert.equal(failure.code, 'conflict');
      assert.match(failure.message, told);
    });
  }
});

describe('acknowledge', () => {
  const message = (rest: Partial<MessageEvent>): MessageEvent => ({
    type: 'message',
    id: '70012345/1',
    at: 0,
    sender: { key: '70012345', addresses: [{ kind: 'user', value: '70012345' }] },
    content: { kind: 'text', text: 'Ciao' },
    ...rest,
  });
  const tap = message({ content: { kind: 'choice', id: 'a', title: 'A' }, channelContext: { callback: '99' } });

  const doing = async (event: MessageEvent, config: TelegramConfig = CONFIG) => {
    const { io, calls } = bot(() => good(true), config);
    await answerTap(event, io);
    await acknowledge(event, io);
    return calls.map(({ method, parameters }) => ({ method, ...parameters }));
  };

  test('answers a tap, and shows typing for what else is said', async () => {
    assert.deepEqual(await doing(tap), [{ method: 'answerCallbackQuery', callback_query_id: '99' }]);
    assert.deepEqual(await doing(message({})), [{ method: 'sendChatAction', chat_id: '70012345', action: 'typing' }]);
  });

  test('shows no typing for remarks, nor where the connection says not to', async () => {
    assert.deepEqual(await doing(message({ content: { kind: 'reaction', to: 'x', emoji: '👍' } })), []);
    assert.deepEqual(await doing(message({}), { ...CONFIG, typing: false }), []);
    assert.equal((await doing(tap, { ...CONFIG, typing: false })).length, 1);
  });
});

describe('download', () => {
  const file = { id: 'F1', mime: 'application/pdf', name: 'bolletta.pdf' };
  const fetching = (answer: Parameters<typeof bot>[0], given: typeof file & { bytes?: number } = file) => {
    const { io, calls } = bot(answer);
    return { calls, done: download(given, { ...io, maxBytes: 100_000_000 }) };
  };

  test('asks for the path, then fetches from the host of the files', async () => {
    const { calls, done } = fetching(({ method }) =>
      method === 'getFile' ? good({ file_path: 'documents/un file.pdf' }) : { body: Buffer.from('PDF') },
    );
    assert.deepEqual(await done, { bytes: Buffer.from('PDF'), mime: 'application/pdf', name: 'bolletta.pdf' });
    const at = 'https://api.telegram.org/file/bot7000:token-of-the-tests-AAA/documents/un%20file.pdf';
    assert.equal(calls[1]?.request.url, at);
  });

  test('what is over 20 MB is refused without a call: bots cannot fetch it', async () => {
    const { calls, done } = fetching(() => assert.fail(), { ...file, bytes: 20 * 1024 * 1024 + 1 });
    assert.equal((await failing(done)).code, 'invalid');
    assert.deepEqual(calls, []);
  });

  test('an id that Telegram does not take is gone, and a path that leads elsewhere is not followed', async () => {
    const gone = fetching(() => refused(400, 'Bad Request: wrong file_id'));
    assert.equal((await failing(gone.done)).code, 'not_found');
    for (const path of ['../../bot1/getMe', '/etc/passwd', 'a//b', '.', '']) {
      const { calls, done } = fetching(() => good({ file_path: path }));
      assert.equal((await failing(done)).code, 'unavailable');
      assert.equal(calls.length, 1, path);
    }
  });

  test('a host that refuses what the API took breaks no connection', async () => {
    for (const [status, code] of [
      [401, 'denied'],
      [404, 'not_found'],
    ] as const) {
      const { done } = fetching(({ method }) =>
        method === 'getFile' ? good({ file_path: 'a.pdf' }) : refused(status, 'No'),
      );
      assert.equal((await failing(done)).code, code);
    }
  });
});

describe('check', () => {
  const GOOD = { url, allowed_updates: ALLOWED_UPDATES, pending_update_count: 1 };
  const looking = async (
    webhook: object,
    { config = CONFIG, me = {} }: { config?: TelegramConfig; me?: object } = {},
  ) => {
    const bothered = { id: 7000, first_name: 'Energia Rossi', username: 'energia_rossi_bot', ...me };
    const { io } = bot(({ method }) => good(method === 'getMe' ? bothered : { ...webhook }), config);
    const found = await check(io);
    for (const { ok, fix } of found) assert.ok(ok || fix);
    return found.map(({ name, ok, message }) => `${ok ? 'good' : 'bad'} ${name}: ${message}`);
  };

  test('a good connection shows its bot and where its messages go', async () => {
    assert.deepEqual(await looking(GOOD), [
      'good Bot token: Energia Rossi: https://t.me/energia_rossi_bot',
      'good Webhook: Telegram sends messages to bot.example.com.',
      'good Delivery: No delivery has failed.',
      'good Waiting: One update waits at Telegram.',
      'good Groups: The bot cannot be put into groups; privacy mode is on.',
    ]);
  });

  test('a missing webhook, missing kinds, a late error and a queue are findings', async () => {
    assert.match((await looking({ url: '' }))[1] ?? '', /^bad Webhook: Telegram has no address/);
    assert.match((await looking({ url }))[1] ?? '', /^bad Webhook: .*but not: message, edited_message/);
    const at = Date.UTC(2026, 10, 22) / 1000;
    const failed = (seconds: number) =>
      looking({ ...GOOD, last_error_message: 'SSL error', last_error_date: at - seconds, pending_update_count: 250 });
    assert.match(
      (await failed(60))[2] ?? '',
      /^bad Delivery: A delivery failed at 2026-11-21T23:59:00.000Z: SSL error/,
    );
    assert.match((await failed(7200))[2] ?? '', /^good Delivery/);
    assert.match((await failed(60))[3] ?? '', /^bad Waiting: 250 updates wait/);
  });

  test('where messages are fetched, a webhook is in the way', async () => {
    assert.match((await looking({ url: '' }, { config: POLLING }))[1] ?? '', /^good Webhook: No webhook is set/);
    assert.match((await looking(GOOD, { config: POLLING }))[1] ?? '', /^bad Webhook: .*cannot be fetched/);
  });

  test('a bot that groups can take in is told how to keep out of them', async () => {
    const me = { can_join_groups: true, can_read_all_group_messages: true };
    assert.match(
      (await looking(GOOD, { me })).at(-1) ?? '',
      /^good Groups: .*can be put into groups; privacy mode is off/,
    );
  });
});
