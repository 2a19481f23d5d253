import type { FailureData } from '../../../src/base/failure.ts';
import type { EffectId } from '../../../src/base/ids.ts';
import type { JsonObject } from '../../../src/base/json.ts';
import type { MessageContext } from '../../../src/flow/event-context.ts';
import { own } from '../../../src/flow/flow.ts';
import { isFinal } from '../../../src/flow/run.ts';
import { handlerFor } from '../../../src/flow/words-of.ts';
import { textOf, type InboundContent } from '../../../src/message/content.ts';
import { wordOf } from '../../../src/message/opt-out-word.ts';
import { happen, MOST_EVENTS, start } from './course.ts';
import {
  consentsBefore,
  forAll,
  giveBack,
  still,
  type Consent,
  type Customer,
  type Moment,
  type PhoneLine,
  type Setup,
  type Trial,
  withdrawAll,
} from './trial-model.ts';

/** A trial in which nothing has happened yet; one that begins at a chosen step has begun there. */
export function beginTrial(setup: Setup): Trial {
  const { startAt, from } = setup;
  const trial: Trial = {
    setup,
    now: startAt,
    run: undefined,
    moments: [],
    open: [],
    held: [],
    consents: consentsBefore(setup),
    // Whoever is in the middle of a conversation has just written.
    wroteAt: from ? startAt : 0,
    runs: 0,
    said: 0,
  };
  return from ? start(trial, from.message, from.past) : trial;
}

/** The person writes or taps something. A word like STOP is taken as it is where the channel leaves that to us. */
export function say(trial: Trial, content: InboundContent): Trial {
  const word = content.kind === 'text' && takesWords(trial) ? wordOf(content.text)?.word : undefined;
  if (word === 'stop') return stop(trial, textOf(content));
  if (word === 'start' && trial.consents.service?.state === 'withdrawn') return allow(later(trial), textOf(content));
  return write(later(trial), content);
}

function write(trial: Trial, content: InboundContent): Trial {
  const said = trial.said + 1;
  const message: MessageContext = { id: `message-${said}`, text: textOf(content), content, at: trial.now };
  const line: PhoneLine = { from: 'customer', content };
  const { run, setup } = trial;
  const before = { ...trial, said, wroteAt: trial.now };
  if (!run || isFinal(run)) return start(before, message, [line]);
  const handler = handlerFor(setup.draft.flow.handlers, message.text);
  if (handler !== undefined) return happen(before, { type: 'interrupted', handler, message }, { lines: [line] });
  if (run.wait.for === 'reply')
    return happen(before, { type: 'replied', wait: run.wait.id, message }, { lines: [line] });
  const moment: Moment = { ...still(before, 'held'), lines: [line], remarks: [{ key: 'held' }] };
  return { ...before, held: [...trial.held, message], moments: [...trial.moments, moment] };
}

/** The trial at a time after the person forbade messages: what is written in the same instant would not count as later. */
function later(trial: Trial): Trial {
  const said = trial.consents.service;
  return said?.state === 'withdrawn' ? { ...trial, now: Math.max(trial.now, said.at + 1) } : trial;
}

function takesWords({ setup: { catalog, channel } }: Trial): boolean {
  return own(catalog.types.channels, channel)?.optOut === 'ours';
}

/** The person forbids messages, as by the word STOP: nothing more goes out until they write again. */
export function stop(trial: Trial, text = 'STOP'): Trial {
  return told(trial, 'stopped', { text, consents: withdrawAll(trial.consents, trial.now) });
}

/** The person takes a STOP back by a word like START. */
function allow(trial: Trial, text: string): Trial {
  return told(trial, 'agreed', { text, consents: giveBack(trial.consents, trial.now) });
}

function told(
  trial: Trial,
  event: 'stopped' | 'agreed',
  { text, consents }: Pick<Trial, 'consents'> & { text: string },
): Trial {
  const { setup, moments } = trial;
  const customer = { ...setup.customer, consent: consents.service?.state ?? 'unknown' };
  const made = { ...trial, setup: { ...setup, customer }, consents, wroteAt: trial.now };
  const line: PhoneLine = { from: 'customer', content: { kind: 'text', text } };
  const moment: Moment = { ...still(made, event), lines: [line], remarks: [{ key: event }] };
  return { ...made, moments: [...moments, moment] };
}

/** Another person, or the same with another language or consent, goes on with the conversation. */
export function withCustomer(trial: Trial, customer: Customer): Trial {
  const { setup } = trial;
  const next = { ...trial, setup: { ...setup, customer } };
  return customer.consent === setup.customer.consent ? next : withConsent(next, customer.consent);
}

function withConsent(trial: Trial, consent: Consent): Trial {
  const { setup, now, moments } = trial;
  const customer = { ...setup.customer, consent };
  const changed = { ...setup, customer };
  // Before the first message it is what was said before.
  const consents = moments.length === 0 ? consentsBefore(changed) : forAll(consent, now);
  return { ...trial, setup: changed, consents };
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
  const { setup } = trial;
  const moments = trial.moments.slice(0, at + 1);
  const last = moments.at(-1);
  // A call that waited then waits again.
  const waiting = last?.run?.wait.effects ?? [];
  const asked = trial.open.filter((effect) => waiting.includes(effect.id));
  const consents = last?.consents ?? consentsBefore(setup);
  const consent = consents.service?.state ?? 'unknown';
  const wrote = moments.findLast(({ lines }) => lines.some(({ from }) => from === 'customer'));
  return {
    ...trial,
    setup: { ...setup, customer: { ...setup.customer, consent } },
    moments,
    run: last?.run,
    now: last?.at ?? setup.startAt,
    wroteAt: wrote?.at ?? (setup.from ? setup.startAt : 0),
    open: asked,
    held: [],
    consents,
  };
}
