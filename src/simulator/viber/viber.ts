import { createHash, createHmac, randomBytes } from 'node:crypto';
import { isObject } from '../../base/json.ts';
import { deedShapes } from '../phone/deed.ts';
import type { Hook } from '../phone/model.ts';
import type { Phone } from '../phone/phone.ts';
import type { Answer, Provider, ProviderKind } from '../phone/provider.ts';
import { commonSettings } from '../phone/settings.ts';
import { createApi, keepTracking } from './api.ts';
import { allowOne, type Bot } from './bot.ts';
import { contentOf } from './content.ts';
import { hear, report, tell } from './events.ts';
import { refusalOf } from './status.ts';

/** Makes a phone one on Viber: signed events one by one, a welcome message from the answer, and the bot API. */
export function openViber(phone: Phone, { authToken: token = '' }: Readonly<Record<string, string>>): Provider {
  const bot: Bot = { phone, token, id: 'pa:7000000001', name: 'Rondine', uri: 'rondine' };
  return {
    accounts: [bot.id],
    settings: commonSettings({}, ['delivered', 'read']),
    deeds: deedShapes(
      ...([
        'text',
        'image',
        'video',
        'document',
        'sticker',
        'location',
        'contacts',
        'choice',
        'opened',
        'block',
      ] as const),
    ),
    identity: {
      read: (text) => (/^[A-Za-z0-9+/]{8,}={0,2}$/.test(text) ? { userId: text } : undefined),
      says: 'a Viber user id (letters and digits, as in Base64)',
    },
    hear,
    tell: (news) => tell(bot, news),
    report: (news) => report(bot, news),
    request: ({ body }, url) => {
      const signature = createHmac('sha256', token).update(body).digest('hex');
      const headers = { 'content-type': 'application/json', 'x-viber-content-signature': signature };
      return { method: 'POST', url, headers, body };
    },
    taken: (answer, hook) => taken(bot, answer, hook),
    answer: createApi(bot),
    refuse: refusalOf,
    messageId: () => createToken(),
    tapped: ({ via, id, title }, { customer }) => {
      if (via === 'share-phone') return { contacts: [{ name: 'Me', phone: numberOf(customer) }] };
      if (via === 'location-picker') return { location: { latitude: 45.4641, longitude: 9.1919 } };
      return { choice: { via, id, title } };
    },
  };
}

/** A token of 64 bits, above all that JavaScript can count. */
function createToken(): string {
  return String(2n ** 62n + (randomBytes(8).readBigUInt64BE() >> 2n));
}

/** A made-up person has a made-up number, which they share by a button. */
function numberOf(customer: string): string {
  const digits = createHash('sha256').update(customer).digest().readUInt32BE() % 10_000_000;
  return `+39333${String(digits).padStart(7, '0')}`;
}

/** The answer to an opened chat may hold a welcome message; besides it the bot may send one more. */
function taken(bot: Bot, { status, body }: Answer, { facts }: Hook): string | undefined {
  if (status !== 200) return `answered ${status}`;
  const customer = bot.phone.state.customers.get(String(facts?.['customer']));
  if (facts?.['event'] !== 'conversation_started' || !customer) return undefined;
  allowOne(bot, customer);
  const welcome = parse(body);
  const { bubble } = isObject(welcome) ? contentOf(welcome) : {};
  if (!bubble || !isObject(welcome)) return undefined;
  keepTracking(bot, customer, welcome);
  bot.phone.show({ customer, bubble });
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Viber in the list of simulators. */
export const viber: ProviderKind = {
  id: 'viber',
  title: 'Viber',
  options: {
    authToken: { demo: 'demo-viber-token-000000', help: 'lets the bot call the API, and signs its webhooks' },
  },
  overlay: (url) => ({ apiBase: url }),
  webhook: true,
  person: (serial) => createHash('sha256').update(`viber ${serial}`).digest().subarray(0, 16).toString('base64'),
  accent: '#5f4fd1',
  config: { name: 'Rondine' },
  open: openViber,
};
