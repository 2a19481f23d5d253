import { createHmac, randomUUID } from 'node:crypto';
import { isObject } from '../../base/json.ts';
import type { Call } from '../phone/call.ts';
import { parseNumber } from '../phone/customers.ts';
import { deedShapes } from '../phone/deed.ts';
import type { Fault } from '../phone/faults.ts';
import type { Phone } from '../phone/phone.ts';
import type { Answer, Provider, ProviderKind } from '../phone/provider.ts';
import { commonSettings } from '../phone/settings.ts';
import { isSame, smsIdentity, smsKind, takeSms } from '../providers/sms.ts';
import { readBody, sendJson } from '../serve.ts';

type Credentials = { sender: string; webhookSecret: string; sendSecret: string };

/** Makes a phone one that is reached by a plain gateway: JSON both ways, a signature one way, a token the other. */
export function openSmsGateway(phone: Phone, options: Readonly<Record<string, string>>): Provider {
  const { sender = '', authSecret: webhookSecret = '', sendSecret = '' } = options;
  const credentials = { sender, webhookSecret, sendSecret };
  return {
    accounts: [sender],
    settings: commonSettings({}, ['sent', 'delivered']),
    deeds: deedShapes('text'),
    identity: smsIdentity,
    tell: (news) =>
      news.map(({ customer, heard, message: { id, at } }) => {
        const time = new Date(at).toISOString();
        return { body: JSON.stringify({ id, from: `+${customer.number}`, to: sender, text: heard.text, time }) };
      }),
    report: ({ message, customer, tick }) => ({
      body: JSON.stringify({
        id: message.id,
        key: message.callback,
        to: `+${customer.number}`,
        status: tick.status,
        time: new Date(tick.at).toISOString(),
        ...(tick.status === 'failed' && { error: String(tick.code ?? 'unreachable') }),
      }),
    }),
    request: ({ body }, url) => {
      const stamp = String(Math.floor(phone.now() / 1000));
      const signature = createHmac('sha256', webhookSecret).update(`${stamp}.${body}`).digest('hex');
      const headers = { 'content-type': 'application/json', 'x-timestamp': stamp, 'x-signature': signature };
      return { method: 'POST', url, headers, body };
    },
    answer: (call) => answer(phone, credentials, call),
    refuse: refusalOf,
    messageId: () => randomUUID(),
  };
}

async function answer(phone: Phone, { sender, sendSecret }: Credentials, call: Call): Promise<void> {
  const { request, response, path } = call;
  if (request.method !== 'POST' || path !== '/messages') return sendJson(response, 404, { error: 'not_found' });
  if (!isSame(request.headers.authorization, `Bearer ${sendSecret}`)) return refuse(phone, call, [401, 'unauthorized']);
  const body: unknown = JSON.parse((await readBody(request)).toString());
  const { to, from, text, reference } = isObject(body) ? body : {};
  const number = typeof to === 'string' ? parseNumber(to) : undefined;
  if (number === undefined) return refuse(phone, call, [400, 'bad_number']);
  if (from !== sender || typeof text !== 'string' || text === '') return refuse(phone, call, [400, 'bad_message']);
  await takeSms(phone, call, {
    send: { to: number, text, ...(typeof reference === 'string' && { callback: reference }) },
    status: 200,
    failing: 'unreachable',
    answer: ({ id }) => ({ id }),
  });
}

function refuse(phone: Phone, { response }: Call, [status, error]: readonly [number, string]): void {
  phone.refused(error);
  sendJson(response, status, { error });
}

function refusalOf({ code = 'out_of_order', status = 500 }: Fault): Answer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ error: code }) };
}

/** SMS through a plain gateway in the list of simulators. */
export const smsGateway: ProviderKind = {
  ...smsKind,
  id: 'sms-gateway',
  title: 'SMS (any gateway)',
  options: {
    sender: { demo: '+393990000003', help: 'the number of the business, with a plus' },
    authSecret: { demo: 'demo-webhook-secret', help: 'signs webhooks' },
    sendSecret: { demo: 'demo-send-secret', help: 'the Bearer token of sends' },
  },
  overlay: (url) => ({
    send: {
      url: `${url}/messages`,
      headers: { Authorization: 'Bearer {secret}' },
      body: '{"to":"{to}","from":"{from}","text":"{text}","reference":"{key}"}',
      code: 'error',
      errors: {
        bad_number: 'not_found',
        bad_message: 'invalid',
        out_of_order: 'unavailable',
        unreachable: 'not_found',
      },
    },
  }),
  open: openSmsGateway,
};
