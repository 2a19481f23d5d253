import { createHash, randomBytes } from 'node:crypto';
import type { JsonValue } from '../../base/json.ts';
import { openStateLog, type StateLog } from '../state-log.ts';
import type { Call } from './call.ts';
import { createDelivery, type Delivery } from './deliver.ts';
import { disturb, type Disturbable } from './disturb.ts';
import { createFaults, type Fault, type Faults } from './faults.ts';
import type { Customer, Entry, Hook, Media, ThreadMessage } from './model.ts';
import { resolveOptions, type PhoneOptions, type ResolvedOptions } from './options.ts';
import { createPoster } from './poster.ts';
import type { Answer, Letter, Post, Provider } from './provider.ts';
import type { Settings } from './settings.ts';
import { show, type Showing } from './show.ts';
import { applyEntry, emptyState, type State } from './state.ts';
import { createWatchers, type Watchers } from './watchers.ts';

/** How a webhook leaves: in whose lanes, when, and which status it makes visible. */
export type Posting = { lanes?: readonly string[]; dueAt?: number; tick?: Hook['tick'] };

/** The business's accounts and the customers' phones: state, clock, faults, and the queue of webhooks. */
export type Phone = Watchers & {
  options: ResolvedOptions;
  provider: Provider;
  /** May be changed at any time. */
  settings: Settings;
  state: State;
  faults: Faults;
  /** The account that is meant when none is named. */
  account: string;
  /** Where this phone is reached, without a slash at the end; empty until it listens. */
  url: string;
  /** Simulated time, in milliseconds. */
  now: () => number;
  /** Changes the state; when it returns the change survives the death of the process. */
  commit: (entry: Entry) => void;
  /** What the provider keeps under a key, across restarts: registered addresses, templates, tokens. Null forgets it. */
  note: { get: (key: string) => JsonValue | undefined; put: (key: string, value: JsonValue) => void };
  /** Lets a business message appear on a customer's screen and queues its statuses. */
  show: (showing: Showing) => ThreadMessage;
  /** Does what a fault says about this call, if one hits it; `over` means that the call needs no answer any more. */
  disturb: (call: Call, what: Disturbable) => Promise<{ over: boolean; fault?: Fault }>;
  /** Counts a refused send, by the provider's code. */
  refused: (code: number | string) => void;
  /** Queues one webhook. */
  post: (letter: Letter, posting?: Posting) => void;
  /** Makes one call at once and outside the queue: a handshake with a new address. Rejects when nobody answers. */
  call: (post: Post) => Promise<Answer>;
  /** Webhooks that are due, oldest first, and how to say that they were taken: for a business that fetches them. */
  ready: () => Hook[];
  settle: (hook: Hook) => void;
  keepFile: (file: { mime: string; bytes: Buffer; filename?: string }) => Media;
  messageId: (customer: Customer) => string;
  /** Moves the simulated clock forward; timers that are due now fire. */
  advance: (ms: number) => void;
  /** Where webhooks go from now on; undefined holds them back. */
  setTarget: (url: string | undefined) => void;
  /** Forgets everything but settings and target. */
  reset: () => void;
  close: () => Promise<void>;
};

/**
 * Opens the phone with the provider that `open` makes for it: replays its state file and goes on with the webhooks that
 * were not taken yet. `open` may already read and note; nothing leaves before it returns.
 */
