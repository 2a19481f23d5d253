import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testStep } from '../step.contract.ts';
import { respond } from './respond.ts';

testStep({
  type: respond,
  examples: [
    {
      name: 'status, headers and body are the answer',
      params: {
        status: 201,
        headers: { Location: '/orders/{{ vars.id }}', 'X-Count': 2, 'x-none': '{{ vars.none }}' },
        body: { id: '{{ vars.id }}', ok: true },
      },
      vars: { id: 7 },
      outcome: 'next',
      writes: {},
      check: ({ run, effects }) => {
        assert.deepEqual(effects, []);
        assert.deepEqual(run.response, {
          status: 201,
          headers: { location: '/orders/7', 'x-count': '2' },
          body: { id: 7, ok: true },
        });
      },
    },
    {
      name: 'the answer is 200 without headers unless told',
      params: { body: 'ciao {{ contact.name }}' },
      contact: { name: 'Ada' },
      outcome: 'next',
      check: ({ run }) => assert.deepEqual(run.response, { status: 200, headers: {}, body: 'ciao Ada' }),
    },
    {
      name: 'a header cannot smuggle in another one',
      params: { headers: { 'x-name': '{{ vars.name }}' }, body: null },
      vars: { name: 'Ada\r\nset-cookie: a=b' },
      outcome: 'failed',
      check: ({ run }) => {
        assert.match(run.failure?.message ?? '', /header "x-name" has a line break/);
        assert.equal(run.response, undefined);
      },
    },
  ],
});

test('respond: names that no header can have are found', () => {
  const found = respond.validate?.({ headers: { 'x-ok': 1, 'x y': 2, 'x:': 3, '': 4 }, body: null }, []);
  assert.deepEqual(
    found?.map(({ code, path }) => [code, path.at(-1)]),
    [
      ['bad_params', 'x y'],
      ['bad_params', 'x:'],
      ['bad_params', ''],
    ],
  );
});
