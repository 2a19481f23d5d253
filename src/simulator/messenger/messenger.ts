import type { JsonObject } from '../../base/json.ts';
import { deedShapes } from '../phone/deed.ts';
import type { Phone } from '../phone/phone.ts';
import type { Provider, ProviderKind, StatusNews } from '../phone/provider.ts';
import { answerGraph } from '../providers/meta/api.ts';
import { metaProvider } from '../providers/meta/provider.ts';
import type { Service } from '../providers/meta/service.ts';

const between = ({ customer, message, tick }: StatusNews): JsonObject => ({
  sender: { id: customer.key },
  recipient: { id: message.account },
  timestamp: tick.at,
});

const SERVICE: Service = {
  object: 'page',
  length: (text) => text.length,
  textMax: 2000,
  lateSubcode: 2_018_278,
  nobodySubcode: 2_018_001,
  statuses: {
    sent: echoOf,
    delivered: (news) => ({ ...between(news), delivery: { mids: [news.message.id], watermark: news.message.at } }),
    read: (news) => ({ ...between(news), read: { watermark: news.message.at } }),
  },
};

/** What the business sent comes back with its app and the text that it carried. */
function echoOf({ customer, message, tick }: StatusNews, app: string): JsonObject {
  const metadata = message.callback !== undefined && { metadata: message.callback };
  return {
    sender: { id: message.account },
    recipient: { id: customer.key },
    timestamp: tick.at,
    message: { mid: message.id, is_echo: true, app_id: Number(app), text: message.text, ...metadata },
  };
}

const DEEDS = {
  ...deedShapes('text', 'image', 'video', 'audio', 'document', 'sticker', 'location'),
  ...deedShapes('choice', 'reaction', 'edit', 'opened', 'block'),
};

/** Makes a phone one on Messenger: signed webhooks of one Page, and the Graph API's calls about it. */
export function openMessenger(phone: Phone, options: Readonly<Record<string, string>>): Provider {
  const { pageId = '', appId = '', appSecret = '', accessToken = '' } = options;
  const account = { id: pageId, node: pageId, appId, appSecret, accessToken };
  const graph = { phone, service: SERVICE, account, token: () => accessToken, profile: { name: 'Rondine' } };
  const says = 'a page-scoped id (5 to 20 digits)';
  return metaProvider({
    phone,
    service: SERVICE,
    account,
    deeds: DEEDS,
    answer: (call) => answerGraph(graph, call),
    says,
  });
}

/** Messenger in the list of simulators. */
export const messenger: ProviderKind = {
  id: 'messenger',
  title: 'Messenger',
  options: {
    pageId: { demo: '100000000000001', help: 'the Page' },
    appId: { demo: '900000000000001', help: 'the app that speaks for the Page' },
    appSecret: { demo: 'demo-app-secret', help: 'signs webhooks' },
    accessToken: { demo: 'demo-page-token', help: 'the Bearer token of calls' },
  },
  overlay: (url) => ({ apiBase: url }),
  config: { verifyToken: 'demo-verify-token' },
  webhook: true,
  person: (serial) => `7${String(serial).padStart(15, '0')}`,
  accent: '#0a6fd6',
  open: openMessenger,
};
