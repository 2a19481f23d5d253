import { advance } from '../../../flow/advance.ts';
import type { Flow } from '../../../flow/flow.ts';
import { isFinal, newRun, type Run, type RunEvent } from '../../../flow/run.ts';
import type { StepType, Types } from '../../../flow/step-type.ts';
import { textOf } from '../../../message/content.ts';
import type { FailureData } from '../../../base/failure.ts';
import type { EffectRecord, JournalRecord, MessageRecord } from '../../../store/records.ts';
import type { DemoDelivery, DemoMoment, DemoRefusal, DemoRun, DemoWork } from './demo-state.ts';

/** Everything the store holds about one run. */
export type RunFacts = {
  run: Run;
  /** Undefined when the flow version is gone: steps then carry their ids as titles. */
  flow: Flow | undefined;
  /** Oldest first. */
  journal: readonly JournalRecord[];
  effects: readonly EffectRecord[];
  /** The run's own messages, by effect id. */
  sent: ReadonlyMap<string, MessageRecord>;
};

/**
 * The way of a run as a person would tell it: what was accepted, which steps it went through, what the world
 * answered, what is under way. The journal says where each event led; the steps between are found by applying the
 * event once more, which is exact because `advance` is pure.
 */
export function readRunPath(facts: RunFacts, types: Types): DemoRun {
  const { run, flow, journal } = facts;
  const moments = journal.flatMap((entry, index) => {
    const before = journal[index - 1]?.after ?? blankOf(run);
    const end = isFinal(entry.after) && !isFinal(before) ? [ended(entry)] : [];
    return [...momentsOfEvent(entry, facts), ...enteredSteps(entry, { before, flow, types }), ...end];
  });
  return {
    id: run.id,
    flow: flow?.name ?? run.flow.id,
    version: run.flow.version,
    status: run.status,
    waitingFor: run.wait.for,
    ...(run.wait.until === undefined ? {} : { until: run.wait.until }),
    startedAt: journal[0]?.at ?? run.changedAt,
    moments: [...moments, ...underWay(facts.effects)],
  };
}

function blankOf({ id, flow, lane, connection, channel, conversation }: Run): Run {
  return newRun({ id, flow, lane, connection, channel, conversation });
}

type Passage = { before: Run; flow: Flow | undefined; types: Types };

function enteredSteps(entry: JournalRecord, { before, flow, types }: Passage): DemoMoment[] {
  if (!flow) return [];
  const entered: string[] = [];
  const watched = (type: StepType): StepType => ({
    ...type,
    enter: (context) => {
      if (context.run.at !== null) entered.push(context.run.at);
      return type.enter(context);
    },
  });
  const steps = Object.fromEntries(Object.entries(types.steps).map(([name, type]) => [name, watched(type)]));
  advance(flow, before, entry.event, { ...types, steps });
  return entered.map((id) => {
    const step = Object.entries(flow.steps).find(([name]) => name === id)?.[1];
    return { kind: 'step', at: entry.at, step: id, type: step?.type ?? '', title: step?.title ?? id };
  });
}

function momentsOfEvent({ at, event }: JournalRecord, facts: RunFacts): DemoMoment[] {
  switch (event.type) {
    case 'started':
    case 'gathered':
    case 'replied':
    case 'interrupted':
      return event.message
        ? [
            {
              kind: 'accepted',
              at,
              message: event.message.id,
              text: textOf(event.message.content) || event.message.text,
            },
          ]
        : [];
    case 'done':
    case 'failed':
      return result(at, event, facts);
    case 'elapsed':
      return [{ kind: 'elapsed', at }];
    case 'released':
      return [{ kind: 'released', at, by: event.by }];
    case 'canceled':
      return [{ kind: 'canceled', at, by: event.by, reason: event.reason }];
    case 'resumed':
      return [{ kind: 'resumed', at }];
    case 'retried':
    case 'skipped':
    case 'edited':
    case 'migrated':
      return [{ kind: 'repaired', at, how: event.type, by: event.by }];
    case 'turned':
    case 'receipt':
      return [];
  }
}

type ResultEvent = Extract<RunEvent, { type: 'done' | 'failed' }>;

function result(at: number, event: ResultEvent, facts: RunFacts): DemoMoment[] {
  const record = facts.effects.find((effect) => effect.key === event.effect);
  if (!record) return [];
  const what = workOf(record.request);
  const common = { at, effect: event.effect, tookMs: Math.max(0, at - record.at) };
  if (event.type === 'failed') return [{ ...common, kind: 'refused', what, trouble: refusalOf(event.failure) }];
  if (record.request.kind === 'send') {
    const delivery = deliveryOf(facts.sent.get(event.effect));
    return [{ ...common, kind: 'sent', text: textOf(record.request.content), ...(delivery ? { delivery } : {}) }];
  }
  const { id, created } = event.output;
  return [
    {
      ...common,
      kind: 'written',
      what,
      ...(typeof id === 'string' ? { record: id } : {}),
      ...(typeof created === 'boolean' ? { created } : {}),
    },
  ];
}

function ended({ at, after }: JournalRecord): DemoMoment {
  const trouble = after.status === 'failed' && after.failure ? { trouble: refusalOf(after.failure) } : {};
  return { kind: 'ended', at, status: after.status, ...trouble };
}

function underWay(effects: readonly EffectRecord[]): DemoMoment[] {
  return effects.flatMap((record): DemoMoment[] => {
    const trouble = record.failure ? { trouble: refusalOf(record.failure) } : {};
    const common = { at: record.at, effect: record.key, what: workOf(record.request), ...trouble };
    if (record.state === 'parked') return [{ ...common, kind: 'parked' }];
    if (record.state !== 'pending') return [];
    return [{ ...common, kind: 'performing', attempts: record.attempts, nextAt: record.nextAt }];
  });
}

function workOf(request: EffectRecord['request']): DemoWork {
  if (request.kind !== 'call') return { kind: request.kind };
  const object = request.input['object'];
  return { kind: 'call', operation: request.operation, ...(typeof object === 'string' ? { object } : {}) };
}

function refusalOf({ code, message }: FailureData): DemoRefusal {
  return { code, message };
}

function deliveryOf(message: MessageRecord | undefined): DemoDelivery | undefined {
  if (!message || message.status === 'received' || message.status === 'pending') return undefined;
  return message.status;
}
