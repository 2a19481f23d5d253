import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance, isAwaited } from './advance.ts';
import { LIMITS } from './limits.ts';
import { REPAIRS, type Run, type RunEvent } from './run.ts';
import type { StepResult, StepType } from './step-type.ts';
import {
  AT,
  canceled,
  context,
  done,
  effect,
  failed,
  flowOf,
  fresh,
  message,
  play,
  started,
  types,
} from './testing/small-flow.contract.ts';

const base = { at: AT + 2, context };
const busy = { ...context, conversation: { id: 'x', channel: 'wa', connection: 'wa', busy: true } as const };

const replied =
  (text: string) =>
  ({ wait }: Run): RunEvent => ({ ...base, type: 'replied', wait: wait.id, message: message(text) });
const gathered = (text: string, at: number): RunEvent => ({
  type: 'gathered',
  at,
  context,
  message: message(text),
  quietMs: 1000,
});
const elapsed = ({ wait }: Run): RunEvent => ({ ...base, type: 'elapsed', wait: wait.id, at: wait.until ?? AT });
const turned = ({ wait }: Run): RunEvent => ({ ...base, type: 'turned', wait: wait.id });
const interrupted = (handler: number, text = 'menu'): RunEvent => ({
  ...base,
  type: 'interrupted',
  handler,
  message: message(text),
});
const retried: RunEvent = { ...base, type: 'retried', by: 'luisa' };
const skipped = (how: { outcome?: string; output?: object } = {}): RunEvent =>
  ({ ...base, type: 'skipped', by: 'luisa', ...how }) as RunEvent;
const edited = (vars: object): RunEvent => ({ ...base, type: 'edited', by: 'luisa', vars }) as RunEvent;
const migrated = (version: number): RunEvent => ({ ...base, type: 'migrated', by: 'luisa', version });

const ids = (effects: readonly { id: string }[]) => effects.map(({ id }) => id);
const call = (next: object = {}, input: object = {}) => ({
  type: 'call',
  params: { connection: 'crm', operation: 'create', input, saveAs: 'lead' } as never,
  next: next as Record<string, string>,
});
const say = (text: string, next: object = {}) => ({
  type: 'send',
  params: { text },
  next: next as Record<string, string>,
});
const set = (values: object, next: string) => ({ type: 'set', params: { values } as never, next: { done: next } });
const end = { type: 'end' };

// A burst of messages before the first step.

const greeting = flowOf({ first: say('{{ message.text }}', { sent: 'end' }), end });
const burst: RunEvent = { ...started, quietMs: 1000 } as RunEvent;

test('a run that gathers messages begins when nothing more has come, with all of them as one', () => {
  const { run, effects } = play(greeting, [burst, gathered('Vorrei', AT + 900), gathered('un preventivo', AT + 1500)]);
  assert.deepEqual([run.at, run.wait.for, run.wait.until], [null, 'start', AT + 2500]);
  assert.deepEqual(effects, []);
  const begun = play(greeting, [elapsed], { from: run });
  assert.deepEqual(
    begun.effects.map((each) => each.kind === 'send' && each.content),
    [{ kind: 'text', text: 'Ciao\nVorrei\nun preventivo' }],
  );
  assert.deepEqual([begun.run.message?.merged, begun.run.input], [3, { from: 'ad' }]);
});

test('a burst is waited for at most ten times as long as its pauses may be', () => {
  const events = Array.from({ length: 30 }, (_, at) => gathered('e', AT + 900 * (at + 1)));
  const early = events.slice(0, 11);
  assert.equal(play(greeting, [burst, ...early]).run.wait.until, AT + 10_000);
});

test('a second start, a reply and a handler mean nothing to a run that gathers', () => {
  const { run } = play(greeting, [burst]);
  for (const event of [started, burst, interrupted(0), replied('x')(run)]) assert.equal(isAwaited(run, event), false);
});

test('after its first step a run gathers nothing more', () => {
  const { run } = play(greeting, [started]);
  assert.equal(isAwaited(run, gathered('x', AT + 1)), false);
});

test('a run that gathers can be made to begin at once', () => {
  const { run, effects } = play(greeting, [burst, skipped()]);
  assert.deepEqual([run.at, ids(effects)], ['first', ['run#0']]);
});

