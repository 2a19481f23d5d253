import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import type { Content } from '../../message/content.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { WechatConfig } from './config.ts';
import { ADA } from './fixtures/webhooks.ts';
import { CONFIG } from './testing/signed.ts';
import { wechat } from './wechat.ts';

type Answer = JsonObject | Uint8Array;

const NOW = Date.UTC(2026, 10, 22, 9);
const OK = { errcode: 0, errmsg: 'ok' };
const EXPIRED = { errcode: 42001, errmsg: 'access_token expired rid: 1' };
const { accessToken: _, accessTokenFor: __, accessTokenUntil: ___, ...WITHOUT_TOKEN } = CONFIG;

/** A connection whose calls are answered by path, and what was called: path, query and body. */
function account(
  answer: (path: string, request: HttpRequest, number: number) => Answer,
  config: WechatConfig = CONFIG,
) {
  const calls: { path: string; token: string | null; body: string }[] = [];
  const io = channelIo<WechatConfig>({
    config,
    now: () => NOW,
    http(request): Promise<HttpResponse> {
      const { pathname, searchParams } = new URL(request.url);
      const number = calls.push({
        path: pathname,
        token: searchParams.get('access_token'),
        body: String(request.body),
      });
      const given = answer(pathname, request, number);
      const body = given instanceof Uint8Array ? given : Buffer.from(JSON.stringify(given));
      return Promise.resolve({ status: 200, headers: {}, body, text: () => Buffer.from(body).toString() });
    },
  });
  const send = (content: Content, key = 'run-1#1') =>
    wechat.send({ to: [{ kind: 'user', value: ADA }], content, key }, io);
  const bodyOf = (path: string) => JSON.parse(calls.findLast((call) => call.path === path)?.body ?? '{}') as JsonObject;
  const tokens = () => calls.filter(({ path }) => path === TOKEN);
  return { io, calls, send, bodyOf, tokens };
}

const TOKEN = '/cgi-bin/stable_token';
const SEND = '/cgi-bin/message/custom/send';
const TEXT: Content = { kind: 'text', text: 'Perché? 👍' };

describe('the access token', () => {
  const fresh = (path: string) => (path === TOKEN ? { access_token: 'T-1', expires_in: 7200 } : OK);

  test('is fetched once by sends at the same time, and kept in the connection', async () => {
    const { send, tokens, calls, io } = account(fresh, WITHOUT_TOKEN);
    await Promise.all([send(TEXT), send(TEXT), send(TEXT)]);
    assert.equal(tokens().length, 1);
    assert.deepEqual(
      calls.filter(({ path }) => path === SEND).map(({ token }) => token),
      ['T-1', 'T-1', 'T-1'],
    );
    const { accessToken, accessTokenFor, accessTokenUntil } = io.config;
    assert.deepEqual([accessToken, accessTokenFor, accessTokenUntil], ['T-1', CONFIG.appId, NOW + 7_200_000]);
  });

  test('is not used in its last minutes, nor for another account', async () => {
    for (const config of [
      { ...CONFIG, accessTokenUntil: NOW + 60_000 },
      { ...CONFIG, accessTokenFor: 'wx-other' },
    ]) {
      const { send, tokens } = account(fresh, config);
      await send(TEXT);
      assert.equal(tokens().length, 1);
    }
  });

  test('is exchanged once where WeChat says that it holds no longer, and the message is sent', async () => {
    const { send, tokens, calls } = account((path, request) =>
      request.url.includes('access-token-of-the-tests') ? EXPIRED : fresh(path),
    );
    assert.deepEqual(await send(TEXT), { id: 'sent/run-1#1' });
    assert.deepEqual(
      calls.map(({ path }) => path),
      [SEND, TOKEN, SEND],
    );
    assert.equal((JSON.parse(tokens()[0]?.body ?? '') as JsonObject)['force_refresh'], false);
  });

  test('is made anew where WeChat gives out the refused one again, seldom and without a loop', async () => {
    const { send, tokens, calls } = account((path) =>
      path === TOKEN ? { access_token: CONFIG.accessToken ?? '', expires_in: 7200 } : EXPIRED,
    );
    await assert.rejects(send(TEXT), { code: 'auth' });
    assert.deepEqual(
      calls.map(({ path }) => path),
      [SEND, TOKEN, TOKEN, SEND],
    );
    const forced = () => tokens().map(({ body }) => (JSON.parse(body) as JsonObject)['force_refresh']);
    assert.deepEqual(forced(), [false, true]);
    await assert.rejects(send(TEXT), { code: 'auth' });
    assert.deepEqual(forced(), [false, true, false]);
  });

  test('that cannot be had leaves the message unsent, with WeChat’s reason', async () => {
    const { send, calls } = account(() => ({ errcode: 40164, errmsg: 'invalid ip 1.2.3.4 rid: 9' }), WITHOUT_TOKEN);
    await assert.rejects(send(TEXT), /IP allowlist/);
    assert.equal(calls.length, 1);
  });
});

