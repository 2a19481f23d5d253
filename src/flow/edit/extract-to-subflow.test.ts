import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import type { Catalog } from '../validate/catalog.ts';
import { validate } from '../validate/validate.ts';
import type { WrittenSteps } from '../testing/small-flow.contract.ts';
import type { Draft } from './draft.ts';
import { extractToSubflow } from './extract-to-subflow.ts';
import { at, draftWith, types, waysIn } from './small-draft.contract.ts';

const flow = { id: id.flow('contact'), name: 'Contatto' };
const START = { triggers: [{ type: 'message' }] };
const extract = (draft: Draft, ...steps: string[]) => extractToSubflow(draft, { steps: steps.map(at), flow }, types);

const catalog: Catalog = {
  types,
  connections: { crm: { connector: 'records' } },
  operations: { records: { create: { input: { type: 'object' }, output: { type: 'object' } } } },
  flows: { contact: { triggers: ['flow'] } },
};
const errorsIn = ({ flow: each }: Draft) => validate(each, catalog).filter(({ severity }) => severity === 'error');

const LEAD: WrittenSteps = {
  hello: { type: 'set', params: { values: { city: 'Roma', unused: 1 } }, next: { done: 'ask' } },
  ask: {
    type: 'ask',
    params: { text: 'Nome? {{ vars.city }} {{ input.city }}', saveAs: 'name' },
    next: { answered: 'call', invalid: 'sorry', timeout: 'sorry', failed: 'sorry' },
  },
  call: {
    type: 'call',
    params: { connection: 'crm', operation: 'create', input: { name: '{{ vars.name }}' }, saveAs: 'lead' },
    next: { done: 'thanks', failed: 'sorry' },
  },
  thanks: {
    type: 'send',
    params: { text: '{{ vars.name }} {{ vars.lead.id }}' },
    next: { sent: 'end', failed: 'end' },
  },
  sorry: { type: 'end', params: { as: 'failed' } },
  end: { type: 'end' },
};

test('steps become a flow that is given what they read and gives back what others read', () => {
  const steps = { ...LEAD, ask: { ...LEAD['ask']!, next: { answered: 'call', failed: 'sorry' } } };
  const layout = { steps: { ask: { x: 5, y: 6 } }, pins: { call: { id: 1 }, thanks: { id: 2 } } };
  const { draft, extracted, step } = extract(draftWith(steps, { ...START, layout }), 'ask', 'call');
  assert.equal(step, 'contatto');
  assert.deepEqual(draft.flow.steps[step], {
    type: 'subflow',
    title: 'Contatto',
    params: { flow: 'contact', input: { city: '{{ input.city }}', city_: '{{ vars.city }}' }, saveAs: 'result' },
    next: { done: 'set', failed: 'sorry' },
  });
  assert.deepEqual(draft.flow.steps[at('set')], {
    type: 'set',
    params: { values: { lead: '{{ vars.result.output.lead }}', name: '{{ vars.result.output.name }}' } },
    next: { done: 'thanks' },
  });
  assert.equal(draft.flow.steps[at('hello')]?.next['done'], 'contatto');
  assert.deepEqual(draft.layout.steps, { contatto: { x: 5, y: 6 }, set: { x: 5, y: 166 } });
  assert.deepEqual(draft.layout.pins, { thanks: { id: 2 } });
  assert.deepEqual(waysIn(extracted), [
    'start > begin',
    'ask.answered > call',
    'ask.failed > failed',
    'call.done > end',
    'call.failed > failed',
    'begin.done > ask',
  ]);
  assert.deepEqual(extracted.flow.steps[at('begin')]?.params, { values: { city: '{{ input.city_ }}' } });
  assert.deepEqual(extracted.flow.steps[at('end')]?.params, {
    output: { lead: '{{ vars.lead }}', name: '{{ vars.name }}' },
  });
  assert.deepEqual(extracted.layout.pins, { call: { id: 1 } });
  assert.deepEqual([...errorsIn(draft), ...errorsIn(extracted).filter(({ code }) => code !== 'open_exit')], []);
});

test('steps that share nothing need neither variables nor an input, and end the run where they did', () => {
  const { draft, extracted, step } = extract(
    draftWith({ hello: { type: 'note', next: { next: 'end' } }, end: { type: 'end' } }),
    'hello',
    'end',
  );
  assert.deepEqual(draft.flow.steps[step]?.params, { flow: 'contact' });
  assert.deepEqual(waysIn(draft), ['start > contatto', 'contatto.done > end']);
  assert.deepEqual(waysIn(extracted), ['start > hello', 'hello.next > end']);
});

test('steps that nothing leads to can be taken out too', () => {
  const { draft, extracted } = extract(draftWith({ hello: { type: 'end' }, alone: { type: 'note' } }), 'alone');
  assert.deepEqual(waysIn(draft), ['start > hello']);
  assert.equal(extracted.flow.start, 'alone');
});

test('steps that no flow could be made of are refused with words', () => {
  const refused = (code: string, steps: WrittenSteps, ...chosen: string[]) =>
    assert.throws(() => extract(draftWith(steps), ...chosen), { name: 'EditError', code });
  const note = () => ({ type: 'note', params: { text: '' } });
  refused('several_entries', LEAD, 'call', 'sorry');
  refused('several_exits', { ...LEAD, hello: { ...LEAD['hello']!, next: { done: 'ask' } } }, 'ask', 'call');
  refused(
    'several_exits',
    {
      a: { type: 'branch', params: { cases: [{ id: 'x', when: { all: [] } }] }, next: { x: 'b', else: 'c' } },
      b: { type: 'end' },
      c: note(),
    },
    'a',
    'b',
  );
  refused('unknown_step', LEAD);
  refused('unknown_step', LEAD, 'lost');
  refused(
    'not_separable',
    { a: { type: 'set', params: { values: { all: '{{ vars }}' } }, next: { done: 'b' } }, b: note() },
    'a',
  );
  refused(
    'not_separable',
    { a: { type: 'set', params: { values: { all: '{{ input }}' } }, next: { done: 'b' } }, b: note() },
    'a',
  );
  const rescue = { type: 'send', params: { text: '{{ vars.name }}' } };
  refused(
    'not_separable',
    {
      ask: { type: 'ask', params: { text: '', saveAs: 'name' }, next: { answered: 'end', failed: 'rescue' } },
      rescue,
      end: { type: 'end' },
    },
    'ask',
  );
});
