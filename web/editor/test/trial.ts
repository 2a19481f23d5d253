import type { FailureData } from '../../../src/base/failure.ts';
import { id, type EffectId, type StepId } from '../../../src/base/ids.ts';
import type { JsonObject } from '../../../src/base/json.ts';
import { advance } from '../../../src/flow/advance.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import type { EventContext, MessageContext } from '../../../src/flow/event-context.ts';
import { own, type Flow } from '../../../src/flow/flow.ts';
import { isFinal, newRun, type Effect, type Run, type RunEvent } from '../../../src/flow/run.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';
import { textOf, type Content, type InboundContent } from '../../../src/message/content.ts';
import { handlerFor } from './handler-for.ts';
import { pretendAnswer } from './pretend-answer.ts';
import { watchPath, type Went } from '../../../src/flow/watch-path.ts';

/** Who writes in a trial. */
export type Customer = {
  readonly name: string;
  /** Absent where the person hides the number. */
  readonly phone?: string;
  readonly language?: string;
  /** False once the person has written STOP, or never agreed. */
  readonly consents: boolean;
};

/** What a trial takes place in: the draft as it is now, the person, the channel, and who answers calls. */
export type Setup = {
  readonly draft: Draft;
  readonly catalog: Catalog;
  readonly customer: Customer;
  /** The connection that the person writes on, and its channel. */
  readonly connection: string;
  readonly channel: string;
  readonly startAt: number;
  /** `author`: each call waits until the author says what it gives; else pinned outputs and samples answer. */
  readonly answers: 'samples' | 'author';
  /** Where it begins in place of the flow's start, and with which variables. */
  readonly from?: { readonly step: StepId; readonly vars: JsonObject };
};

/** One line on the phone. `step` is the one that said it. */
export type PhoneLine = {
  readonly from: 'bot' | 'customer';
  readonly content: Content | InboundContent;
  readonly step?: StepId;
};

/** Something that the author should know of a moment: a key of the catalogue, and what fills it. */
export type Remark = { readonly key: string; readonly values?: Readonly<Record<string, string>> };

/** One event and all that came of it. Going back in time is looking at an earlier one. */
export type Moment = {
  readonly at: number;
  readonly event: RunEvent['type'] | 'held' | 'stopped';
  readonly run: Run | undefined;
  readonly went: Went;
  readonly lines: readonly PhoneLine[];
  readonly remarks: readonly Remark[];
  /** The effect that the event answers, with what it asked for and what it was given. */
  readonly call?: { readonly effect: Effect; readonly output?: JsonObject; readonly failure?: FailureData };
};

/** The moment of a trial that is looked at. */
export type Looking = {
  readonly moments: readonly Moment[];
  /** Its place; the last one unless the author went back. */
  readonly at: number;
  readonly isLatest: boolean;
  look(at: number | undefined): void;
};

/** A trial: its moments, and what is still under way. Never changed in place. */
export type Trial = {
  readonly setup: Setup;
  readonly now: number;
  readonly run: Run | undefined;
  readonly moments: readonly Moment[];
  /** Effects that wait for the author's word. */
  readonly open: readonly Effect[];
  /** Messages that came while nothing asked for them, in order. */
  readonly held: readonly MessageContext[];
  readonly runs: number;
  readonly said: number;
};

/** Most events that follow each other by themselves: a flow that goes on for ever must not take the page along. */
const MOST_EVENTS = 500;

/** A trial in which nothing has happened yet; one that begins at a chosen step has begun there. */
export function beginTrial(setup: Setup): Trial {
  const trial: Trial = {
    setup,
    now: setup.startAt,
    run: undefined,
    moments: [],
    open: [],
    held: [],
    runs: 0,
    said: 0,
  };
  return setup.from ? start(trial, undefined) : trial;
}

/** The person writes or taps something. */
export function say(trial: Trial, content: InboundContent): Trial {
  const said = trial.said + 1;
  const message: MessageContext = { id: `message-${said}`, text: textOf(content), content, at: trial.now };
  const line: PhoneLine = { from: 'customer', content };
  const { run, setup } = trial;
  const before = { ...trial, said };
  if (!run || isFinal(run)) return start(before, message, [line]);
  const handler = handlerFor(setup.draft.flow.handlers ?? [], message.text);
  if (handler !== undefined) return happen(before, { type: 'interrupted', handler, message }, { lines: [line] });
  if (run.wait.for === 'reply')
    return happen(before, { type: 'replied', wait: run.wait.id, message }, { lines: [line] });
  const moment: Moment = { ...still(before, 'held'), lines: [line], remarks: [{ key: 'held' }] };
  return { ...before, held: [...trial.held, message], moments: [...trial.moments, moment] };
}

