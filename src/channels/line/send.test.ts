import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Content } from '../../message/content.ts';
import type { HttpRequest } from '../../net/http.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { OutboundMessage } from '../channel.ts';
import type { LineConfig } from './config.ts';
import { ADA } from './fixtures/webhooks.ts';
import { line } from './line.ts';

const CONFIG: LineConfig = { channelSecret: 'secret-of-the-tests', accessToken: 'token-of-the-tests' };
const NOW = Date.UTC(2026, 10, 22, 9);
const TEXT: Content = { kind: 'text', text: 'Ciao' };

type Answer = { status: number; json?: JsonObject; headers?: Record<string, string> } | Failure;

const GOOD: Answer = { status: 200, json: { sentMessages: [{ id: '46' }] } };
const bad = (status: number, message: string): Answer => ({ status, json: { message } });

/** A connection whose calls are answered by their last word, and a list of what was called. */
function account(answers: Partial<Record<'reply' | 'push', Answer>> = {}, config: LineConfig = CONFIG) {
  const calls: { path: string; body: JsonObject; request: HttpRequest }[] = [];
  const io = channelIo<LineConfig>({
    config,
    now: () => NOW,
    async http(request) {
      const path = request.url.split('/').at(-1) ?? '';
      calls.push({ path, body: JSON.parse(String(request.body)) as JsonObject, request });
      const answer = answers[path as 'reply'] ?? GOOD;
      if (answer instanceof Failure) throw answer;
      const body = Buffer.from(JSON.stringify(answer.json ?? {}));
      return { status: answer.status, headers: answer.headers ?? {}, body, text: () => body.toString() };
    },
  });
  const send = (more: Partial<OutboundMessage> = {}) =>
    line.send({ to: [{ kind: 'user', value: ADA }], content: TEXT, key: 'run-1#1', ...more }, io);
  return { io, calls, send, paths: () => calls.map(({ path }) => path), answers };
}

const fresh = (token: string, ageMs = 1000) => ({ channelContext: { reply: { token, at: NOW - ageMs } } });
const lost = new Failure({ code: 'unknown_outcome', message: 'The answer got lost.' });

describe('a reply comes before a push', () => {
  test('a fresh token is used once; what follows is pushed', async () => {
    const { send, paths, calls } = account();
    assert.deepEqual(await send(fresh('t1')), { id: '46' });
    await send({ ...fresh('t1'), key: 'run-1#2' });
    await send({ ...fresh('t2'), key: 'run-1#3' });
    assert.deepEqual(paths(), ['reply', 'push', 'reply']);
    assert.equal(calls[0]?.body['replyToken'], 't1');
    assert.equal(calls[0]?.request.headers?.['x-line-retry-key'], undefined);
  });

  test('a token that is a minute old is not tried, and neither is a context of another form', async () => {
    const { send, paths } = account();
    await send(fresh('t1', 60_000));
    await send({ channelContext: { reply: { token: 7 } }, key: 'b' });
    await send({ channelContext: 'x', key: 'c' });
    assert.deepEqual(paths(), ['push', 'push', 'push']);
  });

  test('a token that LINE does not take is given up for good, in the same send', async () => {
    const { send, paths } = account({ reply: bad(400, 'Invalid reply token') });
    assert.deepEqual(await send(fresh('t1')), { id: '46' });
    await send(fresh('t1'));
    assert.deepEqual(paths(), ['reply', 'push', 'push']);
  });

  test('a reply whose answer got lost is repeated by its token: LINE refuses it when it has arrived', async () => {
    const { send, paths, answers } = account({ reply: lost });
    await assert.rejects(send(fresh('t1')), lost);
    answers.reply = bad(400, 'Invalid reply token');
    assert.match((await send(fresh('t1'))).id, /^reply\/[0-9a-f-]{36}$/);
    assert.deepEqual(paths(), ['reply', 'reply']);
  });

  test('a reply that was turned away leaves its token fresh', async () => {
    const { send, paths, answers } = account({ reply: bad(429, 'The API rate limit has been exceeded.') });
    await assert.rejects(send(fresh('t1')), { code: 'rate_limited' });
    answers.reply = bad(400, 'Invalid reply token');
    assert.deepEqual(await send(fresh('t1')), { id: '46' });
    assert.deepEqual(paths(), ['reply', 'reply', 'push']);
  });
});

