import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAILURE_CODES, type FailureCode } from '../base/failure.ts';
import {
  backOffMs,
  deadlineOf,
  decide,
  decideAfterCrash,
  inWords,
  tooLate,
  type FailedAttempt,
  type Repeatable,
} from './retry.ts';

const NOW = 1_000_000;
const attempt = (code: FailureCode, more: Partial<FailedAttempt> = {}): FailedAttempt => ({
  failure: { code, message: '' },
  attempts: 1,
  issuedAt: NOW - 10_000,
  inDoubt: false,
  repeatable: 'keyed',
  now: NOW,
  random: 0,
  proofWindowMs: 60_000,
  ...more,
});

void test('final refusals are told to the run', () => {
  for (const code of ['denied', 'invalid', 'unsupported', 'not_found', 'conflict', 'window_closed'] as const) {
    assert.deepEqual(decide(attempt(code)), { then: 'fail', failure: { code, message: '' } }, code);
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

void test('a policy has delays of its own', () => {
  const policy = { firstDelayMs: 200, longestDelayMs: 500 };
  assert.deepEqual(
    [1, 2, 3, 9].map((attempts) => backOffMs(attempts, 1, policy)),
    [200, 400, 500, 500],
  );
  assert.equal(backOffMs(1, 1, { firstDelayMs: 600_000 }), 600_000);
});

void test('a policy that is used up ends what is known not to have happened, and says how often and how long', () => {
  const failure = (code: FailureCode) => ({ code, message: 'Away.', retryAfterMs: 1000 });
  const cases = [
    ['attempts left', { attempts: 2, policy: { attempts: 3 } }, 'again'],
    ['the last attempt', { attempts: 3, policy: { attempts: 3 } }, 'Tried 3 times within 10 seconds; .* 3 in all'],
    ['one attempt only', { attempts: 1, policy: { attempts: 1 } }, 'Tried once within 10 seconds; .* 1 in all'],
    ['time left', { policy: { deadlineMs: 11_001 } }, 'again'],
    ['no time for another', { policy: { deadlineMs: 11_000 } }, 'Tried once .* for 11 seconds'],
    ['an earlier attempt in doubt', { attempts: 3, policy: { attempts: 3, deadlineMs: 1 }, inDoubt: true }, 'again'],
  ] as const;
  for (const code of ['rate_limited', 'unavailable', 'timeout'] as const) {
    for (const [name, more, expected] of cases) {
      const verdict = decide(attempt(code, { failure: failure(code), ...more }));
      if (expected === 'again') assert.equal(verdict.then, 'again', name);
      else assert.match(verdict.then === 'fail' ? verdict.failure.message : '', new RegExp(`Away. ${expected}`), name);
    }
  }
});

void test('a policy ends neither what nobody knows about nor what waits for a repair', () => {
  const policy = { attempts: 1, deadlineMs: 1 };
  assert.equal(decide(attempt('unknown_outcome', { policy })).then, 'again');
  assert.equal(decide(attempt('unknown_outcome', { policy, repeatable: 'unsafe' })).then, 'park');
  assert.equal(decide(attempt('auth', { policy })).then, 'hold');
});

void test('a deadline counts from when the effect was issued, and not for what may have happened', () => {
  assert.equal(deadlineOf({ at: NOW, policy: { deadlineMs: 5 }, inDoubt: false }), NOW + 5);
  assert.equal(deadlineOf({ at: NOW, policy: { deadlineMs: 5 }, inDoubt: true }), undefined);
  assert.equal(deadlineOf({ at: NOW, policy: { attempts: 5 }, inDoubt: false }), undefined);
  const told = tooLate({ deadlineMs: 90_000 }, { code: 'unavailable', message: 'Away.', retryAfterMs: 7 });
  assert.deepEqual(told, {
    code: 'unavailable',
    message: 'Away. It was not done within 1 minute, and the step waits no longer.',
  });
});

void test('durations are said in their largest unit', () => {
  assert.deepEqual([999, 1000, 119_999, 7_200_000, 86_400_000 * 3].map(inWords), [
    'less than a second',
    '1 second',
    '1 minute',
    '2 hours',
    '3 days',
  ]);
});
