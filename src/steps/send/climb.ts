import { parseDuration } from '../../base/duration.ts';
import type { FailureData } from '../../base/failure.ts';
import { id } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { RunEvent, SendRequest } from '../../flow/run.ts';
import type { StepContext, StepResult } from '../../flow/step-type.ts';
import type { Capabilities } from '../../message/capabilities.ts';
import type { Content } from '../../message/content.ts';
import { fit } from '../../message/fit.ts';
import { contentOf, rungsOf } from './content.ts';
import { furthest, noteReceipt, type Try } from './tries.ts';
import { leave } from './leave.ts';
import type { Rung, SendParams } from './params.ts';

type Context = StepContext<SendParams>;

/** What the step remembers: every rung tried so far, the parts of the last one that are still to go, and its end. */
type Climb = { tries: readonly Try[]; parts: readonly Content[]; until?: number };

/** How long a rung has to arrive, and how long the last one is waited for, where the author does not say. */
const WITHIN = 'PT10M';
const TIMEOUT = 'PT1H';

/**
 * Begins at the first rung. At most one message goes out per rung, and the next rung is tried only while none is known
 * to have arrived.
 */
export function startClimb(context: Context): StepResult {
  return climb([], context);
}

/** Goes on after the end of an effect, news about one of the messages, or the end of the wait. */
export function continueClimb(context: Context, event: RunEvent): StepResult {
  const state = climbOf(context.memo);
  switch (event.type) {
    case 'done':
    case 'failed':
      return settle(event, state, context);
    case 'receipt': {
      const tries = noteReceipt(state.tries, event);
      const arrived = furthest(tries) === 'delivered' && furthest(state.tries) !== 'delivered';
      // From here on it is waited for that it is read.
      const until = arrived ? { until: context.at + ms(context.params.timeout, TIMEOUT) } : {};
      return judge({ ...state, tries, ...until }, context);
    }
    default:
      return giveUp(state, context);
  }
}

/** Tries the next rung that has something to send; without one the step is over. */
function climb(before: readonly Try[], context: Context): StepResult {
  const rungs = rungsOf(context.params);
  let tries = before;
  for (let at = before.length; at < rungs.length; at++) {
    const rung = rungs[at] ?? {};
    const prepared = prepare(rung, context);
    if ('content' in prepared) return issue({ tries, rung, prepared }, context);
    const place = rung.connection === undefined ? {} : { connection: rung.connection };
    tries = [...tries, { ...place, status: 'refused', failure: prepared }];
  }
  return conclude({ tries, parts: [] }, context);
}

type Prepared = { content: Content; more: readonly Content[]; capabilities: Capabilities };

/** The message of a rung as its channel carries it, or why there is none. */
function prepare(rung: Rung, context: Context): Prepared | FailureData {
  const capabilities = rung.connection === undefined ? context.capabilities : context.capabilitiesOf(rung.connection);
  if (!context.capabilities)
    return failure('unsupported', 'This run has no contact to write to; start it from a message or give it a contact.');
  if (!capabilities)
    return failure('not_found', `There is no channel connection "${rung.connection}". Add it, or correct the name.`);
  const content = contentOf(rung, context);
  if (!content) return failure('invalid', 'The file to send has no link and is no stored file.');
  const { parts, losses } = fit(content, capabilities);
  const [first, ...more] = parts;
  if (!first) return failure('unsupported', losses.map(({ message }) => message).join(' ') || 'The message is empty.');
  if (more.length > 0 && rungsOf(context.params).length > 1)
    return failure(
      'invalid',
      `The message goes out as ${parts.length} on this channel, and a rung is one message only. Shorten it.`,
    );
  return { content: first, more, capabilities };
}

function issue(
  { tries, rung, prepared }: { tries: readonly Try[]; rung: Rung; prepared: Prepared },
  context: Context,
): StepResult {
  const { capabilities, more } = prepared;
  const waitMs = waitOf(tries.length, context.params);
  const place = rung.connection === undefined ? {} : { connection: rung.connection };
  const reports = capabilities.statuses?.includes('delivered') ? ({ reports: true } as const) : {};
  const effect = id.effect(context.run.id, context.run.issued);
  const next: Try = { ...place, ...reports, effect, status: 'pending' };
  const until = waitMs === undefined ? {} : { until: context.at + waitMs };
  const content = withLifetime(prepared, tries.length, context.params);
  return send(content, { tries: [...tries, next], parts: more, ...until }, context);
}

/** Asks for one message and waits for what becomes of it. */
function send(content: Content, state: Climb, { at, params }: Context): StepResult {
  const rung = state.tries.length - 1;
  const isLast = rung === rungsOf(params).length - 1;
  const { connection, address } = rungsOf(params)[rung] ?? {};
  const request: SendRequest = {
    kind: 'send',
    content,
    ...(params.purpose === undefined ? {} : { purpose: params.purpose }),
    ...(connection === undefined ? {} : { to: { connection, ...(address === undefined ? {} : { address }) } }),
    ...(params.rungs ? { rung } : {}),
    // The last rung is left to the provider: it knows windows that are longer than usual.
    ...(isLast || content.kind === 'template' ? {} : { inWindow: true }),
  };
  const { until } = state;
  const limits = until === undefined ? {} : { until, deadlineMs: Math.max(0, until - at) };
  return {
    then: 'stay',
    wait: { for: 'effects', effects: [request], ...limits, receipts: true },
    memo: state,
  };
}

