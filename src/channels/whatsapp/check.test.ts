import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Http, HttpRequest } from '../../net/http.ts';
import { channelIo } from '../testing/channel-io.ts';
import { check } from './check.ts';

const NOW = Date.UTC(2026, 10, 22);
const config = {
  phoneNumberId: '300',
  wabaId: '400',
  appSecret: 'app-secret',
  verifyToken: 'verify-token',
  accessToken: 'access-token',
};

const GOOD = {
  number: {
    display_phone_number: '+39 02 1234',
    verified_name: 'Rossi Energia',
    name_status: 'APPROVED',
    status: 'CONNECTED',
    quality_rating: 'GREEN',
    messaging_limit_tier: 'TIER_10K',
    webhook_configuration: { phone_number: 'https://bot.example.com/hooks/w1', application: 'https://other.example' },
  },
  token: {
    app_id: '7',
    is_valid: true,
    expires_at: 0,
    scopes: ['whatsapp_business_messaging', 'whatsapp_business_management'],
  },
  apps: [{ whatsapp_business_api_data: { id: '7', name: 'Rondine' } }],
};

type World = { number?: JsonObject; token?: JsonObject; apps?: readonly JsonObject[] };

/** Meta's answers about a connection; what is left out is refused. */
function probe(world: World, rest: { wabaId?: string } = { wabaId: '400' }, requests: HttpRequest[] = []) {
  const http: Http = (request) => {
    requests.push(request);
    const { pathname } = new URL(request.url);
    const found = pathname.endsWith('/debug_token')
      ? world.token && { data: world.token }
      : pathname.endsWith('/subscribed_apps')
        ? world.apps && { data: world.apps }
        : world.number;
    const text = JSON.stringify(found ?? { error: { code: 100 } });
    return Promise.resolve({ status: found ? 200 : 400, headers: {}, body: Buffer.from(text), text: () => text });
  };
  const { wabaId: _, ...others } = config;
  return check(channelIo({ config: { ...others, ...rest }, http, now: () => NOW }));
}

const badOnes = async (world: World) =>
  (await probe(world)).flatMap(({ ok, name, message, fix }) => {
    assert.equal(fix !== undefined && !ok, !ok, `${name}: ${message}`);
    return ok ? [] : [name];
  });

test('a good connection shows all that is known of its token, account and number', async () => {
  const requests: HttpRequest[] = [];
  const results = await probe(GOOD, undefined, requests);
  assert.deepEqual(
    results.map(({ ok, message }) => [ok, message]),
    [
      [true, 'Meta accepts the access token.'],
      [true, 'The access token never expires.'],
      [true, 'The token may send messages and manage the account.'],
      [true, 'The app is subscribed to the account.'],
      [true, '+39 02 1234 (Rossi Energia)'],
      [true, 'The number is registered.'],
      [true, 'The display name is approved.'],
      [true, 'Quality rating: GREEN.'],
      [true, 'Unasked messages may go to 10,000 people within 24 hours.'],
      [true, 'Meta calls the address of this number at bot.example.com.'],
    ],
  );
  for (const { method, headers } of requests) {
    assert.deepEqual([method, headers], ['GET', { authorization: 'Bearer access-token' }]);
  }
});

test('a token that ends soon, has ended, was revoked or lacks a permission comes with its cure', async () => {
  const ending = (expires_at: number): World => ({ ...GOOD, token: { ...GOOD.token, expires_at } });
  assert.deepEqual(await badOnes(ending(NOW / 1000 + 8 * 86_400)), []);
  assert.deepEqual(await badOnes(ending(NOW / 1000 + 3 * 86_400)), ['End of the token']);
  assert.deepEqual(await badOnes(ending(NOW / 1000 - 86_400)), ['End of the token']);
  assert.deepEqual(await badOnes({ ...GOOD, token: { is_valid: false, app_id: '7' } }), ['Access token']);
  const scopes = { scopes: [], granular_scopes: [{ scope: 'whatsapp_business_messaging' }] };
  assert.deepEqual(await badOnes({ ...GOOD, token: { ...GOOD.token, ...scopes } }), ['Permissions']);
});

test('a token that may not be asked about is taken for good, and the rest is looked at', async () => {
  const { token: _, ...rest } = GOOD;
  const results = await probe(rest);
  assert.deepEqual([results[0]?.known, results.every(({ ok }) => ok)], ['inferred', true]);
});

test('an app that is not subscribed, and an account that cannot be asked, are told', async () => {
  const others = [{ whatsapp_business_api_data: { id: '8' } }];
  assert.deepEqual(await badOnes({ ...GOOD, apps: others }), ['Webhooks of the account']);
  assert.deepEqual(await badOnes({ ...GOOD, apps: [] }), ['Webhooks of the account']);
  const { apps: _, ...rest } = GOOD;
  assert.deepEqual(await badOnes(rest), ['Webhooks of the account']);
});

test('without the account’s id what it would tell is advice', async () => {
  const results = await probe(GOOD, {});
  const [found] = results.filter(({ known }) => known === 'not knowable');
  assert.ok(found?.ok === true && found.fix !== undefined);
});

test('whatever is wrong with a number is told by itself', async () => {
  const number = (rest: JsonObject): World => ({ ...GOOD, number: { ...GOOD.number, ...rest } });
  for (const status of ['PENDING', 'FLAGGED', 'RESTRICTED', 'DISCONNECTED']) {
    assert.deepEqual(await badOnes(number({ status })), ['Registration'], status);
  }
  assert.deepEqual(await badOnes(number({ name_status: 'DECLINED' })), ['Display name']);
  assert.deepEqual(await badOnes(number({ name_status: 'PENDING_REVIEW' })), []);
  assert.deepEqual(await badOnes(number({ quality_rating: 'RED' })), ['Quality']);
  assert.deepEqual(await badOnes(number({ webhook_configuration: {} })), ['Webhook address']);
  const unlimited = await probe(number({ messaging_limit_tier: 'TIER_UNLIMITED' }));
  assert.ok(unlimited.some(({ message }) => message.includes('as many people as you like')));
});

test('an id that is no number is told, and nothing more of it', async () => {
  assert.deepEqual(await badOnes({ ...GOOD, number: { id: '300' } }), ['Phone number']);
});

test('an address that Meta gives is shown by its host alone', async () => {
  const webhook = { application: 'https://bot.example.com/hooks/secret' };
  const results = await probe({ ...GOOD, number: { ...GOOD.number, webhook_configuration: webhook } });
  assert.equal(results.at(-1)?.message, 'Meta calls the address at bot.example.com.');
});

test('whatever is refused has a cure of its own', async () => {
  const fixes = new Set<string | undefined>();
  const refused = [190, 10, 100, 4, 2].map((code): Http => () => {
    const text = JSON.stringify({ error: { code } });
    return Promise.resolve({ status: 400, headers: {}, body: Buffer.from(text), text: () => text });
  });
  const offline: Http = () => Promise.reject(new Failure({ code: 'unavailable', message: 'No route to the host.' }));
  for (const http of [...refused, offline]) {
    const [result, ...others] = await check(channelIo({ config, http, now: () => NOW }));
    assert.ok(result && !result.ok && others.length === 0);
    fixes.add(result.fix);
  }
  assert.equal(fixes.size, 5);
});
