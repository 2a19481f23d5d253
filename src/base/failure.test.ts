import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure, toFailureData } from './failure.ts';

test('a failure carries its data, and its cause for the log', () => {
  const cause = new Error('socket');
  const failure = new Failure({ code: 'timeout', message: 'No answer.' }, { cause });
  assert.equal(failure.code, 'timeout');
  assert.equal(failure.message, 'No answer.');
  assert.equal(failure.name, 'Failure');
  assert.equal(failure.cause, cause);
});

test('a failure stays what it is; anything else that is thrown is a defect', () => {
  const data = { code: 'denied', message: 'No.' } as const;
  assert.equal(toFailureData(new Failure(data)), data);
  assert.deepEqual(toFailureData(new TypeError('x is undefined')), {
    code: 'defect',
    message: 'Unexpected error: x is undefined',
  });
  assert.deepEqual(toFailureData('odd'), { code: 'defect', message: 'Unexpected error: odd' });
});
