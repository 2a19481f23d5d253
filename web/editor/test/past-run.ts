import type { RunConversation } from '../../../src/control/run-conversation.ts';
import type { RunDetails } from '../../../src/control/runs.ts';
import type { JsonObject } from '../../../src/base/json.ts';
import { addressOf } from '../../../src/message/address.ts';
import { textOf, type InboundContent } from '../../../src/message/content.ts';
import { messagesOfRun } from '../../runs/run-messages.ts';
import { pass, say } from './trial.ts';
import type { Customer, From, PhoneLine, Trial } from './trial-model.ts';
import type { Act } from './use-world-trial.ts';

type Message = RunConversation['messages'][number];
type Heard = Pick<Message, 'direction' | 'content' | 'at'>;

/** A run that took place, with what was said in it. */
export type PastRun = {
  details: Pick<RunDetails, 'run' | 'events' | 'visits' | 'contact'>;
  messages: readonly Message[];
};

/** Pauses shorter than this come from how people type, and change nothing. */
const SHORTEST_MS = 60_000;

/** What a customer did around a run, to be done again: every message and tap, with the time that went by between. */
export function actsOf(messages: readonly Heard[]): Act[] {
  return turnsOf(messages).flatMap(({ content, ms }): Act[] => {
    const pause: Act[] = ms > 0 ? [{ kind: 'wait', ms }] : [];
    if (content.kind === 'choice') return [...pause, { kind: 'tap', title: content.title }];
    const text = textOf(content);
    return text.trim() === '' ? pause : [...pause, { kind: 'say', text }];
  });
}

/** A trial in which the customer does the same again. */
export function playAgain(trial: Trial, messages: readonly Heard[]): Trial {
  return turnsOf(messages).reduce((now, { content, ms }) => say(ms > 0 ? pass(now, ms) : now, content), trial);
}

/** What customers sent, each with the time that had gone by. */
function turnsOf(messages: readonly Heard[]): { content: InboundContent; ms: number }[] {
  const inbound = messages.filter(({ direction }) => direction === 'in');
  return inbound.map(({ content, at }, place) => {
    const ms = at - (inbound[place - 1]?.at ?? at);
    return { content: content as InboundContent, ms: ms >= SHORTEST_MS ? ms : 0 };
  });
}

/** The person of a run. */
export function customerOf({ contact }: Pick<RunDetails, 'contact'>, like: Customer): Customer {
  if (!contact) return like;
  const { phone: _number, ...rest } = like;
  const { name, language, addresses } = contact;
  const phone = addressOf(addresses, 'phone');
  const known = { ...(language === undefined ? {} : { language }), ...(phone === undefined ? {} : { phone }) };
  return { ...rest, name: name ?? phone ?? like.name, ...known };
}

/**
 * Where a trial begins that takes a run up at a step: as it last came to the step, with the variables that it had then
 * and what had been said by then. Undefined for a step that it never came to.
 */
export function takenUp({ details, messages }: PastRun, step: string): From | undefined {
  const { run, visits } = details;
  const place = visits.findLastIndex((visit) => visit.step === step);
  const visit = visits[place];
  if (!visit) return undefined;
  const before = visits.slice(0, place);
  const isHere = place === visits.length - 1 && run.at === visit.step;
  const sent = new Set(before.flatMap(({ effects }) => effects.map(({ key }) => key)));
  const past = messagesOfRun(details, messages).filter(({ direction, effect, at }) =>
    direction === 'in' ? at <= visit.enteredAt : effect !== undefined && sent.has(effect),
  );
  const last = past.findLast(({ direction }) => direction === 'in');
  return {
    step: visit.step,
    vars: isHere ? run.vars : varsAfter(before),
    past: past.map(lineOf),
    ...(last
      ? { message: { id: last.key, text: textOf(last.content), content: last.content as InboundContent, at: last.at } }
      : {}),
  };
}

function lineOf({ direction, content }: Message): PhoneLine {
  return { from: direction === 'in' ? 'customer' : 'bot', content };
}

/** The variables that passages through steps have left. */
function varsAfter(visits: PastRun['details']['visits']): JsonObject {
  const vars = Object.assign({}, ...visits.map(({ changed }) => changed)) as JsonObject;
  return Object.fromEntries(Object.entries(vars).filter(([, value]) => value !== null));
}
