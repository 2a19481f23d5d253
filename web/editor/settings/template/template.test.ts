import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '../../../../src/flow/validate/world.ts';
import type { Variable } from '../variables/scope.ts';
import { offersAt, shortSample } from './completion.ts';
import { previewOf, tokensOf, troublesIn } from './reading.ts';

const variable = (path: string, sample?: string, isBefore = true): Variable => ({
  path,
  names: path.split('.'),
  type: 'string',
  from: [],
  isBefore,
  sample,
});
const variables = [variable('vars.name', 'Maria'), variable('vars.late', undefined, false), variable('contact.phone')];
const clock = { at: 0, timeZone: 'Europe/Rome', country: 'IT', language: 'it' };
const world: World = {
  written: new Set(['name', 'lead']),
  at: (path) => (path.join('.') === 'vars.lead.wrong' ? 'missing' : undefined),
  of: () => undefined,
};
const labels = (text: string, at = text.length): string[] | undefined =>
  offersAt(text, at, variables)?.offers.map(({ label }) => label);

describe('what can stand at the cursor', () => {
  it('is nothing outside of templates and inside quotes', () => {
    assert.equal(labels('Ciao '), undefined);
    assert.equal(labels('{{ vars.name }} e'), undefined);
    assert.equal(labels('{{ "vars'), undefined);
    assert.equal(labels('{{ vars.name '), undefined);
  });

  it('is a variable inside of them, with type and sample', () => {
    const found = offersAt('Ciao {{ va', 10, variables);
    assert.equal(found?.from, 8);
    assert.deepEqual(found?.offers[0], {
      label: 'vars.name',
      apply: 'vars.name }}',
      detail: 'string',
      info: 'Maria',
      kind: 'variable',
      boost: 3,
    });
  });

  it('closes what is open, and only that', () => {
    assert.equal(offersAt('{{', 2, variables)?.offers[0]?.apply, ' vars.name }}');
    assert.equal(offersAt('{{ va }}', 5, variables)?.offers[0]?.apply, undefined);
    assert.equal(offersAt('{% if va', 8, variables)?.offers[0]?.apply, undefined);
  });

  it('is a filter after a bar', () => {
    const found = labels('{{ vars.name | up');
    assert.ok(found?.includes('upcase'));
    assert.ok(!found?.includes('vars.name'));
  });

  it('is a variable again after a word of a tag', () => {
    assert.ok(labels('{% if ')?.includes('vars.name'));
    assert.ok(labels('{% if vars.name == ')?.includes('contact.phone'));
  });

  it('puts what is written later last', () => {
    const [, late] = offersAt('{{', 2, variables)?.offers ?? [];
    assert.ok((late?.boost ?? 0) < 0);
  });
});

describe('the parts of a template', () => {
  it('are told apart for colours', () => {
    const text = 'Ciao {{ vars.name | default: "tu" }}';
    assert.deepEqual(
      tokensOf(text).map(({ from, to, kind }) => [text.slice(from, to), kind]),
      [
        ['{{', 'mark'],
        ['vars.name', 'path'],
        ['| default', 'filter'],
        ['"tu"', 'text'],
        ['}}', 'mark'],
      ],
    );
  });

  it('are found while it is being written', () => {
    const text = '{{ vars.na';
    assert.deepEqual(
      tokensOf(text).map(({ from, to, kind }) => [text.slice(from, to), kind]),
      [
        ['{{', 'mark'],
        ['vars.na', 'path'],
      ],
    );
    assert.deepEqual(tokensOf('no template'), []);
  });
});

describe('what is wrong in a template', () => {
  const found = (text: string) => troublesIn(text, world).map(({ from, to, kind }) => [text.slice(from, to), kind]);

  it('is a path that leads to nothing, where it stands', () => {
    assert.deepEqual(found('{{ vars.nmae }} {{ vars.name }}'), [['vars.nmae', 'unknown']]);
    assert.deepEqual(found('{{ name }}'), [['name', 'unknown']]);
    assert.deepEqual(found('{{ vars.lead.wrong }}'), [['vars.lead.wrong', 'unknown']]);
  });

  it('is not what another part of the template makes', () => {
    assert.deepEqual(found('{% assign x = vars.name %}{{ x }}'), []);
  });

  it('is the whole where it cannot be read', () => {
    assert.deepEqual(found('{{ vars.name | nofilter }}'), [['{{ vars.name | nofilter }}', 'fault']]);
  });
});

describe('the preview of a template', () => {
  it('is what it gives with samples', () => {
    assert.deepEqual(previewOf('Ciao {{ vars.name | first_name }}', { vars: { name: 'Maria Rossi' } }, clock), {
      text: 'Ciao Maria',
    });
  });

  it('is why it gives nothing', () => {
    assert.match((previewOf('{{ x | nofilter }}', {}, clock) as { fault: string }).fault, /nofilter/);
  });

  it('is none for plain text', () => {
    assert.equal(previewOf('Ciao', {}, clock), undefined);
  });
});

it('a sample is cut', () => {
  assert.equal(shortSample('x'.repeat(50)).length, 40);
  assert.equal(shortSample({ a: 1 }), '{"a":1}');
  assert.equal(shortSample(null), '');
});
