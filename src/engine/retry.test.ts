import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAILURE_CODES, type FailureCode } from '../base/failure.ts';
import { backOffMs, decide, decideAfterCrash, type FailedAttempt, type Repeatable } from './retry.ts';

const NOW = 1_000_000;
const attempt = (code: FailureCode, more: Partial<FailedAttempt> = {}): FailedAttempt => ({
  failure: { code, message: '' },
  attempts: 1,
  repeatable: 'keyed',
  now: NOW,
  random: 0,
  proofWindowMs: 60_000,
  ...more,
});

void test('final refusals are told to the run', () => {
  for (const code of ['denied', 'invalid', 'unsupported', 'not_found', 'conflict', 'window_closed'] as const) {
    assert.deepEqual(decide(attempt(code)), { then: 'fail' }, code);
  }
});

void test('what was not executed is tried again and not doubted', () => {
  for (const code of ['rate_limited', 'unavailable', 'timeout'] as const) {
    assert.deepEqual(decide(attempt(code)), { then: 'again', at: NOW + 500, unknown: false }, code);
  }
});

void test("the provider's own delay goes before ours", () => {
  const failure = { code: 'rate_limited', message: '', retryAfterMs: 7000 } as const;
  assert.deepEqual(decide(attempt('rate_limited', { failure })), { then: 'again', at: NOW + 7000, unknown: false });
});

void test('a provider that keeps refusing is asked less and less often', () => {
  const failure = { code: 'rate_limited', message: '', retryAfterMs: 4000 } as const;
  assert.deepEqual(decide(attempt('rate_limited', { failure, attempts: 6 })), {
    then: 'again',
    at: NOW + 16_000,
    unknown: false,
  });
});

void test('an unknown outcome is repeated only where repeating does no harm, or is better than silence', () => {
  const at = (repeatable: Repeatable) => decide(attempt('unknown_outcome', { repeatable }));
  assert.deepEqual(at('safe'), { then: 'again', at: NOW + 500, unknown: true });
  assert.deepEqual(at('keyed'), { then: 'again', at: NOW + 500, unknown: true });
  assert.deepEqual(at('twice'), { then: 'again', at: NOW + 500, unknown: true });
  assert.deepEqual(at('proof'), { then: 'again', at: NOW + 60_000, unknown: true });
  assert.deepEqual(at('unsafe'), { then: 'park' });
});

void test('refused credentials hold the effect, and our own bugs park it', () => {
  assert.deepEqual(decide(attempt('auth')), { then: 'hold' });
  assert.deepEqual(decide(attempt('defect')), { then: 'park' });
});

void test('every failure code has a verdict', () => {
  for (const code of FAILURE_CODES) assert.ok(decide(attempt(code)).then, code);
});

void test('the back-off doubles from one second to five minutes, half of it left to chance', () => {
  assert.deepEqual(
    [1, 2, 3].map((attempts) => backOffMs(attempts, 1)),
    [1000, 2000, 4000],
  );
  assert.deepEqual(
    [1, 2, 3].map((attempts) => backOffMs(attempts, 0)),
    [500, 1000, 2000],
  );
  assert.equal(backOffMs(30, 1), 300_000);
  assert.equal(backOffMs(2000, 0), 150_000);
});

void test('after a crash an effect that may have been under way is doubted', () => {
  assert.deepEqual(decideAfterCrash('keyed', NOW, 60_000), { then: 'again', at: NOW, unknown: true });
  assert.deepEqual(decideAfterCrash('twice', NOW, 60_000), { then: 'again', at: NOW, unknown: true });
  assert.deepEqual(decideAfterCrash('proof', NOW, 60_000), { then: 'again', at: NOW + 60_000, unknown: true });
  assert.deepEqual(decideAfterCrash('unsafe', NOW, 60_000), { then: 'park' });
});
