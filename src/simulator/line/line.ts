import { createHash, createHmac } from 'node:crypto';
import { deedShapes } from '../phone/deed.ts';
import type { Phone } from '../phone/phone.ts';
import type { Provider, ProviderKind } from '../phone/provider.ts';
import { commonSettings } from '../phone/settings.ts';
import type { Account, LineSettings } from './account.ts';
import { createApi } from './api.ts';
import { refusalOf } from './error.ts';
import { hear, tell } from './events.ts';

const DEEDS = {
  ...deedShapes('text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'choice'),
  ...deedShapes('revoke', 'opened', 'block'),
};

type Options = Readonly<Record<string, string>>;

/** Makes a phone one on LINE: signed batches of events, reply tokens that are good once, pushes with retry keys. */
export function openLine(phone: Phone, { channelSecret: secret = '', accessToken: token = '' }: Options): Provider {
  const settings: LineSettings = { ...commonSettings({}, []), replyForMs: 60_000, monthlyLimit: 0 };
  const account: Account = { phone, secret, token, id: userId('account'), settings };
  return {
    accounts: [account.id],
    settings,
    settingShapes: { replyForMs: 'number', monthlyLimit: 'number' },
    deeds: DEEDS,
    identity: {
      read: (text) => (/^U[0-9a-f]{32}$/.test(text) ? { userId: text } : undefined),
      says: 'a LINE user id (U and 32 hexadecimal digits)',
    },
    hear,
    tell: (news) => tell(account, news),
    request: ({ body }, url) => {
      const signature = createHmac('sha256', secret).update(body).digest('base64');
      return {
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', 'x-line-signature': signature },
        body,
      };
    },
    answer: createApi(account),
    refuse: refusalOf,
  };
}

function userId(of: string): string {
  return `U${createHash('sha256').update(`line ${of}`).digest('hex').slice(0, 32)}`;
}

/** LINE in the list of simulators. */
export const line: ProviderKind = {
  id: 'line',
  title: 'LINE',
  options: {
    channelSecret: { demo: 'demo-line-channel-secret', help: 'signs webhooks' },
    accessToken: { demo: 'demo-line-access-token', help: 'the Bearer token of calls' },
  },
  overlay: (url) => ({ apiBase: url, dataBase: url }),
  webhook: true,
  person: (serial) => userId(String(serial)),
  accent: '#067a3c',
  open: openLine,
};
