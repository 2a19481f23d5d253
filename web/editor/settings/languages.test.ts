import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { id } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { EMPTY_LAYOUT } from '../../../src/flow/layout.ts';
import { steps } from '../../../src/steps/index.ts';
import { gapsIn, languagesOf } from './languages.ts';

const draft: Draft = {
  flow: {
    id: id.flow('f'),
    name: 'F',
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [],
    start: id.step('a'),
    steps: {
      [id.step('a')]: { type: 'send', params: { text: { it: 'Ciao', en: 'Hello', de: '' } }, next: {} },
      [id.step('b')]: { type: 'ask', params: { text: 'Nome?', saveAs: 'nome' }, next: {} },
    },
  },
  layout: EMPTY_LAYOUT,
};

describe('the languages of a flow', () => {
  it('are those that its texts are written in, its own first', () => {
    assert.deepEqual(languagesOf(draft, { steps }), ['it', 'de', 'en']);
  });

  it('have gaps where a text says nothing in them', () => {
    assert.deepEqual(
      gapsIn(draft, 'en', { steps }).map(({ step }) => step),
      ['b'],
    );
    assert.deepEqual(
      gapsIn(draft, 'de', { steps }).map(({ step }) => step),
      ['a', 'b'],
    );
    assert.deepEqual(gapsIn(draft, 'it', { steps }), []);
  });
});
