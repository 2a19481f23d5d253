import type { DeliveryStatus, Order, Template } from './model.ts';

/** One WhatsApp number of the business. */
export type BusinessNumber = {
  phoneNumberId: string;
  /** Digits only. */
  displayPhoneNumber: string;
  /** The WhatsApp Business Account it belongs to. */
  wabaId: string;
  verifiedName: string;
  /** An unregistered number refuses every send with 133010. */
  registered: boolean;
};

/** What may be changed while the simulator runs, through `POST /_control/settings`. */
export type Settings = {
  accessToken: string;
  /** The statuses of an accepted message in the order in which they arrive: leave some out, swap them, or none. */
  statuses: readonly DeliveryStatus[];
  /** Milliseconds before the first status and between two. */
  statusDelayMs: number;
  order: Order;
  /** Every n-th webhook is delivered a second time though it was answered 200; 0 is never. */
  duplicateEvery: number;
  /** Waits before the first, second, … redelivery; the last one repeats. */
  redeliveryMs: readonly number[];
  /** Sends per second and number before 130429; 0 is unlimited. Meta's default is 80. */
  messagesPerSecond: number;
  /** Sends to one customer before 131056, then one every `pairEveryMs`; 0 is unlimited. Meta allows about 45. */
  pairBurst: number;
  pairEveryMs: number;
  /** Whether refusals that concern the recipient come as the answer or later as status `failed`. */
  refusals: 'answer' | 'status';
  /** Numbers that no customer has are not on WhatsApp (131026); otherwise any number is. */
  knownOnly: boolean;
};

/** How to start a phone simulator. Only the app's credentials and the number are needed. */
export type PhoneOptions = Partial<Settings> & {
  port?: number;
  /** JSON-lines file that keeps the state across restarts; without it nothing is kept. */
  stateFile?: string;
  webhookUrl?: string;
  /** Signs the webhooks. */
  appSecret: string;
  /** Is presented in the webhook handshake. */
  verifyToken: string;
  accessToken: string;
  phoneNumberId: string;
  displayPhoneNumber?: string;
  wabaId?: string;
  verifiedName?: string;
  /** Further numbers beside the first. */
  numbers?: readonly BusinessNumber[];
  templates?: readonly Template[];
  /** False keeps counts but neither messages nor a state file: for benches. */
  log?: boolean;
  webhookTimeoutMs?: number;
  webhookConnections?: number;
  /** How long a customer's message lets the business answer freely; longer after an ad. */
  windowMs?: number;
  adWindowMs?: number;
  /** Milliseconds after which an unanswered webhook is given up. */
  giveUpMs?: number;
  /** Real time; tests pass their own. */
  now?: () => number;
};

/** Options with every default filled in. */
export type ResolvedOptions = {
  stateFile: string | undefined;
  appSecret: string;
  verifyToken: string;
  numbers: ReadonlyMap<string, BusinessNumber>;
  /** The number that is meant when none is named. */
  number: BusinessNumber;
  templates: readonly Template[];
  log: boolean;
  webhookTimeoutMs: number;
  webhookConnections: number;
  windowMs: number;
  adWindowMs: number;
  giveUpMs: number;
  now: () => number;
};

const HOUR_MS = 3_600_000;

/** The template that every new WhatsApp account has. */
const HELLO_WORLD: Template = {
  name: 'hello_world',
  language: 'en_US',
  category: 'UTILITY',
  status: 'APPROVED',
  body: 'Hello World',
};

/** Fills in the defaults of everything that stays as it was at the start. */
export function resolveOptions(options: PhoneOptions): ResolvedOptions {
  const number: BusinessNumber = {
    phoneNumberId: options.phoneNumberId,
    displayPhoneNumber: options.displayPhoneNumber ?? '15550001111',
    wabaId: options.wabaId ?? '102290129340398',
    verifiedName: options.verifiedName ?? 'Rondine Demo',
    registered: true,
  };
  const numbers = new Map([number, ...(options.numbers ?? [])].map((each) => [each.phoneNumberId, each]));
  const log = options.log ?? true;
  return {
    stateFile: log ? options.stateFile : undefined,
    appSecret: options.appSecret,
    verifyToken: options.verifyToken,
    numbers,
    number,
    templates: options.templates ?? [HELLO_WORLD],
    log,
    webhookTimeoutMs: options.webhookTimeoutMs ?? 10_000,
    webhookConnections: options.webhookConnections ?? 128,
    windowMs: options.windowMs ?? 24 * HOUR_MS,
    adWindowMs: options.adWindowMs ?? 72 * HOUR_MS,
    giveUpMs: options.giveUpMs ?? 7 * 24 * HOUR_MS,
    now: options.now ?? Date.now,
  };
}

/** The settings at the start. */
export function resolveSettings(options: PhoneOptions): Settings {
  return {
    accessToken: options.accessToken,
    statuses: options.statuses ?? ['sent', 'delivered', 'read'],
    statusDelayMs: options.statusDelayMs ?? 0,
    order: options.order ?? 'kept',
    duplicateEvery: options.duplicateEvery ?? 0,
    redeliveryMs: options.redeliveryMs ?? [200, 400, 800, 1600, 3200, 5000],
    messagesPerSecond: options.messagesPerSecond ?? 0,
    pairBurst: options.pairBurst ?? 0,
    pairEveryMs: options.pairEveryMs ?? 6000,
    refusals: options.refusals ?? 'answer',
    knownOnly: options.knownOnly ?? false,
  };
}
