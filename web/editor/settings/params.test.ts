import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FormSchema } from '../../ui/form/field-model.ts';
import { steps } from '../../../src/steps/index.ts';
import { en } from './params.en.ts';
import { it as italian } from './params.it.ts';

describe('the words of what authors fill in', () => {
  it('are there for every field of every type of step', () => {
    const missing = Object.entries(steps).flatMap(([name, { params }]) =>
      Object.keys((params as FormSchema).properties ?? {})
        .flatMap((param) => [`param.${name}.${param}`, `help.${name}.${param}`])
        .filter((key) => !en[key] || !italian[key]),
    );
    assert.deepEqual(missing, []);
  });

  it('are said in Italian, each of them', () => {
    assert.deepEqual(
      Object.entries(en).flatMap(([key, words]) => (italian[key] ? [] : [`${key}: ${words}`])),
      [],
    );
  });

  it('hold nothing that would be taken for a place to fill', () => {
    assert.deepEqual(
      [...Object.values(en), ...Object.values(italian)].filter(
        (words) => words.includes('{{') || words.includes('$t('),
      ),
      [],
    );
  });
});
