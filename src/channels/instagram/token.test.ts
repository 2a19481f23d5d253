import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpRequest } from '../../net/http.ts';
import { answerOf } from '../contract/suite.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { InstagramConfig } from './config.ts';
import { instagram } from './instagram.ts';
import { judgeToken } from './token.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 23);

const CONFIG: InstagramConfig = {
  accountId: '17841400000000077',
  login: 'instagram',
  appId: '900000000000009',
  appSecret: 'app-secret-of-the-tests',
  verifyToken: 'verify-token-of-the-tests',
  accessToken: 'instagram-token-of-the-tests',
};

/** What a day's care of a connection asks for, and what is stored after it. */
async function care(more: Partial<InstagramConfig>) {
  const requests: HttpRequest[] = [];
  const http = (request: HttpRequest) => {
    requests.push(request);
    const renewed = { access_token: 'renewed-token-of-the-tests', expires_in: 5_184_000 };
    const apps = { data: [{ id: CONFIG.appId, subscribed_fields: [] }] };
    const json = request.url.includes('refresh_access_token') ? renewed : apps;
    return answerOf({ answer: { status: 200, json } });
  };
  const io = channelIo<InstagramConfig>({ config: { ...CONFIG, ...more }, http, now: () => NOW });
  await instagram.keepAlive?.(io);
  const asked = requests.map(({ method, url }) => `${method} ${new URL(url).host}${new URL(url).pathname}`);
  return { asked, requests, config: io.config };
}

test('a token of Instagram’s login is renewed before half of its time is over, and stored with its end', async () => {
  for (const tokenUntil of [undefined, NOW - DAY_MS, NOW + 29 * DAY_MS]) {
    const { asked, requests, config } = await care(tokenUntil === undefined ? {} : { tokenUntil });
    assert.equal(asked.at(-1), 'GET graph.instagram.com/refresh_access_token');
    const { searchParams } = new URL(requests.at(-1)?.url ?? '');
    assert.equal(searchParams.get('grant_type'), 'ig_refresh_token');
    assert.equal(searchParams.get('access_token'), CONFIG.accessToken);
    assert.equal(config.accessToken, 'renewed-token-of-the-tests');
    assert.equal(config.tokenUntil, NOW + 60 * DAY_MS);
  }
});

test('a token that has more than thirty days left is let alone', async () => {
  const { asked, config } = await care({ tokenUntil: NOW + 31 * DAY_MS });
  assert.ok(!asked.some((each) => each.includes('refresh')));
  assert.equal(config.accessToken, CONFIG.accessToken);
});

test('by Facebook’s login the Page is asked and subscribed, with proof of the secret, and no token is renewed', async () => {
  const { asked, requests } = await care({ login: 'facebook', pageId: '1002003004' });
  const place = 'graph.facebook.com/v26.0/1002003004/subscribed_apps';
  assert.deepEqual(asked, [`GET ${place}`, `POST ${place}`]);
  assert.ok(requests.every(({ url }) => /[?&]appsecret_proof=[0-9a-f]{64}/.test(url)));
});

test('the end of a token is told while there is time to act', () => {
  const tokenUntil = NOW + 20 * DAY_MS;
  assert.equal(judgeToken({ ...CONFIG, tokenUntil }, NOW).ok, true);
  const soon = judgeToken({ ...CONFIG, tokenUntil }, NOW + 15 * DAY_MS);
  assert.match(`${soon.ok} ${soon.message}`, /^false The token ends on 2026-12-13/);
  assert.match(judgeToken({ ...CONFIG, tokenUntil }, NOW + 21 * DAY_MS).message, /ended on 2026-12-13/);
  assert.equal(judgeToken(CONFIG, NOW).known, 'not knowable');
});