// Waiting for a turn.

const asking = flowOf({
  first: { type: 'ask', params: { text: 'Nome?', saveAs: 'name' }, next: { answered: 'end', timeout: 'end' } },
  end,
});
const inBackground: RunEvent = { ...started, context: busy };

test('a run in the background waits for its turn before it asks', () => {
  const { run, effects } = play(asking, [inBackground]);
  assert.deepEqual([run.at, run.wait], ['first', { id: 1, for: 'turn', effects: [] }]);
  assert.deepEqual(effects, []);
});

test('a run whose turn has come asks', () => {
  const { run, effects } = play(asking, [inBackground, turned]);
  assert.deepEqual([run.wait.for, ids(effects)], ['effects', ['run#0']]);
});

test('a run whose turn went to another meanwhile waits once more', () => {
  const taken = (run: Run): RunEvent => ({ ...turned(run), context: busy });
  const { run } = play(asking, [inBackground, taken]);
  assert.deepEqual(run.wait, { id: 2, for: 'turn', effects: [] });
  assert.equal(isAwaited(run, { ...base, type: 'turned', wait: 1 }), false);
});

test('a run in the background may write without its turn', () => {
  const { effects } = play(greeting, [inBackground]);
  assert.equal(effects.length, 1);
});

// Handlers.

const menu = { on: 'message', keywords: ['menu'], next: 'menu' };

test('a message for a handler takes the run from wherever it stands to where the handler leads', () => {
  const flow = flowOf(
    {
      first: { type: 'loop', params: { over: [1, 2] }, next: { each: 'wait', done: 'end' } },
      wait: { type: 'wait', params: { for: 'PT1H' }, next: { elapsed: 'first' } },
      menu: say('{{ message.text }}: {{ vars.item }}', { sent: 'end' }),
      end,
    },
    { handlers: [{ on: 'failure', next: 'end' }, menu] },
  );
  const { run, effects } = play(flow, [started, interrupted(1, 'Menù')]);
  assert.deepEqual([run.at, run.vars, run.marks, run.handled], ['menu', { item: 1 }, undefined, 1]);
  assert.equal(effects[0]?.kind === 'send' && effects[0].content.kind === 'text' && effects[0].content.text, 'Menù: 1');
});

test('what a run did before a handler took it is not awaited any more', () => {
  const flow = flowOf({ first: call(), menu: say('Menu') }, { handlers: [menu] });
  const { run } = play(flow, [started, interrupted(0)]);
  assert.equal(isAwaited(run, done(0)), false);
  assert.deepEqual(run.wait.effects, ['run#1']);
});

test('a handler that does not exist, or is not for messages, fails the run', () => {
  const flow = flowOf({ first: call(), end }, { handlers: [{ on: 'failure', next: 'end' }] });
  for (const position of [0, 1]) {
    const { run } = play(flow, [started, interrupted(position)]);
    assert.deepEqual([run.status, run.handled], ['failed', undefined]);
    assert.ok(run.failure?.message.includes(`Version 3 of flow "flow" has no handler ${position} for messages.`));
  }
});

test('handlers are visited so often as is allowed and not once more', () => {
  const flow = flowOf({ first: call(), menu: say('Menu') }, { handlers: [menu] });
  const often = Array.from({ length: LIMITS.handlers }, () => interrupted(0));
  const { run } = play(flow, [started, ...often]);
  assert.deepEqual([run.status, run.handled], ['active', LIMITS.handlers]);
  const once = play(flow, [interrupted(0)], { from: run }).run;
  assert.match(once.failure?.message ?? '', /handlers of the flow more than 25 times/);
});

test('a reply that no exit takes goes where the flow says', () => {
  const flow = flowOf(
    {
      first: { type: 'ask', params: { text: '?', saveAs: 'n', answer: { type: 'number' }, retries: 0 } },
      sorry: say('Scusa'),
    },
    { handlers: [{ on: 'invalidReply', next: 'sorry' }] },
  );
  const { run } = play(flow, [started, done(0), replied('molti')]);
  assert.deepEqual([run.at, run.failure], ['sorry', undefined]);
  for (const end of [replied('3'), elapsed]) assert.equal(play(flow, [started, done(0), end]).run.status, 'failed');
});

