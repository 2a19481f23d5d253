import type { FailureData } from '../base/failure.ts';
import type { ConnectionId, ConversationId, EffectId, FlowId, Lane, RunId, StepId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Address } from '../message/address.ts';
import type { Content, InboundContent } from '../message/content.ts';

/** What a run is waiting for. A final run waits for `nothing`. */
export type WaitFor = 'start' | 'effects' | 'reply' | 'time' | 'agent' | 'nothing';

export type Wait = {
  /** Names this very wait: `replied`, `elapsed` and `released` carry it, so a stale one changes nothing. */
  id: number;
  for: WaitFor;
  /** Effects whose results are awaited. */
  effects: readonly EffectId[];
  /** When the wait ends by itself. */
  until?: number;
  /** Set where only messages accepted after this moment count as the reply. */
  since?: number;
};

export type RunStatus = 'active' | 'completed' | 'failed' | 'canceled';

/** One contact's way through one flow version: plain data, the truth of where it stands. */
export type Run = {
  id: RunId;
  flow: { id: FlowId; version: number };
  lane: Lane;
  /** The channel connection that messages go out on; null for a run without a contact. */
  connection: ConnectionId | null;
  /** The channel behind that connection, whose capabilities decide how content is fitted. */
  channel: string | null;
  conversation: ConversationId | null;
  status: RunStatus;
  /** The step it stands on, or ended at; null before the start. */
  at: StepId | null;
  wait: Wait;
  /** The author's variables: `vars.<name>` in templates. */
  vars: JsonObject;
  /** Private notes of the current step: which attempt, which part. Empty when a step is entered. */
  memo: JsonObject;
  /** What it was started with: `input.*` in templates. */
  input?: JsonObject;
  /** The last message it was given: `message.*` in templates. */
  message?: MessageContext;
  /** Effects issued so far: the next effect's number. */
  issued: number;
  /** Events applied so far: the next journal entry's number. */
  revision: number;
  /** When it last changed, by the lane's clock. */
  changedAt: number;
  /** The last failure: `failure.code`, `failure.message` in templates; of a failed run, why it failed. */
  failure?: FailureData;
};

/** The contact as a flow sees it: `contact.*` in templates. */
export type ContactContext = {
  id: string;
  name?: string;
  /** E.164 with a plus; absent where the person hides the number. */
  phone?: string;
  username?: string;
  email?: string;
  language?: string;
  addresses: readonly Address[];
};

/** Values of the moment that an event carries, read in the lane and journalled. */
export type EventContext = {
  contact?: ContactContext;
  conversation?: { id: string; channel: string; connection: string };
};

/** A customer's message as a flow sees it: `message.*` in templates. */
export type MessageContext = { id: string; text: string; content: InboundContent; at: number; referral?: JsonObject };

export type RunEvent = { at: number; context: EventContext } & (
  | { type: 'started'; message?: MessageContext; input?: JsonObject }
  | { type: 'replied'; wait: number; message: MessageContext }
  | { type: 'done'; effect: EffectId; output: JsonObject }
  | { type: 'failed'; effect: EffectId; failure: FailureData }
  | { type: 'elapsed'; wait: number }
  | { type: 'released'; wait: number; by: string }
  | { type: 'canceled'; by: string; reason: string }
);

/** Sends one content part to the contact. */
export type SendRequest = { kind: 'send'; content: Content };
/** Asks a connector for one operation. `input` is what the step rendered. */
export type CallRequest = { kind: 'call'; connection: string; operation: string; input: JsonObject };
/** Gives the conversation to people. */
export type HandoffRequest = { kind: 'handoff'; queue?: string; note?: string };

export type EffectRequest = SendRequest | CallRequest | HandoffRequest;

/** Something for the world to do, exactly one id for ever. */
export type Effect = EffectRequest & { id: EffectId };

/** True when nothing more can happen to a run. */
export function isFinal(run: Run): boolean {
  return run.status !== 'active';
}

/** A run that has not begun: the `started` event sets it going. */
export function newRun(facts: Pick<Run, 'id' | 'flow' | 'lane' | 'connection' | 'channel' | 'conversation'>): Run {
  return {
    ...facts,
    status: 'active',
    at: null,
    wait: { id: 0, for: 'start', effects: [] },
    vars: {},
    memo: {},
    issued: 0,
    revision: 0,
    changedAt: 0,
  };
}

/** What templates may read: the names an author can use. */
export type Scope = {
  vars: JsonObject;
  contact?: ContactContext;
  conversation?: EventContext['conversation'];
  message?: MessageContext;
  event: { at: number };
  flow: { id: string; name: string; version: number; language: string };
  run: { id: string };
  failure?: FailureData;
  input?: JsonObject;
};
