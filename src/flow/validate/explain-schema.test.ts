import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { explainSchema } from './explain-schema.ts';

const schema = Type.Object(
  {
    word: Type.Unsafe({ enum: ['auto', 'list'] }),
    count: Type.Integer({ minimum: 1, maximum: 3 }),
    mixed: Type.Union([Type.Number(), Type.String()]),
    shapes: Type.Union([Type.Literal(1), Type.Literal(2)]),
    list: Type.Array(Type.Boolean(), { minItems: 1, maxItems: 2 }),
    date: Type.String({ format: 'date' }),
  },
  { additionalProperties: false },
);

const sound = { word: 'auto', count: 1, mixed: 1, shapes: 1, list: [true], date: '2026-01-01' };

const CASES: readonly [wrong: object, message: string][] = [
  [{ word: 'lst' }, 'This must be "auto" or "list".'],
  [{ count: 0 }, 'This must be at least 1.'],
  [{ count: 4 }, 'This must be at most 3.'],
  [{ count: 'x' }, 'This must be a whole number.'],
  [{ mixed: [] }, 'This must be a number or a text.'],
  [{ shapes: 3 }, 'This is not the expected word.'],
  [{ list: [] }, 'This needs at least 1.'],
  [{ list: [true, true, true] }, 'This must have at most 2 items.'],
  [{ list: [1] }, 'This must be true or false.'],
  [{ extra: 1 }, 'Nothing here is called: extra.'],
  [{ date: 'oggi' }, 'This must match format "date".'],
];

for (const [wrong, message] of CASES)
  test(`${JSON.stringify(wrong)}: ${message}`, () => {
    const found = explainSchema(schema, { ...sound, ...wrong }, { code: 'bad_params', path: ['here'] });
    assert.deepEqual(
      found.map((diagnostic) => diagnostic.message),
      [message],
    );
    assert.equal(found[0]?.path[0], 'here');
  });

test('many members too many do not hide that the value is wrong', () => {
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`extra${n}`, n]));
  const found = explainSchema(schema, { ...sound, ...many }, { code: 'bad_params', path: [] });
  assert.match(found[0]?.message ?? '', /^Nothing here is called/);
});

test('a sound value has no findings', () => {
  assert.deepEqual(explainSchema(schema, sound, { code: 'bad_params', path: [] }), []);
});
