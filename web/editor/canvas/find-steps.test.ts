import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StepId } from '../../../src/base/ids.ts';
import { stepOf } from '../../../src/flow/edit/draft.ts';
import { steps } from '../../../src/steps/index.ts';
import { findSteps, readQuery } from './find-steps.ts';
import { readHand, readView } from './kept-view.ts';
import { lineOf, plain } from './step-line.ts';
import { LEAD, step } from './testing/lead.ts';

describe('the line of a step', () => {
  it('says what it does in the customer’s words', () => {
    assert.deepEqual(lineOf(stepOf(LEAD, step('askName')), 'en')?.values, {
      text: "Hi! What's your name?",
      variable: 'name',
    });
    assert.deepEqual(lineOf(stepOf(LEAD, step('createLead')), 'it'), {
      key: 'callOn',
      values: { connection: 'salesforce', operation: 'upsert', object: 'Lead' },
    });
    assert.equal(lineOf(stepOf(LEAD, step('phoneKnown')), 'it')?.key, 'when.isNotEmpty');
    assert.deepEqual(lineOf({ type: 'wait', params: { for: 'PT2H' }, next: {} }, 'it'), {
      key: 'wait',
      values: {},
      durationMs: 7_200_000,
    });
  });

  it('stands for every type of step, whatever its params are', () => {
    for (const [type, { params }] of Object.entries(steps)) {
      const initial = (params as { default?: object }).default ?? {};
      assert.doesNotThrow(() => lineOf({ type, params: initial as never, next: {} }, 'it'), type);
      assert.doesNotThrow(() => lineOf({ type, params: {}, next: {} }, 'it'), type);
    }
    assert.equal(lineOf({ type: 'unheard', params: {}, next: {} }, 'it'), undefined);
  });

  it('reads templates as names', () => {
    assert.equal(plain('Grazie {{ vars.name | first_name }}, a {{contact.phone}}'), 'Grazie [name], a [contact phone]');
  });
});

describe('searching', () => {
  const catalog = {
    types: { steps, channels: {} },
    connections: { wa: { channel: 'whatsapp' }, salesforce: { connector: 'salesforce' } },
    operations: {},
  };
  const known = { catalog, diagnostics: [], titleOf: (each: StepId) => LEAD.flow.steps[each]?.title ?? '' };
  const find = (text: string, more: Partial<typeof known> = {}) =>
    findSteps(LEAD, readQuery(text), { ...known, ...more });

  it('looks for words in titles, ids and texts, without case and accents', () => {
    assert.deepEqual(find('COME chiamì'), ['askName']);
    assert.deepEqual(find('sales queue'), ['toPeople']);
    assert.deepEqual(find(''), []);
  });

  it('filters by type, by what is used, by channel and by state', () => {
    assert.deepEqual(find('type:ask'), ['askName', 'askPhone']);
    assert.deepEqual(find('uses:salesforce'), ['createLead']);
    assert.deepEqual(find('uses:phone'), ['askPhone', 'createLead']);
    assert.deepEqual(find('channel:whatsapp type:send'), ['thank', 'apologise']);
    assert.deepEqual(find('is:unused'), []);
    const broken = { code: 'x', severity: 'error' as const, path: ['flow', 'steps', 'thank'], message: '', fix: '' };
    assert.deepEqual(find('is:invalid', { diagnostics: [broken] as never }), ['thank']);
  });
});

describe('what a browser keeps of the view', () => {
  it('is passed over where it is broken', () => {
    const shelf = (value: string | null) => ({ getItem: () => value });
    assert.deepEqual(readView(shelf('{"x":1,"y":2,"zoom":0.5}'), 'k'), { x: 1, y: 2, zoom: 0.5 });
    for (const broken of [null, 'x', '{"x":1}', '{"x":"1","y":2,"zoom":1}'])
      assert.equal(readView(shelf(broken), 'k'), undefined);
    assert.equal(readHand(shelf('mouse')), 'mouse');
    assert.equal(readHand(shelf('paw')), 'trackpad');
  });
});
