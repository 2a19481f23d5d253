import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import type { RunEvent } from './run.ts';
import { openSecrets, secretHandle, secretsIn, secretsOf, withoutHandles } from './secrets.ts';
import { AT, context, effect, flowOf, fresh, message, play, started } from './testing/small-flow.contract.ts';

const key = secretHandle('shopKey');

test('the secrets that a flow names stand in templates as handles', () => {
  const flow = flowOf({
    first: {
      type: 'set',
      params: { values: { a: 'Bearer {{ secrets.shopKey }}', b: '{{ secrets.other | upcase }}' } },
    },
  });
  assert.deepEqual(secretsOf(flow), { shopKey: key, other: secretHandle('other') });
  assert.equal(secretsOf(flow), secretsOf(flow));
});

test('a value tells which secrets it carries', () => {
  const value = { a: `Bearer ${key}`, list: [1, null, { deep: `${key}${secretHandle('verify:7')}` }], none: undefined };
  assert.deepEqual(secretsIn(value), ['shopKey', 'shopKey', 'verify:7']);
  assert.deepEqual([secretsIn(undefined), secretsIn(3)], [[], []]);
});

test('handles are opened wherever they stand, and all else stays as it is', () => {
  const value = { a: `Bearer ${key}`, list: [1, null, { deep: key }], none: undefined, name: '⟦secret:⟧' };
  assert.deepEqual(
    openSecrets(value, (name) => `<${name}>`),
    { a: 'Bearer <shopKey>', list: [1, null, { deep: '<shopKey>' }], none: undefined, name: '⟦secret:⟧' },
  );
  assert.equal(
    openSecrets(key, () => '$&'),
    '$&',
  );
});

test('a handle that a person writes is text and no handle', () => {
  const flow = flowOf({
    first: {
      type: 'send',
      params: { text: '{{ message.text }} {{ contact.name }} {{ input.a }} {{ secrets.shopKey }}' },
    },
  });
  const moment = { ...context, contact: { id: 'c', addresses: [], name: key } };
  const { effects, run } = play(flow, [
    { ...started, context: moment, message: message(key), input: { a: [key] } } as RunEvent,
  ]);
  assert.deepEqual(effects[0]?.kind === 'send' && effects[0].content, {
    kind: 'text',
    text: `[secret:shopKey⟧ [secret:shopKey⟧ [secret:shopKey⟧ ${key}`,
  });
  assert.deepEqual(secretsIn([run.message, run.input] as never), []);
});

test('a handle that another system sends is text, and one that an operation gives back is a handle', () => {
  const base = { at: AT, context };
  const resumed: RunEvent = { ...base, type: 'resumed', wait: 1, data: { a: [key, 1] } };
  assert.deepEqual(withoutHandles(fresh, resumed), { ...resumed, data: { a: ['[secret:shopKey⟧', 1] } });
  const done: RunEvent = { ...base, type: 'done', effect: effect(0), output: { code: key } };
  assert.equal(withoutHandles(fresh, done), done);
});

test('a run that another one called may be given a handle', () => {
  const child = { ...fresh, parent: { run: id.run('parent'), effect: effect(0) } };
  const begun = { ...started, input: { a: key } } as RunEvent;
  assert.equal(withoutHandles(child, begun), begun);
  assert.notEqual(withoutHandles(fresh, begun), begun);
});
