import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { id, type EffectId } from '../../../base/ids.ts';
import { advance } from '../../../flow/advance.ts';
import type { Flow, Step } from '../../../flow/flow.ts';
import { newRun, type Effect, type Run, type RunEvent } from '../../../flow/run.ts';
import type { Types } from '../../../flow/step-type.ts';
import { steps } from '../../../steps/index.ts';
import type { EffectRecord, JournalRecord, MessageRecord } from '../../../store/records.ts';
import { readRunPath, type RunFacts } from './run-path.ts';

const TYPES: Types = {
  steps,
  channels: {
    wa: {
      source: 'made up for this test',
      asOf: '2026-11-22',
      text: { max: 1000 },
      location: false,
      contacts: false,
      templates: false,
      reactions: false,
      sendKey: false,
      proof: false,
    },
  },
};
const STEPS: Readonly<Record<string, Step>> = {
  topic: { type: 'set', title: 'Note the topic', params: { values: { topic: 'x' } }, next: { done: id.step('write') } },
  write: {
    type: 'call',
    params: { connection: 'org', operation: 'upsert', input: { object: 'Lead' }, saveAs: 'lead' },
    next: { done: id.step('thank'), failed: id.step('finish') },
  },
  thank: { type: 'send', title: 'Thank', params: { text: 'Thank you' }, next: { sent: id.step('finish') } },
  finish: { type: 'end', title: 'Done', params: {}, next: {} },
};
const flow: Flow = {
  id: id.flow('lead'),
  version: 2,
  name: 'A Lead',
  language: 'en',
  settings: { timeZone: 'Europe/Rome', country: 'IT' },
  triggers: [{ type: 'message' }],
  start: id.step('topic'),
  steps: STEPS,
};

/** Plays events into a run and keeps the journal as the engine does. */
function play(events: readonly ((effects: readonly Effect[]) => RunEvent)[]): Omit<RunFacts, 'sent'> {
  let run: Run = newRun({
    id: id.run('r1'),
    flow: { id: flow.id, version: flow.version },
    lane: id.lane('wa:+39'),
    connection: id.connection('wa'),
    channel: 'wa',
    conversation: id.conversation('c1'),
  });
  const issued: Effect[] = [];
  const effects: EffectRecord[] = [];
  const journal: JournalRecord[] = [];
  for (const [number, make] of events.entries()) {
    const event = make(issued);
    const next = advance(flow, run, event, TYPES);
    run = next.run;
    journal.push({ key: `r1/${number}`, run: run.id, number, at: event.at, event, after: run });
    for (const effect of next.effects) {
      issued.push(effect);
      effects.push(pending(effect, run, event.at));
    }
  }
  return { run, flow, journal, effects };
}

function pending({ id: key, ...request }: Effect, run: Run, at: number): EffectRecord {
  return { key, run: run.id, lane: run.lane, connection: null, request, state: 'pending', attempts: 1, nextAt: at, at };
}

const started = (): RunEvent => ({
  type: 'started',
  at: 1000,
  context: {},
  message: { id: 'wamid.1', text: 'Ciao', content: { kind: 'text', text: 'Ciao' }, at: 990 },
});
const done =
  (at: number, index: number, output = {}) =>
  (effects: readonly Effect[]): RunEvent => ({ type: 'done', at, context: {}, effect: idOf(effects, index), output });
const idOf = (effects: readonly Effect[], index: number): EffectId => effects[index]?.id ?? id.effect(id.run('r1'), 99);

const LEAD = { id: '00Q000000000001AAA', object: 'Lead', created: true };
const kinds = (facts: Omit<RunFacts, 'sent'>, sent: RunFacts['sent'] = new Map()) =>
  readRunPath({ ...facts, sent }, TYPES).moments.map((moment) => {
    if (moment.kind === 'step') return `step ${moment.title}`;
    return moment.kind === 'accepted' ? `accepted ${moment.text}` : moment.kind;
  });

describe('the path of a run', () => {
  it('names every step it went through, also those without a wait', () => {
    assert.deepEqual(kinds(play([started])), ['accepted Ciao', 'step Note the topic', 'step write', 'performing']);
  });
  it('tells what was written, sent and how it ended', () => {
    const facts = play([started, done(1020, 0, LEAD), done(1030, 1, { id: 'wamid.2' })]);
    const finished = facts.effects.map((effect) => ({ ...effect, state: 'done' as const }));
    const path = readRunPath({ ...facts, effects: finished, sent: new Map() }, TYPES);
    assert.deepEqual(path.moments.slice(3), [
      {
        kind: 'written',
        at: 1020,
        effect: 'r1#0',
        tookMs: 20,
        what: { kind: 'call', operation: 'upsert', object: 'Lead' },
        record: LEAD.id,
        created: true,
      },
      { kind: 'step', at: 1020, step: 'thank', type: 'send', title: 'Thank' },
      { kind: 'sent', at: 1030, effect: 'r1#1', tookMs: 10, text: 'Thank you' },
      { kind: 'step', at: 1030, step: 'finish', type: 'end', title: 'Done' },
      { kind: 'ended', at: 1030, status: 'completed' },
    ]);
    assert.equal(path.status, 'completed');
    assert.equal(path.startedAt, 1000);
    assert.equal(path.flow, 'A Lead');
  });
  it('shows how far the provider says a message got', () => {
    const facts = play([started, done(1020, 0, LEAD), done(1030, 1, { id: 'wamid.2' })]);
    const message = { status: 'read' } as MessageRecord;
    const path = readRunPath({ ...facts, sent: new Map([['r1#1', message]]) }, TYPES);
    const sent = path.moments.find((moment) => moment.kind === 'sent');
    assert.equal(sent?.kind === 'sent' && sent.delivery, 'read');
  });
  it('tells a refusal with its reason', () => {
    const failure = { code: 'invalid', message: 'LastName is missing.' } as const;
    const failed = (effects: readonly Effect[]): RunEvent => ({
      type: 'failed',
      at: 1050,
      context: {},
      effect: idOf(effects, 0),
      failure,
    });
    const refused = readRunPath({ ...play([started, failed]), sent: new Map() }, TYPES).moments.find(
      (moment) => moment.kind === 'refused',
    );
    assert.deepEqual(refused?.kind === 'refused' && refused.trouble, failure);
  });
  it('shows what is tried again and what is parked, with the last trouble', () => {
    const facts = play([started]);
    const failure = { code: 'unavailable', message: 'The org does not answer.' } as const;
    const again = facts.effects.map((effect) => ({ ...effect, attempts: 3, failure }));
    const parked = facts.effects.map((effect) => ({ ...effect, state: 'parked' as const }));
    const last = readRunPath({ ...facts, effects: again, sent: new Map() }, TYPES).moments.at(-1);
    assert.deepEqual(last?.kind === 'performing' && [last.attempts, last.trouble], [3, failure]);
    assert.equal(kinds({ ...facts, effects: parked }).at(-1), 'parked');
  });
  it('says when somebody canceled the run', () => {
    const canceled = (): RunEvent => ({ type: 'canceled', at: 2000, context: {}, by: 'Ada', reason: 'a test' });
    assert.deepEqual(kinds(play([started, canceled])).slice(3, 5), ['canceled', 'ended']);
  });
  it('does without the flow when its version is gone', () => {
    const path = readRunPath({ ...play([started]), flow: undefined, sent: new Map() }, TYPES);
    assert.equal(path.flow, 'lead');
    assert.deepEqual(
      path.moments.map(({ kind }) => kind),
      ['accepted', 'performing'],
    );
  });
});
