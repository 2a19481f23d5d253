import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import { steps } from '../steps/index.ts';
import { advance, isAwaited } from './advance.ts';
import type { Flow } from './flow.ts';
import { LIMITS } from './limits.ts';
import type { Run, RunEvent } from './run.ts';
import { outcomesOf, type StepType } from './step-type.ts';
import {
  AT,
  canceled,
  context,
  done,
  effect,
  flowOf,
  fresh,
  message,
  play,
  started,
  types,
} from './testing/small-flow.contract.ts';

const talk = flowOf({
  first: {
    type: 'send',
    params: { text: 'Ciao {{ contact.name }}, hai scritto "{{ message.text }}" da {{ input.from }}' },
    next: { sent: 'ask' },
  },
  ask: { type: 'ask', params: { text: 'Come ti chiami?', saveAs: 'name' }, next: { answered: 'end', timeout: 'end' } },
  end: { type: 'end' },
});

/** A run after the given events, each of which must be awaited. */
const after = (flow: Flow, events: readonly RunEvent[], kinds = types): Run => play(flow, events, { kinds }).run;

test('a run begins at the start and asks the world by effects', () => {
  const { run, effects } = advance(talk, fresh, started, types);
  assert.deepEqual(effects, [
    { id: 'run#0', kind: 'send', content: { kind: 'text', text: 'Ciao Ada, hai scritto "Ciao" da ad' } },
  ]);
  assert.deepEqual(run, {
    ...fresh,
    at: 'first',
    wait: { id: 1, for: 'effects', effects: ['run#0'] },
    memo: { parts: [] },
    input: { from: 'ad' },
    message: message('Ciao'),
    issued: 1,
    entered: 0,
    revision: 1,
    changedAt: AT,
  });
});

test('a run goes on to its end and keeps what it learnt', () => {
  const waiting = after(talk, [started, done(0), done(1)]);
  assert.deepEqual([waiting.at, waiting.wait.for, waiting.wait.until], ['ask', 'reply', AT + 1 + 86_400_000]);
  const { run, effects } = advance(
    talk,
    waiting,
    { type: 'replied', at: AT + 2, context, wait: waiting.wait.id, message: message('Ada') },
    types,
  );
  assert.deepEqual(effects, []);
  assert.deepEqual([run.status, run.at, run.vars, run.memo], ['completed', 'end', { name: 'Ada' }, {}]);
  assert.deepEqual(run.wait, { id: run.revision, for: 'nothing', effects: [] });
  assert.equal(run.message?.text, 'Ada');
});

const waiting = after(talk, [started, done(0), done(1)]);
const stale: readonly [name: string, run: Run, event: RunEvent][] = [
  ['a second start', waiting, started],
  ['a result that was taken already', waiting, done(1)],
  ['a result of another run', waiting, { ...done(1), effect: id.effect(id.run('other'), 0) } as RunEvent],
  [
    'an answer to an earlier wait',
    waiting,
    { type: 'replied', at: AT, context, wait: waiting.wait.id - 1, message: message('x') },
  ],
  ['a release of nothing', waiting, { type: 'released', at: AT, context, wait: waiting.wait.id, by: 'luisa' }],
  [
    'a timer before its time',
    waiting,
    { type: 'elapsed', at: (waiting.wait.until ?? 0) - 1, context, wait: waiting.wait.id },
  ],
  [
    'a timer of an earlier wait',
    waiting,
    { type: 'elapsed', at: waiting.wait.until ?? 0, context, wait: waiting.wait.id - 1 },
  ],
  ['a timer where none was set', after(talk, [started]), { type: 'elapsed', at: AT * 2, context, wait: 1 }],
  [
    'an answer while a message goes out',
    after(talk, [started]),
    { type: 'replied', at: AT, context, wait: 1, message: message('x') },
  ],
  ['a result of another effect', after(talk, [started]), done(5)],
  ['a cancellation after the end', after(talk, [started, canceled]), canceled],
  [
    'anything after the end',
    after(talk, [started, { type: 'canceled', at: AT, context, by: 'luisa', reason: 'test' }]),
    done(0),
  ],
];