const onFailure = { handlers: [{ on: 'failure', next: 'sorry' }] };
const sorry = say('{{ failure.message }}', { sent: 'end' });

test('trouble that no exit takes goes where the flow says, and can be read there', () => {
  const { run, effects } = play(flowOf({ first: call(), sorry, end }, onFailure), [started, failed(0), done(1)]);
  assert.deepEqual([run.status, run.at, run.failure?.message], ['completed', 'end', 'No.']);
  assert.deepEqual(effects[1]?.kind === 'send' && effects[1].content, { kind: 'text', text: 'No.' });
});

for (const [name, first] of Object.entries({
  'a template that cannot be worked out': say('{{ 1 | fly }}'),
  'an exit that leads nowhere': { type: 'note', params: { text: '' } },
  'a way to a step that does not exist': { type: 'note', params: { text: '' }, next: { next: 'nowhere' } },
}))
  test(`${name} goes to the handler for failures`, () => {
    assert.equal(play(flowOf({ first, sorry, end }, onFailure), [started]).run.at, 'sorry');
  });

test('a failure that the author meant is no trouble', () => {
  const flow = flowOf({ first: { type: 'end', params: { as: 'failed', message: 'Piena' } }, sorry }, onFailure);
  const { run } = play(flow, [started]);
  assert.deepEqual([run.status, run.failure?.message, run.handled], ['failed', 'Piena', undefined]);
});

test('a handler that fails itself comes to an end', () => {
  const flow = flowOf({ first: say('{{ 1 | fly }}') }, { handlers: [{ on: 'failure', next: 'first' }] });
  const { run } = play(flow, [started]);
  assert.deepEqual([run.status, run.handled], ['failed', LIMITS.handlers]);
});

// Repairs.

const twoCalls = flowOf({
  first: set({ a: 1 }, 'one'),
  one: call({ done: 'two' }, { which: 1 }),
  two: call({ done: 'three' }, { which: 2 }),
  three: call({ done: 'end' }, { which: 3 }),
  end,
});

test('a failed step that is entered again asks for the same under the same ids, and what follows gets new ones', () => {
  const { run, effects } = play(twoCalls, [started, done(0), failed(1), retried]);
  assert.deepEqual([run.status, run.at, run.failure], ['active', 'two', undefined]);
  assert.deepEqual(ids(effects), ['run#0', 'run#1', 'run#1']);
  assert.deepEqual(effects[2], effects[1]);
  const after = play(twoCalls, [done(1), done(2)], { from: run });
  assert.deepEqual([after.run.status, after.run.highest, after.run.issued], ['completed', undefined, 3]);
  assert.deepEqual(ids(after.effects), ['run#2']);
});

test('a step of several parts that failed late is entered again from its first part', () => {
  const flow = flowOf({ first: say('parola '.repeat(40), { sent: 'end' }), end: call({ done: 'stop' }), stop: end });
  const { run, effects } = play(flow, [started, done(0), done(1), failed(2), retried, done(0), done(1)]);
  assert.deepEqual(ids(effects), ['run#0', 'run#1', 'run#2', 'run#0', 'run#1', 'run#2']);
  assert.deepEqual(ids(play(flow, [done(2)], { from: run }).effects), ['run#3']);
});

test('a step that fails again can be entered again, and no id is used for anything else', () => {
  const { run, effects } = play(twoCalls, [started, done(0), failed(1), retried, failed(1), retried, done(1)]);
  assert.deepEqual(ids(effects), ['run#0', 'run#1', 'run#1', 'run#1', 'run#2']);
  assert.equal(run.at, 'three');
});

/** Asks for two things one after the other, and breaks when it has both, or is refused one. */
const fragile: StepType = {
  type: 'fragile',
  title: 'Fragile',
  description: 'Asks for two things and breaks.',
  params: { type: 'object' },
  outcomes: () => ['done'],
  troubles: [],
  pauses: false,
  enter: () => ({ then: 'stay', wait: { for: 'effects', effects: [{ kind: 'handoff', queue: 'a' }] } }),
  resume: ({ memo }, event) =>
    event.type === 'done' && !memo['second']
      ? { then: 'stay', wait: { for: 'effects', effects: [{ kind: 'handoff', queue: 'b' }] }, memo: { second: true } }
      : { then: 'finish', status: 'failed', failure: { code: 'invalid', message: 'Broken.' } },
};
const kinds = { ...types, steps: { ...types.steps, fragile } };

