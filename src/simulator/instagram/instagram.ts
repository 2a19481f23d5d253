import type { JsonObject } from '../../base/json.ts';
import type { Call } from '../phone/call.ts';
import { deedShapes } from '../phone/deed.ts';
import type { Phone } from '../phone/phone.ts';
import type { Provider, ProviderKind, StatusNews } from '../phone/provider.ts';
import { answerGraph, type Graph } from '../providers/meta/api.ts';
import { answerOf } from '../providers/meta/graph-error.ts';
import { metaProvider } from '../providers/meta/provider.ts';
import type { Service } from '../providers/meta/service.ts';
import { isSame } from '../providers/sms.ts';
import { sendJson, sendText } from '../serve.ts';

const SERVICE: Service = {
  object: 'instagram',
  length: (text) => Buffer.byteLength(text),
  textMax: 1000,
  lateSubcode: 2_534_022,
  nobodySubcode: 2_534_014,
  statuses: {
    sent: echoOf,
    read: ({ customer, message, tick }) => ({
      sender: { id: customer.key },
      recipient: { id: message.account },
      timestamp: tick.at,
      read: { mid: message.id },
    }),
  },
};

/** What the business sent comes back under its messages, and names no app. */
function echoOf({ customer, message, tick }: StatusNews): JsonObject {
  return {
    sender: { id: message.account },
    recipient: { id: customer.key },
    timestamp: tick.at,
    message: { mid: message.id, is_echo: true, text: message.text },
  };
}

const DEEDS = {
  ...deedShapes('text', 'image', 'video', 'audio', 'document', 'choice', 'reaction'),
  ...deedShapes('edit', 'revoke', 'opened', 'block'),
};

const LIFETIME_S = 60 * 86_400;

/** Makes a phone one on Instagram: signed webhooks of one account, the Graph API's calls about it or its Page, and tokens that are renewed. */
export function openInstagram(phone: Phone, options: Readonly<Record<string, string>>): Provider {
  const { accountId = '', pageId = '', appId = '', appSecret = '', accessToken = '' } = options;
  const account = { id: accountId, node: pageId || accountId, appId, appSecret, accessToken };
  const token = () => {
    const renewed = phone.note.get('token');
    return typeof renewed === 'string' ? renewed : accessToken;
  };
  const linked = { instagram_business_account: { id: accountId } };
  const profile = { user_id: accountId, username: 'rondine.demo', name: 'Rondine', ...linked };
  const graph: Graph = { phone, service: SERVICE, account, token, profile };
  return metaProvider({
    phone,
    service: SERVICE,
    account,
    deeds: DEEDS,
    answer: (call) => (call.path === '/refresh_access_token' ? renew(graph, call) : answerGraph(graph, call)),
    says: 'an Instagram-scoped id (5 to 20 digits)',
  });
}

/** Gives a new token for one that is good; the former one is not taken any more. */
async function renew({ phone, token, account }: Graph, call: Call): Promise<void> {
  const { query, response } = call;
  if ((await phone.disturb(call, { on: 'media' })).over) return;
  if (query.get('grant_type') !== 'ig_refresh_token' || !isSame(query.get('access_token') ?? '', token())) {
    const { status, body, headers } = answerOf({ code: 190 });
    return sendText(response, status, body, headers);
  }
  const renewals = Number(phone.note.get('renewals') ?? 0) + 1;
  phone.note.put('renewals', renewals);
  phone.note.put('token', `${account.accessToken}-${renewals}`);
  sendJson(response, 200, { access_token: token(), token_type: 'bearer', expires_in: LIFETIME_S });
}

/** Instagram in the list of simulators. */
export const instagram: ProviderKind = {
  id: 'instagram',
  title: 'Instagram',
  options: {
    accountId: { demo: '17841400000000001', help: 'the professional account' },
    appId: { demo: '900000000000001', help: 'the app that speaks for the account' },
    appSecret: { demo: 'demo-app-secret', help: 'signs webhooks' },
    accessToken: { demo: 'demo-instagram-token', help: 'the Bearer token of calls, until it is renewed' },
  },
  overlay: (url) => ({ apiBase: url }),
  config: { login: 'instagram', verifyToken: 'demo-verify-token' },
  webhook: true,
  person: (serial) => `8${String(serial).padStart(15, '0')}`,
  accent: '#b02a72',
  open: openInstagram,
};
