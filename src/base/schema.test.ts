import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { checkSchema, SECRET, secretFields, withDefaults } from './schema.ts';

const schema = Type.Object(
  {
    name: Type.String(),
    token: Type.Optional(Type.String(SECRET)),
    list: Type.Optional(Type.Array(Type.Object({ 'a/b': Type.Number() }))),
  },
  { additionalProperties: false },
);

test('a value that fits has no findings', () => {
  assert.deepEqual(checkSchema(schema, { name: 'x', list: [{ 'a/b': 1 }] }), []);
});

test('a finding says where, below the path given', () => {
  const found = checkSchema(schema, { name: 'x', list: [{ 'a/b': 'x' }] }, ['config']);
  assert.deepEqual(
    found.map(({ code, severity, path }) => ({ code, severity, path })),
    [{ code: 'schema', severity: 'error', path: ['config', 'list', 0, 'a/b'] }],
  );
});

test('a finding names what is missing and what is too much', () => {
  const messages = checkSchema(schema, { colour: 1 }).map(({ message }) => message);
  assert.ok(messages.some((message) => message.includes('name')));
  assert.ok(messages.some((message) => message.includes('colour')));
});

test('secret fields are known by their mark', () => {
  assert.deepEqual(secretFields(schema), ['token']);
  assert.deepEqual(secretFields(Type.String()), []);
});

test('missing members get the defaults of the schema, and the value itself stays as it is', () => {
  const form = Type.Object({ size: Type.Number({ default: 3 }), name: Type.Optional(Type.String()) });
  const given = { name: 'x' };
  assert.deepEqual(withDefaults(form, given), { size: 3, name: 'x' });
  assert.deepEqual(given, { name: 'x' });
});