for (const [name, run, event] of stale)
  test(`${name} changes nothing`, () => {
    assert.equal(isAwaited(run, event), false);
    const advanced = advance(talk, run, event, types);
    assert.equal(advanced.run, run);
    assert.deepEqual(advanced.effects, []);
  });

test('a timer ends the wait at its very time', () => {
  const run = after(talk, [
    started,
    done(0),
    done(1),
    { type: 'elapsed', at: waiting.wait.until ?? 0, context, wait: waiting.wait.id },
  ]);
  assert.deepEqual([run.status, run.vars], ['completed', {}]);
});

test('a run can be canceled at any time, with name and reason', () => {
  for (const events of [[], [started], [started, done(0), done(1)]]) {
    const run = after(talk, [...events, { type: 'canceled', at: AT + 9, context, by: 'luisa', reason: 'doppio' }]);
    assert.equal(run.status, 'canceled');
    assert.deepEqual(run.failure, { code: 'denied', message: 'Canceled by luisa: doppio' });
    assert.equal(run.changedAt, AT + 9);
  }
});

const FAILING: readonly [name: string, flow: Flow, code: string, words: RegExp][] = [
  ['a start that does not exist', flowOf({}), 'invalid', /Step "first" does not exist in version 3 of flow "flow"/],
  ['a step of an unknown type', flowOf({ first: { type: 'fly' } }), 'invalid', /unknown type "fly"/],
  [
    'a step called like a member of every object',
    flowOf({}, { start: 'constructor' }),
    'invalid',
    /Step "constructor" does not exist/,
  ],
  [
    'an exit that leads nowhere',
    flowOf({ first: { type: 'set', params: { values: {} } } }),
    'invalid',
    /left by its exit "done", which leads nowhere/,
  ],
  [
    'a template that cannot be worked out',
    flowOf({ first: { type: 'set', params: { values: { a: '{{ 1 | fly }}' } } } }),
    'invalid',
    /Step "first": The template .* no filter "fly"/,
  ],
  [
    'a loop that never waits',
    flowOf({ first: { type: 'set', params: { values: {} }, next: { done: 'first' } } }),
    'invalid',
    /5000 steps followed each other without a wait/,
  ],
  ['params that no schema would pass', flowOf({ first: { type: 'branch', params: {} } }), 'defect', /Step "first": /],
];

for (const [name, flow, code, words] of FAILING)
  test(`${name} fails the run as ${code}`, () => {
    const { run, effects } = advance(flow, fresh, started, types);
    assert.deepEqual(effects, []);
    assert.deepEqual([run.status, run.failure?.code], ['failed', code]);
    assert.match(run.failure?.message ?? '', words);
  });

test('so many steps as are allowed follow each other', () => {
  const many = Object.fromEntries(
    Array.from({ length: LIMITS.stepsWithoutWait - 1 }, (_, n) => [
      `s${n}`,
      { type: 'set', params: { values: { n } }, next: { done: `s${n + 1}` } },
    ]),
  );
  const flow = flowOf({ ...many, [`s${LIMITS.stepsWithoutWait - 1}`]: { type: 'end' } });
  assert.equal(advance(flow, fresh, started, types).run.status, 'completed');
});

test('the notes of a step go when it is left, and when the run ends', () => {
  const flow = flowOf({
    first: { type: 'send', params: { text: 'Ciao' }, next: { sent: 'wait' } },
    wait: { type: 'wait', params: { for: 'PT1H' } },
  });
  assert.deepEqual(after(flow, [started]).memo, { parts: [] });
  assert.deepEqual(after(flow, [started, done(0)]).memo, {});
  assert.deepEqual(after(flow, [started, canceled]).memo, {});
});

test('names of months are in the language of the contact, else of the flow', () => {
  const flow = flowOf({
    first: { type: 'set', params: { values: { month: '{{ event.at | date: "%B" }}' } }, next: { done: 'end' } },
    end: { type: 'end' },
  });
  const english = { ...started, context: { contact: { id: 'c', addresses: [], language: 'en' } } };
  assert.equal(after(flow, [started]).vars['month'], 'novembre');
  assert.equal(after(flow, [english]).vars['month'], 'November');
});

