import assert from 'node:assert/strict';
import { id } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { steps } from '../../steps/index.ts';
import { EXAMPLE_CHANNEL } from '../../steps/step.contract.ts';
import { advance, type Advanced } from '../advance.ts';
import type { Flow } from '../flow.ts';
import type { EventContext, MessageContext } from '../event-context.ts';
import { newRun, type Run, type RunEvent } from '../run.ts';
import type { Types } from '../step-type.ts';

/** When the events of small flows take place. */
export const AT = Date.UTC(2026, 10, 22, 12);

/** What events carry about the moment unless a test says otherwise. */
export const context: EventContext = { contact: { id: 'c', name: 'Ada', addresses: [] } };

/** All step types, and one channel called "wa". */
export const types: Types = { steps, channels: { wa: EXAMPLE_CHANNEL } };

/** Steps as tests write them: what is left out is empty. */
export type WrittenSteps = Readonly<
  Record<
    string,
    { type: string; params?: JsonObject; next?: Record<string, string>; retry?: JsonObject; disabled?: true }
  >
>;

/** A flow of the given steps that begins with the first one. */
export function flowOf(written: WrittenSteps, more: object = {}): Flow {
  const all = Object.entries(written).map(([name, step]) => [name, { params: {}, next: {}, ...step }] as const);
  return {
    id: id.flow('flow'),
    version: 3,
    name: 'Flow',
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [],
    start: all[0]?.[0] ?? 'first',
    steps: Object.fromEntries(all),
    ...more,
  } as unknown as Flow;
}

/** A run that has not begun. */
export const fresh: Run = newRun({
  id: id.run('run'),
  flow: { id: id.flow('flow'), version: 3 },
  lane: id.lane('lane'),
  connection: id.connection('wa'),
  channel: 'wa',
  conversation: id.conversation('conversation'),
});

/** A written message. */
export const message = (text: string): MessageContext => ({
  id: text,
  text,
  content: { kind: 'text', text },
  at: AT,
});

/** An effect of the run by its number. */
export const effect = (number: number) => id.effect(fresh.id, number);

/** The event that begins a run. */
export const started: RunEvent = {
  type: 'started',
  at: AT,
  context,
  message: message('Ciao'),
  input: { from: 'ad' },
};

/** The result of an effect. */
export const done = (number: number, output: JsonObject = {}): RunEvent => ({
  type: 'done',
  at: AT + 1,
  context,
  effect: effect(number),
  output,
});

/** The refusal of an effect. */
export const failed = (number: number, words = 'No.'): RunEvent => ({
  type: 'failed',
  at: AT + 1,
  context,
  effect: effect(number),
  failure: { code: 'denied', message: words },
});

/** The end of a run by hand. */
export const canceled: RunEvent = { type: 'canceled', at: AT, context, by: 'luisa', reason: 'test' };

/** An event, or one that depends on where the run stands. */
export type Happens = RunEvent | ((run: Run) => RunEvent);

/** What comes of a run after the given events, each of which must be awaited. */
export function play(flow: Flow, events: readonly Happens[], { kinds = types, from = fresh } = {}): Advanced {
  const effects: Advanced['effects'][number][] = [];
  const run = events.reduce<Run>((before, given) => {
    const event = typeof given === 'function' ? given(before) : given;
    const advanced = advance(flow, before, event, kinds);
    assert.notEqual(advanced.run, before, `${event.type} is awaited`);
    effects.push(...advanced.effects);
    return advanced.run;
  }, from);
  return { run, effects };
}