test('a handler that follows a step entered again gets ids of its own', () => {
  const steps = { first: { type: 'fragile' }, sorry: say('Scusa'), menu: say('Menu') };
  const { run } = play(flowOf(steps), [started, done(0), done(1)], { kinds });
  const handled = play(flowOf(steps, onFailure), [retried, failed(0)], { kinds, from: run });
  assert.deepEqual(ids(handled.effects), ['run#0', 'run#2']);
  const interruption = play(flowOf(steps, { handlers: [menu] }), [retried, interrupted(0)], { kinds, from: run });
  assert.deepEqual(ids(interruption.effects), ['run#0', 'run#2']);
});

test('a run that failed at a step that does not exist goes on with it once its flow has it', () => {
  const gap = flowOf({ first: call({ done: 'two' }) });
  const { run } = play(gap, [started, done(0)]);
  assert.deepEqual([run.status, run.at], ['failed', 'two']);
  const whole = flowOf({ first: call({ done: 'two' }), two: say('Fatto') }, { version: 4 });
  const { run: repaired, effects } = play(whole, [migrated(4), retried], { from: run });
  assert.deepEqual([repaired.status, repaired.flow.version, ids(effects)], ['active', 4, ['run#1']]);
});

test('a run that failed before its first step begins when it is retried', () => {
  const tooMuch = { ...started, input: { text: 'x'.repeat(LIMITS.variables) } } as RunEvent;
  const flow = flowOf({ first: set({ a: '{{ input.text }}' }, 'end'), end });
  const { run } = play(flow, [tooMuch]);
  assert.deepEqual([run.status, run.at, run.vars, run.input?.['text'] !== undefined], ['failed', null, {}, true]);
  const mended = flowOf({ first: set({ a: '{{ input.text | size }}' }, 'end'), end });
  assert.deepEqual(play(mended, [retried], { from: run }).run.vars, { a: LIMITS.variables });
});

test('only a failed run can be retried', () => {
  for (const events of [[], [started], [started, done(0), done(1), done(2)], [started, canceled]]) {
    const { run } = play(twoCalls, events);
    assert.equal(isAwaited(run, retried), false);
  }
});

test('a run that was completed or canceled takes no repair', () => {
  for (const events of [
    [started, done(0), done(1), done(2)],
    [started, canceled],
  ]) {
    const { run } = play(twoCalls, events);
    for (const event of [retried, skipped(), edited({ a: 2 }), migrated(3), canceled])
      assert.equal(advance(twoCalls, run, event, types).run, run);
  }
});

test('a failed run takes every repair but to be canceled', () => {
  const { run } = play(twoCalls, [started, failed(0)]);
  const events = { retried, skipped: skipped(), edited: edited({}), migrated: migrated(3), canceled };
  assert.deepEqual(
    REPAIRS.filter((type) => isAwaited(run, events[type])),
    ['retried', 'skipped', 'edited', 'migrated'],
  );
});

test('a step can be skipped: by its first exit, by another one, or with what it would have given', () => {
  const first = call({ done: 'good', failed: 'bad' });
  const flow = flowOf({ first, good: say('Bene'), bad: say('Male') });
  const where = (how: Parameters<typeof skipped>[0]) => {
    const { run } = play(flow, [started, skipped(how)]);
    return [run.at, run.vars, run.wait.effects];
  };
  assert.deepEqual(where({}), ['good', {}, ['run#1']]);
  assert.deepEqual(where({ outcome: 'failed' }), ['bad', {}, ['run#1']]);
  assert.deepEqual(where({ output: { id: '00Q' } }), ['good', { lead: { id: '00Q' } }, ['run#1']]);
});

test('what a step gave after it was skipped changes nothing', () => {
  const flow = flowOf({ first: call({ done: 'next' }), next: say('Bene') });
  assert.equal(isAwaited(play(flow, [started, skipped()]).run, done(0)), false);
});

