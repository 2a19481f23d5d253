import { createHash, createHmac, createPublicKey, randomBytes } from 'node:crypto';
import type { JsonObject } from '../../base/json.ts';
import { ControlProblem } from '../phone/control-input.ts';
import { deedShapes } from '../phone/deed.ts';
import type { Phone } from '../phone/phone.ts';
import type { Provider, ProviderKind } from '../phone/provider.ts';
import { commonSettings } from '../phone/settings.ts';
import type { Agent, AgentSettings } from './agent.ts';
import { createApi } from './api.ts';
import { DEMO_KEY } from './demo-key.ts';
import { refusalOf } from './error.ts';
import { TOKEN_PATH } from './token.ts';
import { report, tell } from './webhooks.ts';

const WINDOW_MS = 30 * 86_400_000;
const AGENT = 'brands/rondine/agents/demo';

type Options = Readonly<Record<string, string>>;

/** Makes a phone one on Google Business Messages as it was: signed webhooks, ids that are taken once, receipts. */
export function openGoogleBusinessMessages(phone: Phone, options: Options): Provider {
  const { partnerKey = '', clientToken = '', serviceAccount = '', privateKey = '' } = options;
  const settings: AgentSettings = { ...commonSettings({}, ['delivered', 'read']), plainDevices: false };
  const publicKey = createPublicKey(privateKey);
  const agent: Agent = { phone, id: AGENT, partnerKey, clientToken, serviceAccount, publicKey, settings };
  return {
    accounts: [AGENT],
    settings,
    settingShapes: { plainDevices: 'boolean' },
    deeds: deedShapes('text', 'image', 'choice'),
    identity: {
      read: (text) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? { userId: text } : undefined),
      says: 'the id of a conversation (a UUID)',
    },
    hear: (_arrival, usual) => ({ ...usual(), windowMs: WINDOW_MS }),
    tell: (news) => tell(agent, news),
    report: (news) => report(agent, news),
    request: ({ body }, url) => {
      const signature = createHmac('sha512', partnerKey).update(body).digest('base64');
      return {
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', 'x-goog-signature': signature },
        body,
      };
    },
    answer: createApi(agent),
    refuse: refusalOf,
    control: { 'POST handshake': () => shakeHands(agent) },
  };
}

/** Plays the set-up call, which is unsigned, and tells whether its secret came back. */
async function shakeHands({ phone, clientToken }: Agent): Promise<JsonObject> {
  const { target: url } = phone.state;
  if (url === undefined) throw new ControlProblem('There is no webhook yet: POST /_control/webhook names it.');
  const secret = randomBytes(8).toString('hex');
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ clientToken, secret });
  const answer = await phone.call({ method: 'POST', url, headers, body });
  return { ok: answer.status === 200 && answer.body === secret, status: answer.status };
}

/** Google Business Messages in the list of simulators. */
export const googleBusinessMessages: ProviderKind = {
  id: 'google-business-messages',
  title: 'Google Business Messages (retired on 2024-07-31)',
  options: {
    clientToken: { demo: 'demo-google-client-token', help: 'proves the set-up call' },
    partnerKey: { demo: 'demo-google-partner-key', help: 'signs webhooks' },
    serviceAccount: { demo: 'demo@rondine.example', help: 'asks for access tokens' },
    privateKey: { demo: DEMO_KEY, help: 'of the service account, in PEM; a key for demos unless told' },
  },
  overlay: (url) => ({ apiBase: url, tokenUrl: `${url}${TOKEN_PATH}`, storageBase: url }),
  webhook: true,
  person: (serial) => {
    const digest = createHash('sha256').update(`google ${serial}`).digest('hex').slice(0, 32);
    return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  },
  accent: '#1a66d6',
  config: { agent: AGENT },
  open: openGoogleBusinessMessages,
};
