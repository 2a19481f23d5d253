import type { FailureCode } from '../../../base/failure.ts';
import type { RunStatus, WaitFor } from '../../../flow/run.ts';

/** A simulated phone: the channel connection it stands behind, and how it looks. */
export type DemoPhoneView = {
  connection: string;
  /** What people call the service. */
  title: string;
  /** The colour by which they know it, in CSS. */
  accent?: string;
  /** True where people can hide their number. */
  hides: boolean;
};

/** Somebody who can write in the demo, on one phone. */
export type DemoCustomer = {
  /** Connection and handle, which together are unique. */
  id: string;
  connection: string;
  /** What the simulated phone knows the person by. */
  handle: string;
  name: string;
  /** E.164 with a plus; absent where the business does not see the number. */
  phone?: string;
  username?: string;
};

/** A published flow and the words that start it; without words any message does. */
export type DemoFlow = {
  id: string;
  name: string;
  version: number;
  keywords: readonly string[];
  /** The connections that it listens to; all where absent. */
  connections?: readonly string[];
};

/** Something to tap on a message. */
export type DemoChoice = { id: string; title: string; description?: string };

/**
 * How far a message got. A customer's: `sent`, then `kept` once it is durable on our side, then `read`.
 * Ours: what the provider reported.
 */
export type DemoDelivery = 'sent' | 'kept' | 'delivered' | 'read' | 'failed';

/** One bubble on the phone. */
export type DemoMessage = {
  id: string;
  from: 'customer' | 'business' | 'staff';
  at: number;
  type: string;
  text: string;
  header?: string;
  footer?: string;
  /** Text of the button that opens a list. */
  listButton?: string;
  choices: readonly DemoChoice[];
  delivery: DemoDelivery;
};

/** The chosen customer's conversation. */
export type DemoThread = {
  customer: string;
  messages: readonly DemoMessage[];
  /** Our conversation with the customer, once there is one; `people` while it is handed off. */
  conversation?: { id: string; state: 'flow' | 'people'; queue?: string; note?: string };
};

/** One record of the org, with the calls that wrote it, newest first. */
export type DemoRecord = {
  object: string;
  id: string;
  createdAt: number;
  changedAt: number;
  fields: Readonly<Record<string, string | number | boolean>>;
  calls: readonly { at: number; method: string; path: string; status: number | null }[];
};

/** One thing that happened on a message's way, or is happening. */
export type DemoMoment = { at: number } & (
  | { kind: 'accepted'; message: string; text: string }
  | { kind: 'step'; step: string; type: string; title: string }
  | { kind: 'performing'; effect: string; what: DemoWork; attempts: number; nextAt: number; trouble?: DemoRefusal }
  | { kind: 'parked'; effect: string; what: DemoWork; trouble?: DemoRefusal }
  | { kind: 'written'; effect: string; what: DemoWork; record?: string; created?: boolean; tookMs: number }
  | { kind: 'sent'; effect: string; text: string; delivery?: DemoDelivery; tookMs: number }
  | { kind: 'refused'; effect: string; what: DemoWork; trouble: DemoRefusal; tookMs: number }
  | { kind: 'elapsed' }
  | { kind: 'released'; by: string }
  | { kind: 'resumed' }
  | { kind: 'repaired'; how: 'retried' | 'skipped' | 'edited' | 'migrated'; by: string }
  | { kind: 'canceled'; by: string; reason: string }
  | { kind: 'ended'; status: RunStatus; trouble?: DemoRefusal }
);

/** What an effect does: a message, or an operation of an outside system on one of its objects. */
export type DemoWork = { kind: 'send' | 'call' | 'handoff' | 'fetch' | 'poll'; operation?: string; object?: string };

/** Why the world refused, in words. */
export type DemoRefusal = { code: FailureCode; message: string };

/** One run of a flow for the chosen customer. */
export type DemoRun = {
  id: string;
  flow: string;
  version: number;
  status: RunStatus;
  waitingFor: WaitFor;
  until?: number;
  startedAt: number;
  /** Oldest first. */
  moments: readonly DemoMoment[];
};

/** A part of the demo that cannot be reached. */
export type DemoTrouble = { part: 'phone' | 'org'; detail: string };

/** Everything the page shows. Lists are newest first but for messages and moments. */
export type DemoState = {
  phones: readonly DemoPhoneView[];
  customers: readonly DemoCustomer[];
  flows: readonly DemoFlow[];
  thread: DemoThread;
  runs: readonly DemoRun[];
  records: readonly DemoRecord[];
  /** Set where no org is simulated. */
  withoutOrg?: true;
  troubles: readonly DemoTrouble[];
};