test('a push carries the same UUID each time, and counts as sent where LINE had taken it before', async () => {
  const taken = account({ push: { status: 409, json: { message: 'x', sentMessages: [{ id: '99' }] } } });
  assert.deepEqual([await taken.send(), await taken.send()], [{ id: '99' }, { id: '99' }]);
  const keys = taken.calls.map(({ request }) => request.headers?.['x-line-retry-key'] ?? '');
  assert.match(keys[0] ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(keys[0], keys[1]);
  const silent = account({ push: { status: 409, headers: { 'x-line-accepted-request-id': 'r-1' } } });
  assert.deepEqual(await silent.send(), { id: 'r-1' });
});

test('the month’s limit is no rate limit: it says what to do, and nothing is tried again', async () => {
  const { send } = account({ push: bad(429, 'You have reached your monthly limit.') });
  await assert.rejects(send(), { code: 'denied', message: /change the plan/ });
});

test('a refusal names the members that are wrong and the request', async () => {
  const json = {
    message: 'The request body has 1 error(s)',
    details: [{ property: 'messages[0].text', message: 'long' }],
  };
  const { send } = account({ push: { status: 400, json, headers: { 'x-line-request-id': 'q-1' } } });
  await assert.rejects(send(), (thrown: Failure) => {
    assert.deepEqual(thrown.data.details, { status: 400, fields: ['messages[0].text: long'], requestId: 'q-1' });
    return true;
  });
});

async function formsOf(content: Content, config?: LineConfig): Promise<JsonObject[]> {
  const { send, calls } = account({}, config);
  await send({ content });
  return calls[0]?.body['messages'] as JsonObject[];
}

describe('choices stand in the form that their number and their text allow', () => {
  const choices = (count: number, text = '?', style: 'buttons' | 'list' = 'buttons'): Content => {
    return {
      kind: 'choices',
      text,
      style,
      choices: Array.from({ length: count }, (_, index) => ({ id: `c${index}`, title: `Scelta ${index}` })),
    };
  };
  const templateOf = ([message]: JsonObject[]) => (message?.['template'] as JsonObject | undefined)?.['type'];

  test('two ask for a decision, up to four are a card, more stand below the text', async () => {
    assert.equal(templateOf(await formsOf(choices(2))), 'confirm');
    assert.equal(templateOf(await formsOf(choices(4))), 'buttons');
    for (const content of [choices(5), choices(4, 'x'.repeat(161)), choices(2, 'x'.repeat(241))]) {
      const [message] = await formsOf(content);
      assert.equal(message?.['type'], 'text');
      assert.ok(message['quickReply']);
    }
  });

  test('a list is its text and a row of cards', async () => {
    const [text, cards] = await formsOf(choices(3, 'Quale?', 'list'));
    assert.deepEqual(text, { type: 'text', text: 'Quale?' });
    assert.equal(templateOf(cards ? [cards] : []), 'carousel');
  });

  test('a tap shows the title and carries id and title; what is too long stays behind', async () => {
    const dataOf = async (id: string, title: string) => {
      const [message] = await formsOf({ kind: 'choices', text: '?', style: 'auto', choices: [{ id, title }] });
      const { actions } = (message ?? assert.fail())['template'] as { actions: JsonObject[] };
      return actions[0]?.['data'];
    };
    assert.equal(await dataOf('light', 'Luce'), 'choice=light&title=Luce');
    assert.equal(await dataOf('x'.repeat(290), 'Luce'), `choice=${'x'.repeat(290)}`);
    assert.equal(await dataOf('x'.repeat(400), 'Luce'), 'title=Luce');
  });
});

test('a film shows the picture of the connection, words go along, and a file without a link is refused', async () => {
  const film: Content = { kind: 'media', media: 'video', url: 'https://example.com/a.mp4', caption: 'Ecco' };
  const videoPreview = 'https://example.com/p.jpg';
  assert.deepEqual(await formsOf(film, { ...CONFIG, videoPreview }), [
    { type: 'video', originalContentUrl: film.url, previewImageUrl: videoPreview },
    { type: 'text', text: 'Ecco' },
  ]);
  const file: Content = { kind: 'media', media: 'image', file: { id: '1', mime: 'image/jpeg' } };
  await assert.rejects(formsOf(file), { code: 'invalid' });
});

test('an answer quotes the message that it answers, where LINE gave a token for it', async () => {
  const { send, calls } = account();
  const channelContext = { quote: { id: '9', token: 'q9' } };
  await send({ channelContext, replyTo: '9' });
  await send({ channelContext, replyTo: '8' });
  assert.deepEqual(
    calls.map(({ body }) => (body['messages'] as JsonObject[])[0]?.['quoteToken']),
    ['q9', undefined],
  );
});
