import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import { checkSchema } from '../../../src/base/schema.ts';
import { HANDLERS, TRIGGERS } from '../../../src/flow/trigger-schema.ts';
import { steps } from '../../../src/steps/index.ts';
import { kindOf, membersOf, startValue, variantOf, variantsOf, withMember, type FormSchema } from './field-model.ts';

const form = (schema: unknown): FormSchema => schema as FormSchema;
const kinds = (schema: unknown): Record<string, string> =>
  Object.fromEntries(membersOf(form(schema), 'step').map(({ name, kind }) => [name, kind]));

describe('the form of a schema', () => {
  it('has a kind of input for each part of a step', () => {
    assert.deepEqual(kinds(steps['ask']?.params), {
      text: 'field:text',
      media: 'object',
      answer: 'object',
      saveAs: 'field:variable',
      retries: 'number',
      invalidText: 'field:text',
      timeout: 'field:duration',
      fresh: 'switch',
    });
    assert.deepEqual(kinds(TRIGGERS['message']), {
      connections: 'strings',
      keywords: 'strings',
      pattern: 'line',
      first: 'switch',
      opened: 'switch',
      priority: 'number',
      policy: 'word',
      interrupts: 'switch',
      quiet: 'line',
    });
  });

  it('needs the last resort, plain JSON, for no part of any step or handler', () => {
    const walk = (schema: FormSchema, key: string): string[] =>
      membersOf(schema, key).flatMap((field) => [
        ...(field.kind === 'json' ? [field.key] : []),
        ...walk(field.schema, field.key),
        ...(field.schema.items ? walk(field.schema.items, field.key) : []),
      ]);
    const all = [
      ...Object.entries(steps).map(([name, { params }]) => [name, params] as const),
      ...Object.entries(HANDLERS),
    ];
    assert.deepEqual(
      all.flatMap(([name, schema]) => walk(form(schema), name)),
      [],
    );
  });

  it('names each part by its place and says whether it has to be there', () => {
    const [field] = membersOf(form(Type.Object({ name: Type.String() })), 'call');
    assert.deepEqual({ key: field?.key, required: field?.required }, { key: 'call.name', required: true });
  });

  it('is plain JSON where nothing is said of the value', () => {
    assert.equal(kindOf(form({})), 'json');
    assert.equal(kindOf(form({ anyOf: [{ type: 'string' }, { type: 'number' }] })), 'json');
    assert.equal(kindOf(form({ type: 'object' })), 'json');
    assert.equal(kindOf(form({ type: 'object', additionalProperties: { type: 'string' } })), 'map');
  });
});

describe('a choice between forms', () => {
  const auth = (TRIGGERS['webhook'] as unknown as FormSchema).properties?.['auth'];
  const variants = variantsOf(auth ?? form({})) ?? [];

  it('is told by a member where there is one', () => {
    assert.deepEqual(
      variants.map(({ word, title }) => [word, title]),
      [
        ['bearer', 'Bearer'],
        ['hmac', 'HMAC-SHA256'],
      ],
    );
    assert.equal(variantOf(variants, { kind: 'hmac' })?.word, 'hmac');
    assert.equal(variantOf(variants, { kind: 'hmac', secret: 'x' })?.word, 'hmac');
  });

  it('is told by what a value is made of where there is none', () => {
    const to = variantsOf((TRIGGERS['connection'] as unknown as FormSchema).properties?.['to'] ?? form({})) ?? [];
    assert.equal(variantOf(to, { record: '{{ input.id }}' })?.title, 'To the person of a record');
    assert.equal(variantOf(to, { connection: 'phone', address: '' })?.title, 'To');
    assert.equal(variantOf(to, undefined), undefined);
  });
});

describe('what a part begins with', () => {
  it('fits its form, for each thing of a list of any step', () => {
    for (const { type, params } of Object.values(steps))
      for (const { schema } of membersOf(form(params), type))
        if (schema.items)
          assert.deepEqual(
            checkSchema(schema.items, startValue(schema.items)).filter(
              ({ message }) => !/characters|match/.test(message),
            ),
            [],
            type,
          );
  });

  it('is the default or the least that fits', () => {
    assert.equal(startValue(form({ type: 'integer', minimum: 3 })), 3);
    assert.equal(startValue(form({ enum: ['a', 'b'] })), 'a');
    assert.deepEqual(startValue(form({ type: 'object', properties: { kind: { const: 'x' }, more: {} } })), {
      kind: 'x',
    });
  });

  it('stands where its former value stood', () => {
    assert.deepEqual(Object.keys(withMember({ a: 1, b: 2 }, 'a', 3)), ['a', 'b']);
    assert.deepEqual(withMember({ a: 1, b: 2 }, 'a', undefined), { b: 2 });
  });
});
