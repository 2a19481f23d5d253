import type { FailureData } from '../base/failure.ts';
import type { ConnectionId, ConversationId, EffectId, FlowId, Lane, MessageId, RunId, StepId } from '../base/ids.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import type { Address } from '../message/address.ts';
import type { DeliveryStatus } from '../message/channel-event.ts';
import type { Content } from '../message/content.ts';
import type { Purpose } from '../message/purpose.ts';
import type { ContactContext, EventContext, MessageContext } from './event-context.ts';

/**
 * What a run is waiting for. A final run waits for `nothing`.
 * `turn`: until it holds the conversation, so that it may ask; `webhook`: a call from outside.
 */
export type WaitFor = 'start' | 'effects' | 'reply' | 'time' | 'agent' | 'turn' | 'webhook' | 'nothing';

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
  /** Of `webhook`: the name that a call from outside may give instead of the run's own address. */
  key?: string;
  /** Set where delivery statuses of messages of this run end the wait too. */
  receipts?: true;
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
  /** Set while the person answers on another connection: what the run says goes there. */
  via?: Way;
  status: RunStatus;
  /** The step it stands on, or ended at; null before the start. */
  at: StepId | null;
  wait: Wait;
  /** The author's variables: `vars.<name>` in templates. */
  vars: JsonObject;
  /** Private notes of the current step: which attempt, which part. Empty when a step is entered. */
  memo: JsonObject;
  /** What steps keep for when they are entered again, by step: how often, which item. */
  marks?: JsonObject;
  /** Effects issued when the current step was entered: a replay of the step issues the same ids again. */
  entered?: number;
  /** The message that started it, if one did. */
  startedBy?: MessageId;
  /** Set where it ended by handing that message on: the next flow is asked. */
  passed?: true;
  /** What it was started with: `input.*` in templates. */
  input?: JsonObject;
  /** The last message it was given: `message.*` in templates. */
  message?: MessageContext;
  /** Effects issued so far: the next effect's number. */
  issued: number;
  /** Set while a replayed step issues ids again: the number from which ids were never used. */
  highest?: number;
  /** Events applied so far: the next journal entry's number. */
  revision: number;
  /** When it last changed, by the lane's clock. */
  changedAt: number;
  /** The last failure: `failure.code`, `failure.message` in templates; of a failed run, why it failed. */
  failure?: FailureData;
  /** Set on a run that another one called: whom its end is told. */
  parent?: { run: RunId; effect: EffectId };
  /** What a caller over HTTP is answered. */
  response?: Response;
  /** What it gives back to the run that called it. */
  output?: JsonObject;
  /** Runs above this one: 0 unless another run called it. */
  depth?: number;
  /** Set on a run that began in shadow mode: none of its effects is performed, whatever connection they are for. */
  shadow?: true;
  /** Set on a run of a test user, and on what follows from it; with `dry` outside systems are left as they are. */
  test?: { dry?: true };
  /** Visits of the flow's handlers: a failure inside a handler must not go round for ever. */
  handled?: number;
};

/** Another connection on which the person of a run answers, and the conversation there. */
export type Way = { connection: ConnectionId; channel: string; conversation: ConversationId };

/** An answer to an HTTP call that started a run. */
export type Response = { status: number; headers: Readonly<Record<string, string>>; body: JsonValue };

export type RunEvent = { at: number; context: EventContext } &
  /** With `quietMs` the first step is entered only when nothing more has come for so long. */
  (
    | { type: 'started'; message?: MessageContext; input?: JsonObject; quietMs?: number }
    /** One more message of a burst, before the first step. */
    | { type: 'gathered'; message: MessageContext; quietMs: number }
    /** `via`: the person wrote on another connection than the run's own. */
    | { type: 'replied'; wait: number; message: MessageContext; via?: Way }
    /** A message that one of the flow's handlers takes, wherever the run stands. */
    | { type: 'interrupted'; handler: number; message: MessageContext; via?: Way }
    /** `by`: who settled it by hand. */
    | { type: 'done'; effect: EffectId; output: JsonObject; by?: string }
    | { type: 'failed'; effect: EffectId; failure: FailureData; by?: string }
    /** News about a message that this run sent. */
    | { type: 'receipt'; effect: EffectId; status: DeliveryStatus; failure?: FailureData }
    | { type: 'elapsed'; wait: number }
    /** A call from outside; `data` is what it brought. */
    | { type: 'resumed'; wait: number; data: JsonObject }
    /** The run holds the conversation now. */
    | { type: 'turned'; wait: number }
    | { type: 'released'; wait: number; by: string }
    /** The step it failed in is entered again, and issues the same effect ids. */
    | { type: 'retried'; by: string }
    /** The step it stands on is left without being done; `output` stands for what it would have given. */
    | { type: 'skipped'; by: string; outcome?: string; output?: JsonObject }
    | { type: 'edited'; by: string; vars: JsonObject }
    /** From here on it follows another version of its flow. */
    | { type: 'migrated'; by: string; version: number }
    | { type: 'canceled'; by: string; reason: string }
  );

/** What people do to runs: these events are applied whatever the run waits for. */
export const REPAIRS = ['retried', 'skipped', 'edited', 'migrated', 'canceled'] as const;

/** Sends one content part to the contact. */
export type SendRequest = {
  kind: 'send';
  content: Content;
  /** What the person is written to for; `service` unless told. Without consent for it nothing goes out. */
  purpose?: Purpose;
  /** A connection other than the one that the run talks on, and which of the contact's addresses it is to reach. */
  to?: { connection: string; address?: Address['kind'] };
  /** Of a send ladder: which of its rungs this is, the first being 0. */
  rung?: number;
  /** Refused before any call where the channel's reply window is closed: something better follows. */
  inWindow?: true;
  /** Set where a person of the business writes, and not the flow: providers give people longer. */
  by?: 'staff';
};
/** Asks a connector for one operation. `input` is what the step rendered. */
export type CallRequest = { kind: 'call'; connection: string; operation: string; input: JsonObject };
/** Gives the conversation to people. */
export type HandoffRequest = { kind: 'handoff'; queue?: string; note?: string };

export type EffectRequest = SendRequest | CallRequest | HandoffRequest;

/** How often and how long an effect is tried; what is not said is as the engine has it. */
export type RetryPolicy = {
  /** Attempts in all, the first one included. */
  attempts?: number;
  /** Delay before the second attempt; it doubles from there. */
  firstDelayMs?: number;
  /** Longest delay between two attempts. */
  longestDelayMs?: number;
  /** After this time from being issued no attempt is begun. */
  deadlineMs?: number;
};

/** Something for the world to do, exactly one id for ever. */
export type Effect = EffectRequest & { id: EffectId; retry?: RetryPolicy };

/** True when nothing more can happen to a run. */
export function isFinal(run: Run): boolean {
  return run.status !== 'active';
}

/** The run as it goes where the person writes: to another connection, or back to its own. */
export function following(run: Run, event: Pick<RunEvent, 'type'> & { via?: Way }): Run {
  if (event.type !== 'replied' && event.type !== 'interrupted') return run;
  const { via: _former, ...rest } = run;
  return event.via ? { ...rest, via: event.via } : rest;
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
  run: { id: string; resumeUrl?: string };
  failure?: FailureData;
  input?: JsonObject;
  settings?: JsonObject;
  /** Each secret as a handle that only performing an effect opens. */
  secrets?: JsonObject;
};
