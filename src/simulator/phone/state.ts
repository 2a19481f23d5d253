import type { JsonValue } from '../../base/json.ts';
import type { Customer, Entry, Hook, Media, ThreadMessage, Tick } from './model.ts';

/** What one customer and one account of the business have said to each other. */
export type Thread = {
  messages: ThreadMessage[];
  /** Until when the business may write freely; 0 before the customer's first message. */
  windowUntil: number;
  /** The latest business message with something to tap. */
  offer?: ThreadMessage;
};

/** Numbers that survive restarts. */
export type Counters = {
  received: number;
  sent: number;
  echoes: number;
  statuses: number;
  refused: Record<string, number>;
  webhooks: number;
  webhooksAnswered: number;
  webhooksMissed: number;
  webhooksAbandoned: number;
};

/** Everything the simulator remembers; changed by `applyEntry` only. */
export type State = {
  /** By key, number and user id. */
  customers: Map<string, Customer>;
  /** By `account/customer`. */
  threads: Map<string, Thread>;
  messages: Map<string, ThreadMessage>;
  hooks: Map<number, Hook>;
  lastHook: number;
  media: Map<string, Media>;
  /** What the provider keeps. */
  notes: Map<string, JsonValue>;
  /** How often each callback data was accepted. */
  callbacks: Map<string, number>;
  /** Callback data that was accepted more than once. */
  repeated: Set<string>;
  counters: Counters;
  aheadMs: number;
  target: string | undefined;
};

/** A state in which nothing has happened yet. */
export function emptyState(): State {
  return {
    customers: new Map(),
    threads: new Map(),
    messages: new Map(),
    hooks: new Map(),
    lastHook: 0,
    media: new Map(),
    notes: new Map(),
    callbacks: new Map(),
    repeated: new Set(),
    counters: {
      received: 0,
      sent: 0,
      echoes: 0,
      statuses: 0,
      refused: {},
      webhooks: 0,
      webhooksAnswered: 0,
      webhooksMissed: 0,
      webhooksAbandoned: 0,
    },
    aheadMs: 0,
    target: undefined,
  };
}

/** Applies one entry. Without `keepMessages` threads hold only what answering needs. */
export function applyEntry(state: State, entry: Entry, keepMessages: boolean): void {
  switch (entry.kind) {
    case 'customer':
      return putCustomer(state, entry.customer);
    case 'message':
      return putMessage(state, entry.message, keepMessages);
    case 'tick':
      return putTick(state, entry.message, entry.tick);
    case 'seen': {
      const seen = state.messages.get(entry.message);
      if (seen) seen.seenAt = entry.at;
      return;
    }
    case 'refused':
      state.counters.refused[entry.code] = (state.counters.refused[entry.code] ?? 0) + 1;
      return;
    case 'hook':
    case 'missed':
    case 'answered':
    case 'abandoned':
      return applyHook(state, entry);
    case 'media': {
      const { id, mime, sha256, filename } = entry;
      const bytes = Buffer.from(entry.base64, 'base64');
      state.media.set(id, { id, mime, sha256, bytes, ...(filename !== undefined && { filename }) });
      return;
    }
    case 'mediaGone':
      state.media.delete(entry.id);
      return;
    case 'note':
      if (entry.value === null) state.notes.delete(entry.key);
      else state.notes.set(entry.key, entry.value);
      return;
    case 'clock':
      state.aheadMs = entry.aheadMs;
      return;
    case 'target':
      state.target = entry.url ?? undefined;
      return;
  }
}

/** The thread of a customer with one account of the business, made when it does not exist yet. */
export function threadOf(state: State, account: string, customer: string): Thread {
  const key = `${account}/${customer}`;
  let thread = state.threads.get(key);
  if (!thread) {
    thread = { messages: [], windowUntil: 0 };
    state.threads.set(key, thread);
  }
  return thread;
}

function putCustomer(state: State, customer: Customer): void {
  const before = state.customers.get(customer.key);
  if (before?.number) state.customers.delete(before.number);
  if (before?.userId) state.customers.delete(before.userId);
  for (const identity of [customer.key, customer.number, customer.userId])
    if (identity !== undefined) state.customers.set(identity, customer);
}

function putMessage(state: State, message: ThreadMessage, keep: boolean): void {
  const { counters } = state;
  const thread = threadOf(state, message.account, message.customer);
  if (message.from === 'customer') counters.received++;
  else if (message.from === 'staff') counters.echoes++;
  else {
    counters.sent++;
    countCallback(state, message.callback);
  }
  if (message.windowUntil !== undefined) thread.windowUntil = Math.max(thread.windowUntil, message.windowUntil);
  if (message.choices) thread.offer = message;
  if (!keep) return;
  thread.messages.push(message);
  state.messages.set(message.id, message);
}

function countCallback(state: State, callback: string | undefined): void {
  if (callback === undefined) return;
  const times = (state.callbacks.get(callback) ?? 0) + 1;
  state.callbacks.set(callback, times);
  if (times > 1) state.repeated.add(callback);
}

function putTick(state: State, message: string, tick: Tick): void {
  state.counters.statuses++;
  state.messages.get(message)?.ticks.push(tick);
}

function applyHook(state: State, entry: Extract<Entry, { hook: unknown }>): void {
  const { counters, hooks } = state;
  if (entry.kind === 'hook') {
    counters.webhooks++;
    state.lastHook = Math.max(state.lastHook, entry.hook.id);
    hooks.set(entry.hook.id, entry.hook);
    return;
  }
  if (entry.kind === 'missed') {
    counters.webhooksMissed++;
    const hook = hooks.get(entry.hook);
    if (hook) hook.missed++;
    return;
  }
  if (entry.kind === 'answered') counters.webhooksAnswered++;
  else counters.webhooksAbandoned++;
  hooks.delete(entry.hook);
}
