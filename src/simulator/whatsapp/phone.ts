import { createHash } from 'node:crypto';
import { openStateLog, type StateLog } from '../state-log.ts';
import { createDelivery, type Delivery } from './deliver.ts';
import { createIds, type Ids } from './ids.ts';
import type { Customer, Entry, Hook, Media, ThreadMessage, Tick } from './model.ts';
import { resolveOptions, resolveSettings, type PhoneOptions, type ResolvedOptions, type Settings } from './options.ts';
import { applyEntry, emptyState, templateKey, type State } from './state.ts';
import { signature, webhookText, type Change } from './webhook-body.ts';

/** Something that happened, for those who watch. */
export type PhoneEvent =
  | { type: 'message'; message: ThreadMessage }
  | { type: 'status'; message: string; tick: Tick }
  | { type: 'seen'; message: string; typing: boolean }
  | { type: 'webhook'; hook: number; outcome: 'answered' | 'missed' | 'abandoned'; why?: string };

/** How a webhook leaves: in whose lanes, when, and which status it makes visible. */
export type Posting = { lanes?: readonly string[]; dueAt?: number; tick?: Hook['tick'] };

/** The business numbers and the customers' phones: state, clock, and the queue of webhooks. */
export type Phone = {
  options: ResolvedOptions;
  /** May be changed at any time. */
  settings: Settings;
  state: State;
  ids: Ids;
  /** Simulated time, in milliseconds. */
  now: () => number;
  /** Changes the state; when it returns the change survives the death of the process. */
  commit: (entry: Entry) => void;
  emit: (event: PhoneEvent) => void;
  /** Calls the listener for every event until the returned function is called. */
  watch: (listener: (event: PhoneEvent) => void) => () => void;
  /** Calls the listener for every message that the business sends to one customer. */
  watchCustomer: (key: string, listener: (message: ThreadMessage) => void) => () => void;
  /** Queues one webhook with these changes. */
  post: (changes: readonly Change[], posting?: Posting) => void;
  keepFile: (file: { mime: string; bytes: Buffer; filename?: string }) => Media;
  /** Moves the simulated clock forward; timers that are due now fire. */
  advance: (ms: number) => void;
  setTarget: (url: string | undefined) => void;
  /** Forgets everything but settings and target. */
  reset: () => void;
  close: () => Promise<void>;
};

/** Opens the phone: replays its state file and goes on with the webhooks that were not answered yet. */
export function createPhone(given: PhoneOptions): Phone {
  const options = resolveOptions(given);
  const state = emptyState();
  for (const template of options.templates) state.templates.set(templateKey(template), template);
  const log: StateLog<Entry> = openStateLog(options.stateFile, (entry) => applyEntry(state, entry, true));
  const watchers = createWatchers();
  const settings = resolveSettings(given);
  let delivery: Delivery;

  const phone: Phone = {
    options,
    settings,
    state,
    ids: createIds(),
    now: () => options.now() + state.aheadMs,
    commit: (entry) => {
      log.append(entry);
      applyEntry(state, entry, options.log);
    },
    ...watchers,
    post: (changes, posting = {}) => delivery.add(enqueue(phone, webhookText(changes), posting)),
    keepFile: (file) => keepFile(phone, file),
    advance: (ms) => {
      phone.commit({ kind: 'clock', aheadMs: state.aheadMs + ms });
      delivery.recheck();
    },
    setTarget: (url) => {
      phone.commit({ kind: 'target', url: url ?? null });
      delivery.recheck();
    },
    reset: () => {
      const { target } = state;
      void delivery.close();
      log.clear();
      Object.assign(state, emptyState());
      for (const template of options.templates) state.templates.set(templateKey(template), template);
      delivery = startDelivery(phone);
      if (target !== undefined) phone.setTarget(target);
    },
    close: async () => {
      await delivery.close();
      log.close();
    },
  };
  delivery = startDelivery(phone);
  if (given.webhookUrl !== undefined && given.webhookUrl !== state.target) phone.setTarget(given.webhookUrl);
  return phone;
}