/** Takes the end of one message's effect in: of the rung under way, or of one that was given up. */
function settle(event: Extract<RunEvent, { type: 'done' | 'failed' }>, state: Climb, context: Context): StepResult {
  const { tries, parts } = state;
  const last = tries.at(-1);
  const [part, ...more] = parts;
  if (event.type === 'done' && last?.effect === event.effect && part) {
    const effect = id.effect(context.run.id, context.run.issued);
    return send(part, { ...state, tries: [...tries.slice(0, -1), { ...last, effect }], parts: more }, context);
  }
  const noted = tries.map((each): Try => {
    if (each.effect !== event.effect || (each.status !== 'pending' && each.status !== 'overdue')) return each;
    return event.type === 'done' ? { ...each, status: 'sent' } : { ...each, status: 'refused', failure: event.failure };
  });
  return judge({ ...state, tries: noted }, context);
}

/** Decides what follows from how far the messages got. */
function judge(state: Climb, context: Context): StepResult {
  const { tries } = state;
  const { waitFor = 'sent' } = context.params;
  const best = furthest(tries);
  const last = tries.at(-1);
  if (best === 'read' || (best === 'delivered' && waitFor !== 'read')) return leave(state.tries, context);
  // Somebody whom one message has reached gets no other one.
  if (best === 'delivered') return keepWaiting(state, context);
  switch (last?.status) {
    case 'refused':
    case 'failed':
      return climb(tries, context);
    case 'sent':
      return isWorthWaiting(state, context) ? keepWaiting(state, context) : conclude(state, context);
    default:
      return keepWaiting(state, context);
  }
}

/** True while word of delivery may come that changes what is done. */
function isWorthWaiting({ tries }: Climb, { params }: Context): boolean {
  const isLast = tries.length === rungsOf(params).length;
  return tries.at(-1)?.reports === true && (!isLast || (params.waitFor ?? 'sent') !== 'sent');
}

/** The time of the rung under way is over. */
function giveUp(state: Climb, context: Context): StepResult {
  const { tries } = state;
  if (furthest(tries) === 'delivered') return leave(tries, context);
  const overdue = tries.map((each): Try => (each.status === 'pending' ? { ...each, status: 'overdue' } : each));
  return climb(overdue, context);
}

/** No rung is left. A message that may still be on its way to a provider is waited for where none is with one. */
function conclude(state: Climb, context: Context): StepResult {
  const { tries } = state;
  const { waitFor = 'sent' } = context.params;
  const open = tries.some(({ status }) => status === 'overdue' || status === 'pending');
  if (open && waitFor === 'sent' && furthest(tries) === undefined) return keepWaiting({ tries, parts: [] }, context);
  return leave(tries, context);
}

function keepWaiting(state: Climb, { at, params }: Context): StepResult {
  const isOpen = state.tries.some(({ status }) => status === 'pending' || status === 'overdue');
  if (isOpen) {
    const until = state.until === undefined ? {} : { until: state.until };
    return { then: 'stay', wait: { for: 'effects', effects: [], receipts: true, ...until }, memo: state };
  }
  const until = state.until ?? at + ms(params.timeout, TIMEOUT);
  return { then: 'stay', wait: { for: 'time', until, receipts: true }, memo: { ...state, until } };
}

/** How long a rung is waited for; undefined where nothing is waited for but the provider's answer. */
function waitOf(rung: number, params: SendParams): number | undefined {
  const rungs = rungsOf(params);
  if (rung < rungs.length - 1) return ms(rungs[rung]?.deliveredWithin, WITHIN);
  return (params.waitFor ?? 'sent') === 'sent' ? undefined : ms(params.timeout, TIMEOUT);
}

/** A message that another one follows must not arrive after that, where the provider can be told. */
function withLifetime({ content, capabilities }: Prepared, rung: number, params: SendParams): Content {
  const { lifetime } = capabilities;
  const rungs = rungsOf(params);
  if (!lifetime || rung === rungs.length - 1 || !LASTING.has(content.kind)) return content;
  return { ...content, ttlMs: Math.min(lifetime.maxMs, ms(rungs[rung]?.deliveredWithin, WITHIN)) } as Content;
}

const LASTING: ReadonlySet<Content['kind']> = new Set(['text', 'choices', 'media', 'template']);

function ms(text: string | undefined, usual: string): number {
  return parseDuration(text ?? usual) ?? parseDuration(usual) ?? 0;
}

function climbOf(memo: JsonObject): Climb {
  return memo as unknown as Climb;
}

function failure(code: FailureData['code'], message: string): FailureData {
  return { code, message };
}
