import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../base/failure.ts';
import type { Http, HttpRequest } from '../../net/http.ts';
import { channelIo } from '../testing/channel-io.ts';
import { check } from './check.ts';

const config = {
  phoneNumberId: '300',
  appSecret: 'app-secret',
  verifyToken: 'verify-token',
  accessToken: 'access-token',
};

function probe(http: Http) {
  return check(channelIo({ config, http, now: () => 0 }));
}

function answering(status: number, json: unknown, requests: HttpRequest[] = []): Http {
  const text = JSON.stringify(json);
  return (request) => {
    requests.push(request);
    return Promise.resolve({ status, headers: {}, body: Buffer.from(text), text: () => text });
  };
}

test('a good connection shows its number, its name and its quality', async () => {
  const requests: HttpRequest[] = [];
  const number = { display_phone_number: '+39 02 1234', verified_name: 'Rossi Energia', quality_rating: 'GREEN' };
  const results = await probe(answering(200, number, requests));
  assert.deepEqual(
    results.map(({ ok, message }) => [ok, message]),
    [
      [true, 'Meta accepts the access token.'],
      [true, '+39 02 1234 (Rossi Energia)'],
      [true, 'Quality rating: GREEN.'],
    ],
  );
  const url = 'https://graph.facebook.com/v26.0/300?fields=display_phone_number,quality_rating,verified_name';
  assert.deepEqual(requests, [{ method: 'GET', url, headers: { authorization: 'Bearer access-token' } }]);
});

test('a low quality and an id that is no number come with their cures', async () => {
  const results = await probe(answering(200, { id: '300', quality_rating: 'RED' }));
  assert.deepEqual(
    results.map(({ ok }) => ok),
    [true, false, false],
  );
  for (const { ok, fix } of results) assert.equal(fix !== undefined, !ok);
});

test('whatever is refused has a cure of its own', async () => {
  const fixes = new Set<string | undefined>();
  const refused = [190, 10, 100, 4, 2].map((code) => answering(400, { error: { code } }));
  const offline: Http = () => Promise.reject(new Failure({ code: 'unavailable', message: 'No route to the host.' }));
  for (const http of [...refused, offline]) {
    const [result, ...others] = await probe(http);
    assert.ok(result && !result.ok && others.length === 0);
    fixes.add(result.fix);
  }
  assert.equal(fixes.size, 5);
});
