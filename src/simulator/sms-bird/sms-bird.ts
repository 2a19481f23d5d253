import { createHash, createHmac, randomUUID } from 'node:crypto';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Call } from '../phone/call.ts';
import { parseNumber } from '../phone/customers.ts';
import { deedShapes } from '../phone/deed.ts';
import type { Fault } from '../phone/faults.ts';
import type { Phone } from '../phone/phone.ts';
import type { Answer, Letter, News, Provider, ProviderKind, StatusNews } from '../phone/provider.ts';
import { commonSettings } from '../phone/settings.ts';
import { isSame, smsIdentity, smsKind, takeSms } from '../providers/sms.ts';
import { readBody, sendJson } from '../serve.ts';

type Workspace = { workspace: string; channel: string; accessKey: string; signingKey: string };

/** Makes a phone one that is reached by Bird's channels API: signed webhooks for messages and their statuses. */
export function openSmsBird(phone: Phone, options: Readonly<Record<string, string>>): Provider {
  const { workspaceId: workspace = '', channelId: channel = '', accessKey = '', signingKey = '' } = options;
  const own = { workspace, channel, accessKey, signingKey };
  return {
    accounts: [channel],
    settings: commonSettings({}, ['sent', 'delivered']),
    deeds: deedShapes('text'),
    identity: smsIdentity,
    tell: (news) => news.map((each) => inbound(phone, own, each)),
    report: (news) => outbound(phone, own, news),
    request: ({ body }, url) => {
      const timestamp = String(Math.floor(phone.now() / 1000));
      const hash = createHash('sha256').update(body).digest();
      const signature = createHmac('sha256', signingKey).update(`${timestamp}\n${url}\n`).update(hash).digest('base64');
      const headers = {
        'content-type': 'application/json',
        'messagebird-signature': signature,
        'messagebird-request-timestamp': timestamp,
      };
      return { method: 'POST', url, headers, body };
    },
    answer: (call) => answer(phone, own, call),
    refuse: refusalOf,
    messageId: () => randomUUID(),
  };
}

function inbound(phone: Phone, { channel }: Workspace, { customer, heard, message }: News): Letter {
  return hook('sms.inbound', {
    id: message.id,
    channelId: channel,
    sender: { contact: contactOf(customer.number ?? customer.key, customer.name) },
    body: { type: 'text', text: { text: heard.text } },
    status: 'delivered',
    direction: 'incoming',
    createdAt: new Date(phone.now()).toISOString(),
  });
}

function outbound(phone: Phone, { channel }: Workspace, { message, customer, tick }: StatusNews): Letter {
  const failed = tick.status === 'failed';
  return hook('sms.outbound', {
    id: message.id,
    channelId: channel,
    receiver: { contacts: [contactOf(customer.number ?? customer.key)] },
    body: { type: 'text', text: { text: message.text } },
    status: failed ? 'delivery_failed' : tick.status,
    ...(failed && { reason: String(tick.code ?? 'Absent subscriber') }),
    direction: 'outgoing',
    createdAt: new Date(message.at).toISOString(),
    lastStatusAt: new Date(phone.now()).toISOString(),
  });
}

function contactOf(number: string, name?: string): JsonObject {
  return {
    id: createHash('sha256').update(number).digest('hex').slice(0, 32),
    identifierKey: 'phonenumber',
    identifierValue: `+${number}`,
    ...(name !== undefined && { annotations: { name } }),
  };
}

function hook(event: string, payload: JsonObject): Letter {
  return { body: JSON.stringify({ service: 'channels', event, payload }) };
}

async function answer(phone: Phone, own: Workspace, call: Call): Promise<void> {
  const { request, response, path } = call;
  if (!isSame(request.headers.authorization, `AccessKey ${own.accessKey}`)) return refuse(phone, call, 401);
  const channel = `/workspaces/${own.workspace}/channels/${own.channel}`;
  const write = request.method === 'POST';
  if (!write && path === channel) return sendJson(response, 200, { id: own.channel, name: 'SMS', status: 'active' });
  if (write && path === `${channel}/messages`) return takeMessage(phone, call);
  const subscriptions = new RegExp(`^/organizations/[^/]+/workspaces/${own.workspace}/webhook-subscriptions$`);
  if (!subscriptions.test(path)) return refuse(phone, call, 404);
  if (!write) return sendJson(response, 200, { results: known(phone) });
  const wanted = await bodyOf(call);
  if (typeof wanted['url'] !== 'string' || typeof wanted['event'] !== 'string') return refuse(phone, call, 422);
  const { signingKey: _secret, ...kept } = wanted;
  const subscription = { ...kept, id: randomUUID(), status: 'active' };
  phone.note.put('subscriptions', [...known(phone), subscription]);
  phone.setTarget(wanted['url']);
  sendJson(response, 201, subscription);
}

function known(phone: Phone): readonly JsonValue[] {
  const list = phone.note.get('subscriptions');
  return Array.isArray(list) ? (list as readonly JsonValue[]) : [];
}

async function takeMessage(phone: Phone, call: Call): Promise<void> {
  const { receiver, body } = await bodyOf(call);
  const contacts = isObject(receiver) ? receiver['contacts'] : undefined;
  const contact = Array.isArray(contacts) ? (contacts as readonly JsonValue[])[0] : undefined;
  const to = isObject(contact) ? parseNumber(String(contact['identifierValue'])) : undefined;
  const words = isObject(body) && isObject(body['text']) ? body['text']['text'] : undefined;
  if (to === undefined || typeof words !== 'string' || words === '') return refuse(phone, call, 422);
  await takeSms(phone, call, {
    send: { to, text: words },
    status: 202,
    failing: 'Absent subscriber',
    answer: ({ id }) => ({ id, status: 'accepted' }),
  });
}

async function bodyOf({ request }: Call): Promise<JsonObject> {
  try {
    const body: unknown = JSON.parse((await readBody(request)).toString());
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}

const CODES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  422: 'InvalidPayload',
  429: 'TooManyRequests',
};

function refuse(phone: Phone, { response }: Call, status: number): void {
  phone.refused(status);
  sendJson(response, status, { code: CODES[status], message: 'The request was refused.' });
}

function refusalOf({ code, status = 500 }: Fault): Answer {
  const body = { code: code ?? CODES[status] ?? 'InternalError', message: 'The request was refused.' };
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** SMS through Bird in the list of simulators. */
export const smsBird: ProviderKind = {
  ...smsKind,
  id: 'sms-bird',
  title: 'SMS (Bird)',
  options: {
    workspaceId: { demo: '00000000-0000-4000-8000-000000000001', help: 'the workspace' },
    channelId: { demo: '00000000-0000-4000-8000-000000000002', help: 'the SMS channel' },
    accessKey: { demo: 'demo-access-key', help: 'goes with every call' },
    signingKey: { demo: 'demo-signing-key', help: 'signs webhooks' },
  },
  overlay: (url) => ({ apiBase: url }),
  config: { organizationId: '00000000-0000-4000-8000-000000000003' },
  open: openSmsBird,
};
