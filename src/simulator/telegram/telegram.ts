import type { Customer } from '../phone/model.ts';
import type { Phone } from '../phone/phone.ts';
import { deedShapes } from '../phone/deed.ts';
import type { Provider, ProviderKind } from '../phone/provider.ts';
import { commonSettings } from '../phone/settings.ts';
import { createNumbers, type Bot, type TelegramSettings } from './bot.ts';
import { createBotApi, readRegistration } from './bot-api.ts';
import { answerOf, refusalOf } from './bot-error.ts';
import { hear, tell, type TelegramDeed } from './updates.ts';

const DEEDS = {
  ...deedShapes('text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'choice'),
  ...deedShapes('reaction', 'edit', 'opened', 'block'),
  shareNumber: 'boolean',
} as const;

type Options = Readonly<Record<string, string>>;

/** Makes a phone one on Telegram: updates with the secret token or by `getUpdates`, and the Bot API. */
export function openTelegram(phone: Phone, options: Options): Provider {
  const bot = createBot(phone, options);
  return {
    accounts: [bot.id],
    settings: bot.settings,
    settingShapes: { perSecond: 'number', retryAfterS: 'number' },
    deeds: DEEDS,
    identity: {
      read: (text) => (/^[1-9]\d{4,14}$/.test(text) ? { userId: text } : undefined),
      says: 'a Telegram user id (5 to 15 digits)',
    },
    hear,
    tell: (news) => tell(bot, news),
    request: ({ body }, url) => {
      // An address that a control call set belongs to no registration.
      const secret = bot.registration?.url ? bot.registration.secret : bot.secret;
      const proof = secret !== undefined && { 'x-telegram-bot-api-secret-token': secret };
      return { method: 'POST', url, headers: { 'content-type': 'application/json', ...proof }, body };
    },
    answer: createBotApi(bot),
    refuse: (fault) => answerOf(refusalOf(fault)),
    messageId: ({ key }: Customer) => `${key}/${bot.nextMessage()}`,
    tapped: ({ via, id, title }) => {
      if (via === 'key') return { text: title };
      const shared: TelegramDeed = { shareNumber: true };
      return via === 'share' ? shared : { choice: { via, id, title } };
    },
    control: { 'GET turning': () => [...bot.turning] },
  };
}

function createBot(phone: Phone, { botToken = '', secretToken = '' }: Options): Bot {
  const settings: TelegramSettings = { ...commonSettings({}, []), perSecond: 0, retryAfterS: 1 };
  const bot: Bot = {
    phone,
    token: botToken,
    id: botToken.split(':')[0] ?? '',
    username: 'rondine_demo_bot',
    name: 'Rondine',
    settings,
    secret: secretToken,
    registration: readRegistration(phone.note.get('webhook')),
    lastError: undefined,
    turning: new Set(),
    reactions: new Map(),
    nextMessage: createNumbers(phone, 'messages'),
    nextUpdate: createNumbers(phone, 'updates'),
    endPoll: undefined,
  };
  phone.watch((event) => {
    if (event.type !== 'webhook' || event.outcome !== 'missed') return;
    bot.lastError = { at: phone.now(), message: `Wrong response from the webhook: ${event.why ?? 'none'}` };
  });
  return bot;
}

/** Telegram in the list of simulators. */
export const telegram: ProviderKind = {
  id: 'telegram',
  title: 'Telegram',
  options: {
    botToken: { demo: '7000000001:demo-bot-token', help: 'stands in every address of the API' },
    secretToken: { demo: 'demo-secret-token', help: 'sent with webhooks until setWebhook names another' },
  },
  overlay: (url) => ({ apiBase: url }),
  webhook: true,
  person: (serial) => String(700_000_000 + serial),
  accent: '#1f6f9f',
  open: openTelegram,
};