/** The person takes the consent back, as by the word STOP: nothing more goes out. */
export function stop(trial: Trial): Trial {
  const { setup, moments } = trial;
  const line: PhoneLine = { from: 'customer', content: { kind: 'text', text: 'STOP' } };
  const moment: Moment = { ...still(trial, 'stopped'), lines: [line], remarks: [{ key: 'stopped' }] };
  return {
    ...trial,
    setup: { ...setup, customer: { ...setup.customer, consents: false } },
    moments: [...moments, moment],
  };
}

/** Says what a call gave, or how it failed. */
export function answer(
  trial: Trial,
  effect: EffectId,
  result: { output: JsonObject } | { failure: FailureData },
): Trial {
  const found = trial.open.find((each) => each.id === effect);
  if (!found) return trial;
  const open = trial.open.filter((each) => each !== found);
  const event =
    'output' in result
      ? ({ type: 'done', effect, ...result } as const)
      : ({ type: 'failed', effect, ...result } as const);
  return happen({ ...trial, open }, event, { call: { effect: found, ...result } });
}

/** Time goes by. Waits that end meanwhile end in their time. */
export function pass(trial: Trial, ms: number): Trial {
  const end = trial.now + ms;
  let made = trial;
  for (let count = 0; count < MOST_EVENTS; count++) {
    const { run } = made;
    const until = run && !isFinal(run) ? run.wait.until : undefined;
    if (!run || until === undefined || until > end) break;
    made = happen({ ...made, now: Math.max(made.now, until) }, { type: 'elapsed', wait: run.wait.id });
  }
  return { ...made, now: end };
}

/** When the wait ends by itself, if it does: how far time must go. */
export function untilWaitEnds({ run, now }: Trial): number | undefined {
  const until = run && !isFinal(run) ? run.wait.until : undefined;
  return until === undefined ? undefined : Math.max(0, until - now);
}

/** People give the conversation back. */
export function release(trial: Trial, by: string): Trial {
  const { run } = trial;
  return run ? happen(trial, { type: 'released', wait: run.wait.id, by }) : trial;
}

/** Another system calls for the run that waits for it. */
export function resume(trial: Trial, data: JsonObject): Trial {
  const { run } = trial;
  return run ? happen(trial, { type: 'resumed', wait: run.wait.id, data }) : trial;
}

/** The trial as it was after a moment: what is done from there is another way that it could have gone. */
export function backTo(trial: Trial, at: number): Trial {
  const moments = trial.moments.slice(0, at + 1);
  const last = moments.at(-1);
  // A call that waited then waits again.
  const waiting = last?.run?.wait.effects ?? [];
  const asked = trial.open.filter((effect) => waiting.includes(effect.id));
  return { ...trial, moments, run: last?.run, now: last?.at ?? trial.setup.startAt, open: asked, held: [] };
}

type Happening = { type: RunEvent['type'] } & Record<string, unknown>;
type Beside = Pick<Moment, 'call'> & { lines?: readonly PhoneLine[]; remarks?: readonly Remark[] };

function start(trial: Trial, message: MessageContext | undefined, lines: readonly PhoneLine[] = []): Trial {
  const { draft, channel, connection, from } = trial.setup;
  const runs = trial.runs + 1;
  const fresh = newRun({
    id: id.run(`trial-${runs}`),
    flow: { id: id.flow(draft.flow.id), version: 0 },
    lane: id.lane('trial'),
    connection: id.connection(connection),
    channel,
    conversation: id.conversation('trial'),
  });
  const run = from && runs === 1 ? { ...fresh, vars: from.vars } : fresh;
  const remarks = runs > 1 ? [{ key: 'begunAgain' }] : [];
  return happen(
    { ...trial, runs, run, held: [] },
    { type: 'started', ...(message ? { message } : {}) },
    { lines, remarks },
  );
}

/** Lets an event come, then everything that follows it by itself. */
function happen(trial: Trial, event: Happening, beside: Beside = {}): Trial {
  let made = step(trial, event, beside);
  for (let count = 0; count < MOST_EVENTS; count++) {
    const next = following(made);
    if (!next) return made;
    made = step(next.trial, next.event, next.beside);
  }
  return made;
}

