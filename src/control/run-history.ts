import type { EffectId, StepId } from '../base/ids.ts';
import { canonicalJson, type JsonObject, type JsonValue } from '../base/json.ts';
import { advance } from '../flow/advance.ts';
import { own, type Flow } from '../flow/flow.ts';
import { isFinal, newRun, type Run, type Wait } from '../flow/run.ts';
import type { StepType, Types } from '../flow/step-type.ts';
import type { EffectRecord, JournalRecord } from '../store/records.ts';
import { rungsOf, type RungHistory } from './rung-history.ts';

/** One passage of a run through a step. */
export type Visit = {
  step: StepId;
  type: string;
  title: string;
  version: number;
  /** The journal's number of the event that led here. */
  entered: number;
  enteredAt: number;
  /** When the next step was entered, or the run ended. */
  leftAt?: number;
  /** What the step waited for, and until when at most. */
  waits: { for: Wait['for']; from: number; until?: number }[];
  /** Its effects: input, output, attempts, HTTP exchanges. */
  effects: EffectRecord[];
  /** Of a send ladder: what became of each rung. */
  rungs?: RungHistory[];
  /** Variables that changed while the run stood here; null for one that is gone. */
  changed: JsonObject;
};

/** One event of a run's journal: what came, when, and from whom. */
export type HistoryEvent = {
  number: number;
  at: number;
  type: string;
  step: StepId | null;
  by?: string;
  about: JsonObject;
};

/** What a run's journal and effects tell. */
export type RunHistory = { visits: Visit[]; events: HistoryEvent[] };

/** What is kept about a run, the journal oldest first. */
export type Kept = {
  run: Run;
  journal: readonly JournalRecord[];
  effects: readonly EffectRecord[];
  /** A version of the run's flow; undefined where it is gone. */
  versionOf(version: number): Flow | undefined;
};

/** A step being entered: how the run stood at that moment. */
type Point = { step: StepId; vars: JsonObject; issued: number };

/**
 * The way of a run, step by step. The journal says where each event led; the steps between are found by applying the
 * event once more, which is exact because `advance` is pure. Of a version that is gone only where events ended is told.
 */
export function readHistory(kept: Kept, types: Types): RunHistory {
  const visits: Visit[] = [];
  let before = blankOf(kept.run);
  for (const entry of kept.journal) {
    const flow = kept.versionOf(entry.after.flow.version);
    const points = flow ? enteredBy(entry, { before, flow, types }) : endedAt(entry.after, before);
    addVisits(visits, { before, after: entry.after, at: entry.at, number: entry.number, points, flow });
    before = entry.after;
  }
  placeEffects(visits, kept);
  const events = kept.journal.map(eventOf);
  for (const visit of visits) {
    const rungs = rungsOf(visit, events);
    if (rungs) visit.rungs = rungs;
  }
  return { visits, events };
}

function blankOf({ id, flow, lane, connection, channel, conversation }: Run): Run {
  return newRun({ id, flow, lane, connection, channel, conversation });
}

function enteredBy(
  { event }: JournalRecord,
  { before, flow, types }: { before: Run; flow: Flow; types: Types },
): Point[] {
  const points: Point[] = [];
  const watched = (type: StepType): StepType => ({
    ...type,
    enter: (context) => {
      const { at, vars, issued } = context.run;
      if (at !== null) points.push({ step: at, vars, issued });
      return type.enter(context);
    },
  });
  const steps = Object.fromEntries(Object.entries(types.steps).map(([name, type]) => [name, watched(type)]));
  advance(flow, before, event, { ...types, steps });
  return points;
}

/** Where an event led, when only that is known. */
function endedAt({ at, vars, issued }: Run, before: Run): Point[] {
  return at === null || at === before.at ? [] : [{ step: at, vars, issued }];
}

type Passage = {
  before: Run;
  after: Run;
  at: number;
  number: number;
  points: readonly Point[];
  flow: Flow | undefined;
};

function addVisits(visits: Visit[], { before, after, at, number, points, flow }: Passage): void {
  const [first] = points;
  const current = visits.at(-1);
  if (current) Object.assign(current.changed, changesOf(before.vars, (first ?? after).vars));
  if (current && (first || isFinal(after))) current.leftAt ??= at;
  for (const [index, point] of points.entries()) {
    const step = flow && own(flow.steps, point.step);
    const last = index === points.length - 1;
    visits.push({
      step: point.step,
      type: step?.type ?? '',
      title: step?.title ?? point.step,
      version: after.flow.version,
      entered: number,
      enteredAt: at,
      ...(last && !isFinal(after) ? {} : { leftAt: at }),
      waits: [],
      effects: [],
      changed: changesOf(point.vars, (points[index + 1] ?? after).vars),
    });
  }
  const { for: what, until } = after.wait;
  if (after.wait.id !== before.wait.id && what !== 'nothing')
    visits.at(-1)?.waits.push({ for: what, from: at, ...(until === undefined ? {} : { until }) });
}

function changesOf(before: JsonObject, after: JsonObject): JsonObject {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].filter((name) => canonicalJson(before[name]) !== canonicalJson(after[name]));
  return Object.fromEntries(changed.map((name): [string, JsonValue] => [name, after[name] ?? null]));
}

/** An effect belongs to the step that the run stood on when it was issued: the last one entered by then. */
function placeEffects(visits: readonly Visit[], { effects }: Kept): void {
  for (const effect of effects.toSorted((left, right) => numberOf(left.key) - numberOf(right.key))) {
    const visit = visits.findLast(
      ({ enteredAt, leftAt }) => enteredAt <= effect.at && (leftAt ?? Infinity) > effect.at,
    );
    (visit ?? visits.findLast(({ enteredAt }) => enteredAt <= effect.at))?.effects.push(effect);
  }
}

const numberOf = (effect: EffectId): number => Number(effect.slice(effect.lastIndexOf('#') + 1));

/** What an event brought, without the values of the moment that it carries. */
function eventOf({ number, at, event, after }: JournalRecord): HistoryEvent {
  const { at: _at, context: _context, type, ...about } = event;
  const by = 'by' in event && event.by !== undefined ? { by: event.by } : {};
  return { number, at, type, step: after.at, ...by, about };
}