test('trouble with nowhere to go fails the run with its own reason', () => {
  const failed: RunEvent = {
    type: 'failed',
    at: AT,
    context,
    effect: effect(0),
    failure: { code: 'window_closed', message: 'Too late.' },
  };
  const run = after(talk, [started, failed]);
  assert.deepEqual([run.status, run.failure?.code], ['failed', 'window_closed']);
  assert.equal(run.failure?.message, 'Too late. (Step "first" was left by its exit "failed", which leads nowhere.)');
});

test('trouble with somewhere to go can be read there', () => {
  const flow = flowOf({
    first: { type: 'call', params: { connection: 'crm', operation: 'create' }, next: { failed: 'note', done: 'end' } },
    note: {
      type: 'set',
      params: { values: { why: '{{ failure.code }}: {{ failure.message }}' } },
      next: { done: 'end' },
    },
    end: { type: 'end' },
  });
  const run = after(flow, [
    started,
    { type: 'failed', at: AT, context, effect: effect(0), failure: { code: 'denied', message: 'No.' } },
  ]);
  assert.deepEqual([run.status, run.vars['why'], run.failure?.code], ['completed', 'denied: No.', 'denied']);
});

test('a step that cannot take an event up fails the run as a defect', () => {
  const deaf: StepType = {
    type: 'deaf',
    title: 'Deaf',
    description: 'Waits and never listens.',
    params: { type: 'object' },
    outcomes: () => ['done'],
    troubles: [],
    pauses: true,
    enter: ({ at }) => ({ then: 'stay', wait: { for: 'time', until: at + 1 } }),
  };
  const kinds = { ...types, steps: { ...steps, deaf } };
  const flow = flowOf({ first: { type: 'deaf' } });
  const run = after(flow, [started, { type: 'elapsed', at: AT + 1, context, wait: 1 }], kinds);
  assert.deepEqual(run.failure, { code: 'defect', message: 'Step "first" cannot take up "elapsed".' });
});

test('results may come in any order and the rest stays awaited', () => {
  const both: StepType = {
    type: 'both',
    title: 'Both',
    description: 'Asks for two things at once.',
    params: { type: 'object' },
    outcomes: () => ['done'],
    troubles: [],
    pauses: false,
    enter: () => ({ then: 'stay', wait: { for: 'effects', effects: [{ kind: 'handoff' }, { kind: 'handoff' }] } }),
    resume: ({ run: { wait, memo } }) =>
      wait.effects.length > 0
        ? { then: 'stay', wait: { for: 'effects', effects: [] }, set: { first: memo } }
        : { then: 'leave', outcome: 'done' },
  };
  const kinds = { ...types, steps: { ...steps, both } };
  const flow = flowOf({ first: { type: 'both', next: { done: 'end' } }, end: { type: 'end' } });
  const halfway = after(flow, [started, done(1)], kinds);
  assert.deepEqual([halfway.wait.effects, halfway.vars], [['run#0'], { first: {} }]);
  assert.equal(after(flow, [started, done(1), done(0)], kinds).status, 'completed');
});

test('a value that is thrown and is no error still fails the run', () => {
  const odd: StepType = {
    ...(steps['end'] as StepType),
    type: 'odd',
    enter: () => {
      // oxlint-disable-next-line typescript/only-throw-error -- the point of this test
      throw 'odd';
    },
  };
  const { run } = advance(flowOf({ first: { type: 'odd' } }), fresh, started, { ...types, steps: { odd } });
  assert.deepEqual(run.failure, { code: 'defect', message: 'Step "first": odd' });
});

test('an unknown type has no exits', () => {
  assert.deepEqual(outcomesOf({ type: 'constructor', params: {}, next: {} }, types), []);
  assert.deepEqual(outcomesOf({ type: 'send', params: {}, next: {} }, types), ['sent', 'failed']);
});
