import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureCode } from '../../base/failure.ts';
import type { HttpResponse } from '../../net/http.ts';
import { explainError, refusalOf } from './errors.ts';

const BY_CODE: Partial<Record<FailureCode, readonly number[]>> = {
  auth: [0, 190],
  denied: [
    3, 10, 200, 299, 368, 131005, 131031, 131030, 130497, 131049, 131050, 130472, 132015, 132016, 131037, 131042,
    131045, 132068, 133000, 133005, 133006, 133008, 133009, 133010,
  ],
  rate_limited: [4, 613, 80007, 80008, 132069, 133015, 130429, 131048, 131056, 133016],
  unavailable: [1, 2, 1200, 131000, 131016, 131057, 133004],
  window_closed: [131047],
  not_found: [803, 131026, 132001],
  invalid: [33, 100, 131008, 131009, 131021, 131052, 131053, 132000, 132005, 132007, 132012, 135000],
  unsupported: [131051],
};

function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers, body: Buffer.from(text), text: () => text };
}

const refuse = (response: HttpResponse, write = true) =>
  refusalOf(response, { write, now: 0, secrets: ['s3cret'] }).data;

test('each known code has its class, in an answer and in a failed status alike', () => {
  for (const [expected, codes] of Object.entries(BY_CODE)) {
    for (const code of codes) {
      for (const status of [400, 500])
        assert.equal(refuse(answer(status, { error: { code } })).code, expected, `${code}`);
      const failed = explainError({ code, title: 'Titolo' });
      assert.deepEqual([failed.code, failed.providerCode], [expected, String(code)]);
      assert.match(failed.message, new RegExp(`^WhatsApp error ${code}: .{10,}\\.$`));
    }
  }
});

test('the provider’s code and words, and the trace, are kept', () => {
  const error = {
    code: 131026,
    message: 'Undeliverable',
    error_data: { details: 'Non ricevibile' },
    fbtrace_id: 'T',
    error_subcode: 7,
  };
  assert.deepEqual(refuse(answer(400, { error })), {
    code: 'not_found',
    message:
      'WhatsApp error 131026: the message cannot reach this person: not on WhatsApp, too old an app, or blocked.',
    providerCode: '131026',
    providerMessage: 'Non ricevibile',
    details: { status: 400, subcode: '7', trace: 'T' },
  });
});

test('the class never depends on the words', () => {
  const error = { code: 131009, message: 'Error validating access token: session has expired' };
  assert.equal(refuse(answer(401, { error })).code, 'invalid');
});

test('an unknown code is judged by the status; without a status it is a refusal', () => {
  const byStatus = [400, 401, 403, 404, 409, 429].map((status) => refuse(answer(status, { error: { code: 77 } })).code);
  assert.deepEqual(byStatus, ['invalid', 'auth', 'denied', 'not_found', 'conflict', 'rate_limited']);
  assert.equal(explainError({ code: 77 }).code, 'denied');
  assert.equal(explainError(undefined).code, 'denied');
});

test('a 5xx without a known code leaves a send open, and a look-up unavailable', () => {
  for (const body of ['<html>', '', '{"error":', { error: { code: 77 } }]) {
    assert.equal(refuse(answer(500, body)).code, 'unknown_outcome');
    assert.equal(refuse(answer(500, body), false).code, 'unavailable');
  }
});

test('a pair limit waits four seconds, unless the answer names another time', () => {
  assert.equal(explainError({ code: 131056 }).retryAfterMs, 4000);
  const named = answer(429, { error: { code: 131056 } }, { 'retry-after': '30' });
  assert.equal(refuse(named).retryAfterMs, 30_000);
  assert.equal(explainError({ code: 131026 }).retryAfterMs, undefined);
});

test('a secret that the provider quotes is blotted out wherever it stands', () => {
  const error = { code: 'a s3cret', message: 'Malformed s3cret', fbtrace_id: 's3cret' };
  assert.doesNotMatch(JSON.stringify(refuse(answer(401, { error }))), /s3cret/);
});
