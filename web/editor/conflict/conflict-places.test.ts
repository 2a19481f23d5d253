import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { mergeDrafts } from '../../../src/flow/edit/merge-drafts.ts';
import type { Step } from '../../../src/flow/flow.ts';
import { EMPTY_LAYOUT } from '../../../src/flow/layout.ts';
import type { ChangeWords } from '../publish/change-lines.ts';
import { chooseAll, conflictPlaces, isDecided, toChoose } from './conflict-places.ts';

const WORDS: ChangeWords = {
  step: (type) => `a ${type}`,
  trigger: (type) => type,
  handler: (type) => type,
  exit: (outcome) => outcome,
  field: () => undefined,
  member: () => undefined,
  yes: 'yes',
  no: 'no',
};

const step = (text: string): Step => ({ type: 'send', params: { text }, next: {} });
const draft = (steps: Record<string, Step>, name = 'F'): Draft => ({
  flow: {
    id: id.flow('f'),
    name,
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [],
    start: id.step('a'),
    steps,
  },
  layout: EMPTY_LAYOUT,
});

const SIDES = {
  base: draft({ a: step('1'), b: step('1'), c: step('1') }),
  mine: draft({ a: step('mine'), b: step('2'), c: step('1') }, 'Mine'),
  theirs: draft({ a: step('theirs'), b: step('1') }),
};

test('what both changed stands first, each side with what it did', () => {
  const places = conflictPlaces(SIDES, WORDS);
  assert.deepEqual(
    places.map(({ name, kind, mine, theirs }) => [name, kind, mine.length, theirs.length]),
    [
      ['step:a', 'both', 1, 1],
      ['settings', 'onlyMine', 1, 0],
      ['step:b', 'onlyMine', 1, 0],
      ['step:c', 'onlyTheirs', 0, 1],
    ],
  );
  assert.equal(places[0]?.mine[0]?.edits[0]?.after, 'mine');
  assert.equal(places[0]?.theirs[0]?.edits[0]?.after, 'theirs');
  assert.equal(places[3]?.theirs[0]?.change, 'removed');
  assert.equal(places[3]?.title, 'a send');
});

test('only what both changed has to be decided, and all of it can be at once', () => {
  const places = conflictPlaces(SIDES, WORDS);
  assert.deepEqual(
    toChoose(places).map(({ name }) => name),
    ['step:a'],
  );
  assert.equal(isDecided(places, {}), false);
  const theirs = chooseAll(places, 'theirs');
  assert.equal(isDecided(places, theirs), true);
  const { flow } = mergeDrafts(SIDES, theirs);
  assert.deepEqual(
    [flow.name, ...Object.entries(flow.steps).map(([name, { params }]) => [name, params['text']])],
    ['Mine', ['a', 'theirs'], ['b', '2']],
  );
});