/** The lanes in which a customer's messages, or the statuses of one message, keep their order. */
export function lanesOf(
  phone: Phone,
  { customer, phoneNumberId, what }: { customer: Customer; phoneNumberId: string; what: 'messages' | ThreadMessage },
): readonly string[] {
  const order = customer.order ?? phone.settings.order;
  if (order === 'free') return [];
  return [typeof what === 'string' ? `${phoneNumberId}/${customer.key}` : what.id];
}

function startDelivery(phone: Phone): Delivery {
  const { options, settings, state } = phone;
  let answered = 0;
  const delivery = createDelivery({
    now: phone.now,
    target: () => state.target,
    sign: (body) => signature(body, options.appSecret),
    timeoutMs: options.webhookTimeoutMs,
    connections: options.webhookConnections,
    giveUpMs: options.giveUpMs,
    delayMs: (missed) => settings.redeliveryMs[missed - 1] ?? settings.redeliveryMs.at(-1) ?? 1000,
    started: ({ tick }) => showTick(phone, tick),
    answered: (hook) => {
      phone.commit({ kind: 'answered', hook: hook.id });
      phone.emit({ type: 'webhook', hook: hook.id, outcome: 'answered' });
      // Nothing divides by 0, which means never.
      if (!hook.again && ++answered % settings.duplicateEvery === 0)
        delivery.add(enqueue(phone, hook.body, { lanes: [] }, true));
    },
    missed: (hook, why) => {
      phone.commit({ kind: 'missed', hook: hook.id });
      phone.emit({ type: 'webhook', hook: hook.id, outcome: 'missed', why });
    },
    abandoned: (hook) => {
      phone.commit({ kind: 'abandoned', hook: hook.id });
      phone.emit({ type: 'webhook', hook: hook.id, outcome: 'abandoned' });
    },
  });
  for (const hook of state.hooks.values()) delivery.add(hook);
  return delivery;
}

function showTick(phone: Phone, shown: Hook['tick']): void {
  if (!shown) return;
  const { message, tick } = shown;
  const known = phone.state.messages.get(message)?.ticks.some((each) => each.status === tick.status);
  if (known) return;
  phone.commit({ kind: 'tick', message, tick });
  phone.emit({ type: 'status', message, tick });
}

function enqueue(phone: Phone, body: string, { lanes, dueAt, tick }: Posting, again = false): Hook {
  const now = phone.now();
  const hook: Hook = {
    id: phone.state.lastHook + 1,
    lanes: lanes ?? [],
    dueAt: dueAt ?? now,
    createdAt: now,
    body,
    missed: 0,
    ...(tick && { tick }),
    ...(again && { again }),
  };
  phone.commit({ kind: 'hook', hook });
  return hook;
}

function keepFile(phone: Phone, { mime, bytes, filename }: { mime: string; bytes: Buffer; filename?: string }): Media {
  const named = filename !== undefined && { filename };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const media: Media = { id: phone.ids.media(), mime, sha256, bytes, ...named };
  const { id } = media;
  phone.commit({ kind: 'media', id, mime, sha256, base64: bytes.toString('base64'), ...named });
  return media;
}

function createWatchers(): Pick<Phone, 'emit' | 'watch' | 'watchCustomer'> {
  const all = new Set<(event: PhoneEvent) => void>();
  const perCustomer = new Map<string, Set<(message: ThreadMessage) => void>>();
  return {
    emit: (event) => {
      for (const listener of all) listener(event);
      if (event.type !== 'message' || event.message.from === 'customer') return;
      for (const listener of perCustomer.get(event.message.customer) ?? []) listener(event.message);
    },
    watch: (listener) => {
      all.add(listener);
      return () => void all.delete(listener);
    },
    watchCustomer: (key, listener) => {
      const listeners = perCustomer.get(key) ?? new Set();
      perCustomer.set(key, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) perCustomer.delete(key);
      };
    },
  };
}
