import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guideOf, orgOf, stepsOf, wayOf, type GuideChapter } from './way.ts';

const words = { en: 'x', it: 'y' };
const step = (place: boolean) => ({ title: words, text: words, values: [], ...(place ? { place: words } : {}) });
const chapter = (id: string, places: boolean[]): GuideChapter => ({
  id,
  title: words,
  about: words,
  steps: places.map(step),
});
const CHAPTERS = [chapter('app', [true, false]), chapter('fields', [true]), chapter('old', [true, true, false])];

test('a pretend org has its app already; a new app takes the whole guide, an old one its pages', () => {
  assert.equal(guideOf(CHAPTERS, 'pretend', 'new').length, 0);
  assert.equal(guideOf(CHAPTERS, 'production', 'new').length, 2);
  assert.equal(guideOf(CHAPTERS, 'sandbox', 'existing').length, 2);
  assert.equal(guideOf(CHAPTERS, 'sandbox', 'paste').length, 0);
});

test('the screens follow the guide', () => {
  assert.deepEqual(stepsOf('pretend', []), ['kind', 'keys', 'connect', 'doctor', 'once', 'trial', 'done']);
  assert.deepEqual(stepsOf('sandbox', [1, 2]).slice(0, 5), ['kind', 'way', 'app-1', 'app-2', 'keys']);
});

test('an address that says nothing known means the usual way', () => {
  assert.equal(wayOf('nonsense'), 'new');
  assert.equal(orgOf('nonsense'), undefined);
  assert.equal(orgOf('sandbox'), 'sandbox');
});
