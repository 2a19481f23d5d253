import type { PhoneOptions as CommonOptions } from '../phone/options.ts';
import { commonSettings, type Settings as CommonSettings, type Shape } from '../phone/settings.ts';
import type { Template } from './model.ts';
import { HELLO_WORLD } from './templates.ts';

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
export type Settings = CommonSettings & {
  accessToken: string;
  /** When the token ends, in milliseconds; 0 is never. */
  tokenExpiresAt: number;
  /** What the token may do. */
  scopes: readonly string[];
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

/** The shape of each setting that only WhatsApp has. */
export const SETTING_SHAPES: Readonly<Record<Exclude<keyof Settings, keyof CommonSettings>, Shape>> = {
  accessToken: 'string',
  tokenExpiresAt: 'number',
  scopes: 'list',
  messagesPerSecond: 'number',
  pairBurst: 'number',
  pairEveryMs: 'number',
  refusals: ['answer', 'status'],
  knownOnly: 'boolean',
};

/** How to start a phone simulator. Only the app's credentials and the number are needed. */
export type PhoneOptions = CommonOptions &
  Partial<Settings> & {
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
    /** How long a customer's message lets the business answer freely; longer after an ad. */
    windowMs?: number;
    adWindowMs?: number;
  };

/** The business as Meta knows it. */
export type Business = {
  appSecret: string;
  verifyToken: string;
  numbers: ReadonlyMap<string, BusinessNumber>;
  /** The number that is meant when none is named. */
  number: BusinessNumber;
  templates: readonly Template[];
  windowMs: number;
  adWindowMs: number;
};

const HOUR_MS = 3_600_000;

/** Fills in the defaults of everything that stays as it was at the start. */
export function resolveBusiness(options: PhoneOptions): Business {
  const number: BusinessNumber = {
    phoneNumberId: options.phoneNumberId,
    displayPhoneNumber: options.displayPhoneNumber ?? '15550001111',
    wabaId: options.wabaId ?? '102290129340398',
    verifiedName: options.verifiedName ?? 'Rondine Demo',
    registered: true,
  };
  return {
    appSecret: options.appSecret,
    verifyToken: options.verifyToken,
    numbers: new Map([number, ...(options.numbers ?? [])].map((each) => [each.phoneNumberId, each])),
    number,
    templates: options.templates ?? [HELLO_WORLD],
    windowMs: options.windowMs ?? 24 * HOUR_MS,
    adWindowMs: options.adWindowMs ?? 72 * HOUR_MS,
  };
}

/** The settings at the start. */
export function resolveSettings(options: PhoneOptions): Settings {
  return {
    accessToken: options.accessToken,
    tokenExpiresAt: options.tokenExpiresAt ?? 0,
    scopes: options.scopes ?? ['whatsapp_business_management', 'whatsapp_business_messaging'],
    ...commonSettings(options, ['sent', 'delivered', 'read']),
    messagesPerSecond: options.messagesPerSecond ?? 0,
    pairBurst: options.pairBurst ?? 0,
    pairEveryMs: options.pairEveryMs ?? 6000,
    refusals: options.refusals ?? 'answer',
    knownOnly: options.knownOnly ?? false,
  };
}