describe('messages', () => {
  test('a text goes with its letters as they are', async () => {
    const { send, calls } = account(() => OK);
    await send(TEXT);
    assert.ok(calls[0]?.body.includes('"content":"Perché? 👍"'));
  });

  test('choices are a menu in the message, with head and tail', async () => {
    const { send, bodyOf } = account(() => OK);
    const choices = [{ id: 'light', title: 'Luce' }];
    await send({ kind: 'choices', style: 'buttons', header: 'Ciao', text: 'Quale?', footer: 'Grazie', choices });
    assert.deepEqual(bodyOf(SEND), {
      touser: ADA,
      msgtype: 'msgmenu',
      msgmenu: { head_content: 'Ciao\n\nQuale?', list: [{ id: 'light', content: 'Luce' }], tail_content: 'Grazie' },
    });
  });

  test('a picture is fetched, uploaded once and sent by its id', async () => {
    const { send, bodyOf, calls } = account((path) =>
      path.endsWith('.jpg') ? Buffer.from('bytes') : path.endsWith('/upload') ? { type: 'image', media_id: 'UP' } : OK,
    );
    const picture: Content = { kind: 'media', media: 'image', url: 'https://files.example.com/a.jpg' };
    await send(picture);
    await send(picture);
    assert.deepEqual(bodyOf(SEND), { touser: ADA, msgtype: 'image', image: { media_id: 'UP' } });
    const uploads = calls.filter(({ path }) => path === '/cgi-bin/media/upload');
    assert.equal(uploads.length, 1);
    assert.match(uploads[0]?.body ?? '', /name="media"; filename="file\.jpg"[\s\S]*\r\n\r\nbytes\r\n--/);
  });

  test('a template goes with its values by name, a link, and a key of at most 32 characters', async () => {
    const { send, bodyOf } = account(() => ({ ...OK, msgid: 7200 }));
    const template = { kind: 'template', name: 'T-9', language: 'it', parameters: ['Ada', 'lunedì'] } as const;
    const url = [{ at: 0, kind: 'url', value: 'https://example.com' }] as const;
    assert.deepEqual(await send({ ...template, names: ['nome', 'giorno'], buttons: url }), { id: '7200' });
    const body = bodyOf('/cgi-bin/message/template/send');
    const { client_msg_id: key, ...rest } = body;
    assert.match(String(key), /^[0-9a-f]{32}$/);
    const data = { nome: { value: 'Ada' }, giorno: { value: 'lunedì' } };
    assert.deepEqual(rest, { touser: ADA, template_id: 'T-9', url: 'https://example.com', data });
    await send(template, 'run-1#2');
    assert.notEqual(bodyOf('/cgi-bin/message/template/send')['client_msg_id'], key);
    assert.deepEqual(bodyOf('/cgi-bin/message/template/send')['data'], {
      keyword1: { value: 'Ada' },
      keyword2: { value: 'lunedì' },
    });
  });

  test('whoever is known by a phone number only cannot be written to', async () => {
    const { io } = account(() => OK);
    const to = [{ kind: 'phone', value: '+391' }] as const;
    await assert.rejects(wechat.send({ to, content: TEXT, key: 'k' }, io), { code: 'invalid' });
  });
});

test('of a film WeChat gives a link, which is followed without the token', async () => {
  const { io, calls } = account((path) =>
    path.endsWith('.mp4') ? Buffer.from('film') : { video_url: 'https://films.example.com/f.mp4' },
  );
  const film = await wechat.download?.({ id: 'M-4', mime: 'video/mp4' }, { ...io, maxBytes: 100 });
  assert.equal(Buffer.from(film?.bytes ?? []).toString(), 'film');
  assert.deepEqual(
    calls.map(({ token }) => token),
    [CONFIG.accessToken, null],
  );
});

test('a file that WeChat has forgotten is not found', async () => {
  const { io } = account(() => ({ errcode: 40007, errmsg: 'invalid media_id' }));
  const fetching = wechat.download?.({ id: 'M-4', mime: 'video/mp4' }, { ...io, maxBytes: 100 });
  await assert.rejects(fetching ?? assert.fail(), { code: 'not_found' });
});

test('the check tells of the day’s sends, of plain mode, and of an address that is not allowed', async () => {
  const quota = { daily_limit: 100, used: 95, remain: 5 };
  const { encodingAesKey: _key, ...plain } = CONFIG;
  const [token, sends, mode] = (await wechat.check?.(account(() => ({ ...OK, quota }), plain).io)) ?? [];
  assert.deepEqual([token?.ok, sends?.ok, sends?.message, mode?.ok], [true, false, '95 of 100 calls are used.', true]);
  assert.match(mode?.fix ?? '', /safe mode/);
  const [refused] = (await wechat.check?.(account(() => ({ errcode: 40164, errmsg: 'ip' })).io)) ?? [];
  assert.match(refused?.fix ?? '', /IP allowlist/);
});

test('no typing is shown where the connection says so', async () => {
  const event = { type: 'message', id: '1', at: NOW, content: { kind: 'text', text: 'x' } } as const;
  const message = { ...event, sender: { key: ADA, addresses: [{ kind: 'user', value: ADA } as const] } };
  const silent = account(() => OK, { ...CONFIG, typing: false });
  await wechat.acknowledge?.(message, silent.io);
  assert.equal(silent.calls.length, 0);
  const shown = account(() => OK);
  await wechat.acknowledge?.(message, shown.io);
  assert.deepEqual(shown.bodyOf('/cgi-bin/message/custom/typing'), { touser: ADA, command: 'Typing' });
});