export function createPhone<P extends Provider>(
  given: PhoneOptions,
  open: (phone: Phone) => P,
): Phone & { provider: P } {
  const options = resolveOptions(given);
  const state = emptyState();
  const log: StateLog<Entry> = openStateLog(options.stateFile, (entry) => applyEntry(state, entry, true));
  const poster = createPoster({ timeoutMs: options.webhookTimeoutMs, connections: options.webhookConnections });
  const ids = createSerials();
  const faults = createFaults();
  let provider: P;
  let delivery: Delivery;

  const phone: Phone & { provider: P } = {
    options,
    state,
    faults,
    url: '',
    ...createWatchers(),
    get provider() {
      return provider;
    },
    get settings() {
      return provider.settings;
    },
    get account() {
      return provider.accounts[0] ?? '';
    },
    now: () => options.now() + state.aheadMs,
    commit: (entry) => {
      log.append(entry);
      applyEntry(state, entry, options.log);
    },
    note: {
      get: (key) => state.notes.get(key),
      put: (key, value) => phone.commit({ kind: 'note', key, value }),
    },
    show: (showing) => show(phone, showing),
    disturb: (call, what) => disturb({ faults, refuse: (fault) => provider.refuse(fault) }, call, what),
    refused: (code) => phone.commit({ kind: 'refused', code }),
    post: (letter, posting = {}) => delivery.add(enqueue(phone, { ...letter, ...posting })),
    call: poster.post,
    ready: () => delivery.ready(),
    settle: (hook) => delivery.settle(hook),
    keepFile: (file) => keepFile(phone, file, ids.next()),
    messageId: (customer) => provider.messageId?.(customer) ?? ids.next(),
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
      delivery.close();
      log.clear();
      Object.assign(state, emptyState());
      delivery = startDelivery(phone);
      if (target !== undefined) phone.setTarget(target);
    },
    close: async () => {
      delivery.close();
      await poster.close();
      log.close();
    },
  };
  provider = open(phone);
  delivery = startDelivery(phone);
  if (given.webhookUrl !== undefined && given.webhookUrl !== state.target) phone.setTarget(given.webhookUrl);
  return phone;
}

function startDelivery(phone: Phone): Delivery {
  const { options, state } = phone;
  let answered = 0;
  const delivery = createDelivery({
    now: phone.now,
    target: ({ url }) => url ?? state.target,
    post: (hook, url) => attempt(phone, hook, url),
    giveUpMs: options.giveUpMs,
    delayMs: (missed) => {
      const { redeliveryMs } = phone.settings;
      return redeliveryMs[missed - 1] ?? redeliveryMs.at(-1) ?? 1000;
    },
    started: ({ tick }) => showTick(phone, tick),
    answered: (hook) => {
      phone.commit({ kind: 'answered', hook: hook.id });
      phone.emit({ type: 'webhook', hook: hook.id, outcome: 'answered' });
      // Nothing divides by 0, which means never.
      if (hook.again || ++answered % phone.settings.duplicateEvery !== 0) return;
      const { lanes: _lanes, tick: _tick, ...letter } = hook;
      delivery.add(enqueue(phone, { ...letter, dueAt: phone.now() }, true));
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

async function attempt(phone: Phone, hook: Hook, url: string): Promise<string | undefined> {
  try {
    const answer = await phone.call(phone.provider.request(hook, url));
    if (phone.provider.taken) return phone.provider.taken(answer, hook);
    return answer.status >= 200 && answer.status < 300 ? undefined : `answered ${answer.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function showTick(phone: Phone, shown: Hook['tick']): void {
  if (!shown) return;
  const { message, tick } = shown;
  const known = phone.state.messages.get(message)?.ticks.some((each) => each.status === tick.status);
  if (known) return;
  phone.commit({ kind: 'tick', message, tick });
  phone.emit({ type: 'status', message, tick });
}

function enqueue(phone: Phone, { body, url, facts, lanes, dueAt, tick }: Letter & Posting, again = false): Hook {
  const now = phone.now();
  const hook: Hook = {
    id: phone.state.lastHook + 1,
    lanes: lanes ?? [],
    dueAt: dueAt ?? now,
    createdAt: now,
    body,
    ...(url !== undefined && { url }),
    ...(facts && { facts }),
    missed: 0,
    ...(tick && { tick }),
    ...(again && { again }),
  };
  phone.commit({ kind: 'hook', hook });
  phone.emit({ type: 'queued', hook: hook.id });
  return hook;
}

type File = { mime: string; bytes: Buffer; filename?: string };

function keepFile(phone: Phone, { mime, bytes, filename }: File, id: string): Media {
  const named = filename !== undefined && { filename };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  phone.commit({ kind: 'media', id, mime, sha256, base64: bytes.toString('base64'), ...named });
  return { id, mime, sha256, bytes, ...named };
}

/** Ids of digits that never repeat, across restarts too: their start is random. */
function createSerials(): { next: () => string } {
  const start = 1_000_000_000 + (randomBytes(4).readUInt32BE() % 8_000_000_000);
  let count = 0;
  return { next: () => `${start}${String(++count).padStart(6, '0')}` };
}
