import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reply } from '../../../net/testing/recording-http.ts';
import { failureOf, KEY, pretendOrg, refusalReply } from '../testing/pretend-org.ts';
import { invokeAction } from './invoke-action.ts';

const INPUT = { kind: 'flow', name: 'Greet', inputs: { name: 'Ada' } };
const run = (reply: Reply, input: typeof INPUT = INPUT) => {
  const org = pretendOrg({ reply: () => reply });
  return { org, done: invokeAction.run(input, org.io(KEY)) };
};

test('each kind of action has its own address and gets its inputs', async () => {
  for (const [kind, path] of [
    ['flow', '/actions/custom/flow/Greet'],
    ['apex', '/actions/custom/apex/Greet'],
    ['standard', '/actions/standard/Greet'],
  ] as const) {
    const { org, done } = run({ status: 200, body: [{ isSuccess: true, outputValues: { a: 1 } }] }, { ...INPUT, kind });
    assert.deepEqual(await done, { outputs: { a: 1 } });
    assert.deepEqual(org.calls, [`POST ${path}`]);
    assert.equal(org.requests[0]?.body, '{"inputs":[{"name":"Ada"}]}');
  }
});

test('what the action refuses and what the API refuses are told alike, by their codes', async () => {
  const errors = [{ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Così non va', fields: ['Email'] }];
  const failed = [{ actionName: 'Greet', isSuccess: false, errors, outputValues: null }];
  const cases: [reply: Reply, code: string, providerCode: string | undefined][] = [
    [{ status: 400, body: failed }, 'invalid', 'FIELD_CUSTOM_VALIDATION_EXCEPTION'],
    [{ status: 200, body: failed }, 'invalid', 'FIELD_CUSTOM_VALIDATION_EXCEPTION'],
    [refusalReply(400, 'INVALID_API_INPUT'), 'invalid', 'INVALID_API_INPUT'],
    [refusalReply(404, 'NOT_FOUND'), 'not_found', 'NOT_FOUND'],
    [{ status: 400, body: [{ isSuccess: false, errors: [] }] }, 'invalid', undefined],
    [{ status: 400, body: '<html>' }, 'unknown_outcome', undefined],
    [{ status: 200, body: [] }, 'unknown_outcome', undefined],
  ];
  for (const [reply, code, providerCode] of cases) {
    const failure = await failureOf(run(reply).done);
    assert.deepEqual([failure.code, failure.data.providerCode], [code, providerCode]);
  }
});

test('it is repeated only where the step says that this does no harm', () => {
  const config = pretendOrg().config();
  assert.equal(invokeAction.repeat(INPUT, config), 'unsafe');
  assert.equal(invokeAction.repeat({ ...INPUT, repeatable: true }, config), 'safe');
});