function step(trial: Trial, written: Happening, { lines = [], remarks = [], call }: Beside): Trial {
  const { run, setup, now } = trial;
  if (!run) return trial;
  const watch = watchPath(setup.catalog.types);
  const event = { ...written, at: now, context: contextOf(trial) } as RunEvent;
  const moved = advance(flowOf(setup, trial.runs), run, event, watch.types);
  const sent = moved.effects.flatMap((effect): PhoneLine[] =>
    effect.kind === 'send' && setup.customer.consents
      ? [
          {
            from: 'bot',
            content: effect.content,
            ...(moved.run.at === null ? {} : { step: stepOf(effect, moved.run) }),
          },
        ]
      : [],
  );
  const moment: Moment = {
    at: now,
    event: written.type,
    run: moved.run,
    went: watch.take(),
    lines: [...lines, ...sent],
    remarks,
    ...(call ? { call } : {}),
  };
  return { ...trial, run: moved.run, moments: [...trial.moments, moment], open: [...trial.open, ...moved.effects] };
}

/** The step that issued an effect is the one that the run stands on: it waits for the result. */
function stepOf(_effect: Effect, { at }: Run): StepId {
  return at as StepId;
}

/** What comes next without anybody doing something. */
function following(trial: Trial): { trial: Trial; event: Happening; beside: Beside } | undefined {
  const { open, setup, run, held } = trial;
  const ready = open.find((effect) => effect.kind !== 'call' || setup.answers === 'samples');
  if (ready) {
    const rest = { ...trial, open: open.filter((effect) => effect !== ready) };
    const result = answerOf(ready, trial);
    const event = { type: 'failure' in result ? 'failed' : 'done', effect: ready.id, ...result } as const;
    const remarks = 'failure' in result ? [{ key: 'refused' }] : [];
    return { trial: rest, event, beside: { call: { effect: ready, ...result }, remarks } };
  }
  const [message] = held;
  if (!message || !run || isFinal(run) || run.wait.for !== 'reply') return undefined;
  const rest = { ...trial, held: held.slice(1) };
  // A question that takes only fresh answers leaves what was written before it to people.
  const isOld = run.wait.since !== undefined && message.at < run.wait.since;
  return isOld
    ? following(rest)
    : {
        trial: rest,
        event: { type: 'replied', wait: run.wait.id, message },
        beside: { remarks: [{ key: 'offered' }] },
      };
}

function answerOf(effect: Effect, { setup, run }: Trial): { output: JsonObject } | { failure: FailureData } {
  const { customer, draft, catalog } = setup;
  if (effect.kind === 'send')
    return customer.consents
      ? { output: { id: `sent-${effect.id}` } }
      : { failure: { code: 'denied', message: 'The person has not agreed to be written to.' } };
  if (effect.kind === 'handoff') return { output: {} };
  const pinned = run?.at ? own(draft.layout.pins, run.at) : undefined;
  return { output: pinned ?? pretendAnswer(effect, catalog) };
}

function flowOf({ draft, from }: Setup, runs: number): Flow {
  const flow = { ...draft.flow, version: 0 };
  return from && runs === 1 ? { ...flow, start: from.step } : flow;
}

/** What the moment holds for templates: the person, the conversation, calendars, settings. */
function contextOf({ setup, now, moments }: Trial): EventContext {
  const { customer, catalog, connection, channel } = setup;
  const { name, phone, language } = customer;
  const wrote = moments.findLast(({ lines }) => lines.some(({ from }) => from === 'customer'))?.at;
  const calendars = Object.entries(catalog.calendars ?? {}).filter((each) => each[1] !== true);
  const channels = Object.entries(catalog.connections).flatMap(([key, each]) =>
    each.channel === undefined ? [] : [[key, each.channel] as const],
  );
  return {
    contact: {
      id: 'trial-contact',
      name,
      ...(phone === undefined ? {} : { phone }),
      ...(language === undefined ? {} : { language }),
      addresses: [phone === undefined ? { kind: 'user', value: 'trial' } : { kind: 'phone', value: phone }],
      tags: [],
      groups: [],
      fields: {},
    },
    conversation: { id: 'trial', channel, connection, lastInboundAt: wrote ?? now },
    channels: Object.fromEntries(channels),
    calendars: Object.fromEntries(calendars) as NonNullable<EventContext['calendars']>,
    settings: Object.fromEntries((catalog.settings ?? []).map((setting) => [setting, setting])),
    resumeUrl: 'https://example.org/resume/trial',
  };
}

function still({ now, run }: Trial, event: Moment['event']): Moment {
  return { at: now, event, run, went: { entered: [], taken: [] }, lines: [], remarks: [] };
}
