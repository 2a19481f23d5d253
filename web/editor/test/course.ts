import type { FailureData } from '../../../src/base/failure.ts';
import { id } from '../../../src/base/ids.ts';
import type { JsonObject } from '../../../src/base/json.ts';
import { advance } from '../../../src/flow/advance.ts';
import type { EventContext, MessageContext } from '../../../src/flow/event-context.ts';
import { own, type Flow } from '../../../src/flow/flow.ts';
import { isFinal, newRun, type Effect, type RunEvent } from '../../../src/flow/run.ts';
import { watchPath } from '../../../src/flow/watch-path.ts';
import { PURPOSES, type Purpose } from '../../../src/message/purpose.ts';
import { refusalNow } from '../../../src/message/refusal.ts';
import { pretendAnswer } from './pretend-answer.ts';
import type { Moment, PhoneLine, Remark, Setup, Trial } from './trial-model.ts';

/** Most events that follow each other by themselves: a flow that goes on for ever must not take the page along. */
export const MOST_EVENTS = 500;

/** An event of a run, without what every event has. */
export type Happening = { type: RunEvent['type'] } & Record<string, unknown>;
type Beside = Pick<Moment, 'call'> & { lines?: readonly PhoneLine[]; remarks?: readonly Remark[] };

/** Begins a run: the first one where the author chose, each further one at the flow's start. */
export function start(trial: Trial, message: MessageContext | undefined, lines: readonly PhoneLine[] = []): Trial {
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
export function happen(trial: Trial, event: Happening, beside: Beside = {}): Trial {
  let made = step(trial, event, beside);
  for (let count = 0; count < MOST_EVENTS; count++) {
    const next = following(made);
    if (!next) return made;
    made = step(next.trial, next.event, next.beside);
  }
  return made;
}

function step(trial: Trial, written: Happening, { lines = [], remarks = [], call }: Beside): Trial {
  const { run, setup, now, consents } = trial;
  if (!run) return trial;
  const watch = watchPath(setup.catalog.types);
  const event = { ...written, at: now, context: contextOf(trial) } as RunEvent;
  const moved = advance(flowOf(setup, trial.runs), run, event, watch.types);
  // A step waits for what it asked: whatever is sent is said by the step that the run stands on.
  const by = moved.run.at === null ? {} : { step: moved.run.at };
  const sent = moved.effects.flatMap((effect): PhoneLine[] =>
    effect.kind === 'send' && !refusalOf(effect, trial) ? [{ from: 'bot', content: effect.content, ...by }] : [],
  );
  const moment: Moment = {
    at: now,
    event: written.type,
    run: moved.run,
    went: watch.take(),
    lines: [...lines, ...sent],
    remarks,
    consents,
    ...(call ? { call } : {}),
  };
  return { ...trial, run: moved.run, moments: [...trial.moments, moment], open: [...trial.open, ...moved.effects] };
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
    return { trial: agreed(rest, ready), event, beside: { call: { effect: ready, ...result }, remarks } };
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

function answerOf(effect: Effect, trial: Trial): { output: JsonObject } | { failure: FailureData } {
  const { draft, catalog } = trial.setup;
  if (effect.kind === 'send') {
    const failure = refusalOf(effect, trial);
    return failure ? { failure } : { output: { id: `sent-${effect.id}` } };
  }
  if (effect.kind === 'handoff') return { output: {} };
  const pinned = trial.run?.at ? own(draft.layout.pins, trial.run.at) : undefined;
  const purpose = consentAsked(effect);
  if (pinned || !purpose || effect.operation !== 'getConsent')
    return { output: pinned ?? pretendAnswer(effect, catalog) };
  return { output: { outcome: trial.consents[purpose]?.state ?? 'unknown' } };
}

/** Why a message would not go out now, by the rule that holds when it is sent in earnest. */
function refusalOf(effect: Effect & { kind: 'send' }, { consents, wroteAt, now }: Trial): FailureData | undefined {
  const { purpose = 'service' } = effect;
  const said = consents[purpose];
  const forbidden = said?.state === 'withdrawn' ? { at: said.at, how: 'wrote STOP', byMessage: true } : undefined;
  return refusalNow({ purpose, given: said?.state === 'given', forbidden, lastInboundAt: wroteAt }, now);
}

/** What the person has said, after a flow wrote down a consent. */
function agreed(trial: Trial, effect: Effect): Trial {
  const purpose = consentAsked(effect);
  if (!purpose || effect.kind !== 'call' || effect.operation !== 'setConsent') return trial;
  const { state } = effect.input;
  if (state !== 'given' && state !== 'withdrawn') return trial;
  return { ...trial, consents: { ...trial.consents, [purpose]: { state, at: trial.now } } };
}

/** The purpose that one of our own operations about consent is for. */
function consentAsked(effect: Effect): Purpose | undefined {
  if (effect.kind !== 'call' || (effect.operation !== 'getConsent' && effect.operation !== 'setConsent'))
    return undefined;
  return PURPOSES.find((purpose) => purpose === effect.input['purpose']);
}

function flowOf({ draft, from }: Setup, runs: number): Flow {
  const flow = { ...draft.flow, version: 0 };
  return from && runs === 1 ? { ...flow, start: from.step } : flow;
}

/** What the moment holds for templates: the person, the conversation, calendars, settings. */
function contextOf({ setup, wroteAt }: Trial): EventContext {
  const { customer, catalog, connection, channel } = setup;
  const { name, phone, language } = customer;
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
    conversation: { id: 'trial', channel, connection, lastInboundAt: wroteAt },
    channels: Object.fromEntries(channels),
    calendars: Object.fromEntries(calendars) as NonNullable<EventContext['calendars']>,
    settings: Object.fromEntries((catalog.settings ?? []).map((setting) => [setting, setting])),
    resumeUrl: 'https://example.org/resume/trial',
  };
}
