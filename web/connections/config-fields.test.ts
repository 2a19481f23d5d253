import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { changesOf, configOf, fieldsOf, freeName, isName, problemsOf, randomText } from './config-fields.ts';

const schema = Type.Object(
  {
    token: Type.String({ title: 'Token', secret: true, pattern: '^\\S+$' }),
    verify: Type.String({ title: 'Verify', madeUp: true }),
    way: Type.Enum(['a', 'b'], { title: 'Way', default: 'a' }),
    method: Type.Optional(Type.Union([Type.Literal('x'), Type.Literal('y')])),
    polling: Type.Optional(Type.Boolean({ default: false })),
    hosts: Type.Optional(Type.Array(Type.String())),
    size: Type.Optional(Type.Integer()),
    privateKey: Type.Optional(Type.String({ secret: true })),
    map: Type.Optional(Type.Object({})),
    kept: Type.Optional(Type.String({ kept: true })),
    never: Type.Optional(Type.Never({ not: {} })),
  },
  { additionalProperties: false },
);

test('each member becomes a field of its kind; what is never right is no field', () => {
  assert.deepEqual(
    fieldsOf(schema).map(({ name, kind, required }) => `${name} ${kind}${required ? ' required' : ''}`),
    [
      'token secret required',
      'verify text required',
      'way choice',
      'method choice',
      'polling switch',
      'hosts texts',
      'size number',
      'privateKey long',
      'map json',
      'kept text',
    ],
  );
});

test('what is empty is not sent, and is missing where it is needed', () => {
  assert.deepEqual(configOf({ token: 't', verify: '', hosts: [] }), { token: 't' });
  assert.deepEqual(problemsOf(schema, { token: 'with space', way: 'a' }), { token: 'misfit', verify: 'missing' });
  assert.deepEqual(problemsOf(schema, { token: 't', verify: 'v', way: 'b' }), {});
  const strict = Type.Object({ token: Type.String({ pattern: '^[0-9]+$' }) });
  assert.deepEqual(problemsOf(strict, { token: 'x' }), { token: 'misfit' });
  assert.deepEqual(problemsOf(strict, { token: '••••••' }), {});
});

test('only what was changed is sent, and what was emptied is taken away', () => {
  const before = { token: '••••••', way: 'a', hosts: ['x'] };
  assert.deepEqual(changesOf(before, before), {});
  assert.deepEqual(changesOf(before, { token: 'new', way: 'a', hosts: [] }), { token: 'new', hosts: null });
});

test('a name is free, and fits', () => {
  assert.equal(freeName('sms', ['sms', 'sms-2']), 'sms-3');
  assert.ok(isName('crm-2'));
  assert.ok(!isName('Crm'));
  assert.equal(randomText((bytes) => bytes.fill(10)).length, 32);
});
