import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { id } from '../../../src/base/ids.ts';
import { draftOf } from '../../../src/flow/edit/draft.ts';
import { steps } from '../../../src/steps/index.ts';
import { groupsFor, likelyAfter, paletteOf, withRecent } from './palette.ts';
import { SYNONYMS } from './synonyms.ts';

const catalog = {
  types: { steps, channels: {} },
  connections: { crm: { connector: 'acme' }, phone: { channel: 'sms' } },
  operations: { acme: { createRecord: { input: {}, output: {} }, findOne: { input: {}, output: {} } } },
};
const titles = { acme: { operations: { createRecord: { title: 'Create a record', description: 'Makes one.' } } } };
const words = {
  title: (type: string) => steps[type]?.title ?? type,
  about: (type: string) => steps[type]?.description ?? '',
};
const items = paletteOf(catalog, words, titles);
const found = (text: string) =>
  groupsFor(items, { text, likely: [], recent: [] }).flatMap((group) => group.items.map((item) => item.id));

describe('the palette', () => {
  it('has every type of step, and what connections that exist can do, filled in', () => {
    assert.deepEqual(
      items.slice(0, Object.keys(steps).length).map(({ type }) => type),
      Object.keys(steps),
    );
    const create = items.find((item) => item.id === 'call crm createRecord');
    assert.equal(create?.title, 'crm: Create a record');
    assert.deepEqual(create?.params, { connection: 'crm', operation: 'createRecord', input: {} });
    assert.equal(items.find((item) => item.id === 'call crm findOne')?.title, 'crm: find one');
  });

  it('knows other words for every type, in both languages', () => {
    assert.deepEqual(Object.keys(SYNONYMS).sort(), Object.keys(steps).sort());
    assert.equal(found('domanda')[0], 'ask');
    assert.equal(found('if')[0], 'branch');
    assert.equal(found('operatore')[0], 'handoff');
    assert.equal(found('cre rec')[0], 'call crm createRecord');
    assert.deepEqual(found('zzz'), []);
  });

  it('puts what is likely and recent first, then everything by category', () => {
    const groups = groupsFor(items, { text: '', likely: ['send', 'end'], recent: ['end', 'wait', 'gone'] });
    assert.deepEqual(
      groups.slice(0, 2).map(({ heading, items: all }) => [heading, all.map((item) => item.id)]),
      [
        ['likely', ['send', 'end']],
        ['recent', ['wait']],
      ],
    );
    const rest = groups.slice(2).flatMap((group) => group.items);
    assert.equal(rest.length, items.length);
  });

  it('expects people after trouble', () => {
    const ask = id.step('ask');
    const draft = draftOf({
      rondine: 1,
      flow: {
        id: id.flow('f'),
        name: 'F',
        language: 'it',
        settings: { timeZone: 'Europe/Rome', country: 'IT' },
        triggers: [],
        start: ask,
        steps: { [ask]: { type: 'ask', params: {}, next: {} } },
      },
    });
    assert.equal(likelyAfter(draft, { step: ask, outcome: 'failed' }, catalog)[0], 'handoff');
    assert.equal(likelyAfter(draft, { step: ask, outcome: 'answered' }, catalog)[0], 'branch');
    assert.equal(likelyAfter(draft, { start: true }, catalog)[0], 'ask');
  });

  it('remembers the last few, each once', () => {
    assert.deepEqual(withRecent(['a', 'b'], 'b'), ['b', 'a']);
    assert.equal(
      withRecent(
        Array.from({ length: 20 }, (_, at) => String(at)),
        'x',
      ).length,
      8,
    );
  });
});