test('a failed step can be skipped, and its failure is over', () => {
  const flow = flowOf({ first: call({ done: 'next' }), next: say('Bene') });
  const { run, effects } = play(flow, [started, failed(0), skipped({ output: { id: 1 } })]);
  assert.deepEqual([run.status, run.at, run.failure, run.vars], ['active', 'next', undefined, { lead: { id: 1 } }]);
  assert.deepEqual(ids(effects), ['run#0', 'run#1']);
});

test('a step that would go on waiting with what it is given is left by its first exit', () => {
  const handoff = { type: 'handoff', next: { released: 'next' } };
  assert.equal(play(flowOf({ first: handoff, next: end }), [started, skipped({ output: {} })]).run.status, 'completed');
});

test('a skipped end completes the run, and an exit that leads nowhere fails it', () => {
  const failing = flowOf({ first: { type: 'end', params: { as: 'failed' } } });
  assert.equal(play(failing, [started, skipped()]).run.status, 'completed');
  const { run } = play(flowOf({ first: call() }), [started, skipped({ outcome: 'gone' })]);
  assert.match(run.failure?.message ?? '', /left by its exit "gone", which leads nowhere/);
});

test('a step whose params no form would take cannot be skipped without saying by which exit', () => {
  const flow = flowOf({ first: { type: 'split', params: { ways: {} } }, end });
  const { run } = play(flow, [started, skipped()]);
  assert.deepEqual([run.status, run.failure?.code], ['failed', 'defect']);
  const named = play(flowOf({ first: { type: 'split', params: { ways: {} }, next: { a: 'end' } }, end }), [
    started,
    skipped({ outcome: 'a' }),
  ]);
  assert.equal(named.run.status, 'completed');
});

test('a step that does not exist cannot be skipped', () => {
  const { run } = play(flowOf({ first: call({ done: 'two' }) }), [started, done(0), skipped()]);
  assert.deepEqual([run.status, run.at], ['failed', 'two']);
  assert.match(run.failure?.message ?? '', /"two" does not exist/);
});

test('variables can be edited while it waits, and one that is null is removed', () => {
  const { run } = play(twoCalls, [started, edited({ a: null, b: { c: 1 } })]);
  assert.deepEqual([run.vars, run.wait], [{ b: { c: 1 } }, { id: 1, for: 'effects', effects: ['run#0'] }]);
  assert.equal(play(twoCalls, [done(0)], { from: run }).run.at, 'two');
});

test('an edit that makes the run too large is refused as a whole', () => {
  const { run } = play(twoCalls, [started]);
  const large = edited({ a: 2, text: 'x'.repeat(LIMITS.variables) });
  assert.equal(isAwaited(run, large), false);
  assert.deepEqual(advance(twoCalls, run, large, types), { run, effects: [] });
});

test('a run goes on in another version of its flow, and stays where that lacks its step', () => {
  const { run } = play(twoCalls, [started]);
  const other = flowOf({ first: end }, { version: 4 });
  assert.equal(advance(other, run, migrated(4), types).run, run);
  const same = flowOf({ one: call({ done: 'end' }), end }, { version: 4 });
  const moved = play(same, [migrated(4)], { from: run }).run;
  assert.deepEqual([moved.flow.version, moved.wait, moved.revision], [4, run.wait, 2]);
});

// Bounds and small print.

test('a run whose variables grow too large fails where it stood, and nothing of the move takes place', () => {
  const flow = flowOf({ first: call({ done: 'two' }), two: set({ more: 1 }, 'three'), three: call() });
  const { run, effects } = play(flow, [started, done(0, { text: 'x'.repeat(LIMITS.variables) })]);
  assert.deepEqual([run.status, run.at, run.vars, run.issued], ['failed', 'first', {}, 1]);
  assert.match(run.failure?.message ?? '', /more than 262144 characters/);
  assert.deepEqual(ids(effects), ['run#0']);
  assert.deepEqual(ids(play(flow, [retried], { from: run }).effects), ['run#0']);
});

test('what a loop keeps counts as well', () => {
  const over = ['x'.repeat(LIMITS.variables / 2), 'x'.repeat(LIMITS.variables / 2)];
  const flow = flowOf({ first: { type: 'loop', params: { over }, next: { each: 'wait' } }, wait: call() });
  assert.match(play(flow, [started]).run.failure?.message ?? '', /more than 262144 characters/);
});

