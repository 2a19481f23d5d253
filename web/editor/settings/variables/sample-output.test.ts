import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { FormSchema } from '../../../ui/form/field-model.ts';
import { sampleOfSchema } from './sample-output.ts';

it('a made-up value has every member, with samples where the schema has some', () => {
  const schema = {
    type: 'object',
    properties: {
      id: { type: 'string', examples: ['00Q1'] },
      title: { type: 'string', title: 'Title' },
      count: { type: 'integer' },
      ok: { type: 'boolean' },
      rows: { type: 'array', items: { type: 'object', properties: { word: { enum: ['a', 'b'] } } } },
      either: { anyOf: [{ const: 'x' }, { type: 'null' }] },
      unknown: {},
    },
  } as unknown as FormSchema;
  assert.deepEqual(sampleOfSchema(schema), {
    id: '00Q1',
    title: 'Title',
    count: 1,
    ok: true,
    rows: [{ word: 'a' }],
    either: 'x',
    unknown: null,
  });
});