test('the first answer to a call is the one that counts', () => {
  const flow = flowOf({
    first: { type: 'respond', params: { body: 1 }, next: { next: 'two' } },
    two: { type: 'respond', params: { body: 2 }, next: { next: 'end' } },
    end,
  });
  assert.deepEqual(play(flow, [started]).run.response, { status: 200, headers: {}, body: 1 });
});

test('effects carry the retry policy of their step in milliseconds', () => {
  const retry = { attempts: 3, firstDelay: 'PT2S', longestDelay: 'PT1M', deadline: 'PT1H' };
  const flow = flowOf({ first: { ...call({ done: 'two' }), retry }, two: { ...call(), retry: { attempts: 1 } } });
  const { effects } = play(flow, [started, done(0)]);
  assert.deepEqual(
    effects.map((each) => each.retry),
    [{ attempts: 3, firstDelayMs: 2000, longestDelayMs: 60_000, deadlineMs: 3_600_000 }, { attempts: 1 }],
  );
});

test('news of messages reaches only a step that asked for it, and only of this run', () => {
  const receipt = (of: string): RunEvent => ({ ...base, type: 'receipt', effect: of as never, status: 'read' });
  const flow = flowOf({
    first: say('Ciao', { sent: 'wait' }),
    wait: { type: 'waitReply', params: { timeout: 'PT1H' }, next: { replied: 'end', timeout: 'end' } },
    end,
  });
  const sending = play(flow, [started]).run;
  assert.equal(isAwaited(sending, receipt(effect(0))), false);
  const waiting = play(flow, [done(0)], { from: sending }).run;
  assert.equal(isAwaited(waiting, receipt(effect(0))), true);
  assert.equal(isAwaited(waiting, receipt('run2#0')), false);
});

test('a call from outside ends the wait that it names', () => {
  const flow = flowOf({
    first: { type: 'awaitWebhook', params: { timeout: 'PT1H', saveAs: 'data' }, next: { resumed: 'end' } },
    end,
  });
  const { run } = play(flow, [started]);
  const resumed = (wait: number): RunEvent => ({ ...base, type: 'resumed', wait, data: { paid: true } });
  assert.equal(isAwaited(run, resumed(run.wait.id - 1)), false);
  assert.deepEqual(play(flow, [resumed(run.wait.id)], { from: run }).run.vars, { data: { paid: true } });
});

test('a step reads its calendars, the address to call, settings and secrets', () => {
  const flow = flowOf({
    first: set({ all: '{{ run.resumeUrl }} {{ settings.shop }} {{ secrets.key }}' }, 'two'),
    two: { type: 'wait', params: { untilOpen: 'always' }, next: { elapsed: 'end' } },
    end,
  });
  const calendar = { timeZone: 'UTC', weekly: { sun: [{ from: '00:00', to: '24:00' }] }, holidays: [] };
  const moment = { calendars: { always: calendar }, settings: { shop: 'Roma' }, resumeUrl: 'https://x.test/r' };
  const { run } = play(flow, [{ ...started, context: moment }]);
  assert.deepEqual([run.status, run.vars], ['completed', { all: 'https://x.test/r Roma ⟦secret:key⟧' }]);
});

test('a step may make other steps forget what they kept', () => {
  const forgets: StepType = {
    ...fragile,
    type: 'forgets',
    enter: (): StepResult => ({ then: 'leave', outcome: 'done', forget: ['first', 'unknown'] }),
  };
  const flow = flowOf({
    first: { type: 'goto', next: { next: 'second' } },
    second: { type: 'goto', next: { next: 'third' } },
    third: { type: 'forgets', next: { done: 'end' } },
    end,
  });
  const { run } = play(flow, [started], { kinds: { ...types, steps: { ...types.steps, forgets } } });
  assert.deepEqual(run.marks, { second: { count: 1, within: [] } });
});

test('a run can be canceled while it gathers, and while it waits for its turn', () => {
  assert.equal(play(greeting, [burst, canceled]).run.status, 'canceled');
  assert.equal(play(asking, [inBackground, canceled]).run.status, 'canceled');
  assert.equal(play(greeting, [canceled], { from: fresh }).run.status, 'canceled');
});
