import { createHmac, randomBytes } from 'node:crypto';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { Call } from '../phone/call.ts';
import { parseNumber } from '../phone/customers.ts';
import { deedShapes } from '../phone/deed.ts';
import type { Fault } from '../phone/faults.ts';
import type { Phone } from '../phone/phone.ts';
import type { Answer, Letter, News, Provider, ProviderKind, StatusNews } from '../phone/provider.ts';
import { commonSettings, type Settings } from '../phone/settings.ts';
import { basic, codeOf, formOf, isSame, smsIdentity, smsKind, takeSms } from '../providers/sms.ts';
import { readBody, sendJson } from '../serve.ts';
import { partsOf } from './parts.ts';

type Account = { key: string; secret: string; signature: string; number: string };

const FORMATS = ['GET', 'POST', 'POST-JSON'] as const;
type VonageSettings = Settings & { webhookFormat: (typeof FORMATS)[number] };

/** Makes a phone one that is reached by Vonage's SMS API: signed parameters, long texts in parts, receipts. */
export function openSmsVonage(phone: Phone, options: Readonly<Record<string, string>>): Provider {
  const { apiKey: key = '', apiSecret: secret = '', signatureSecret: signature = '', sender: number = '' } = options;
  const account = { key, secret, signature, number };
  const settings: VonageSettings = { ...commonSettings({}, ['sent', 'delivered']), webhookFormat: 'POST-JSON' };
  return {
    accounts: [number],
    settings,
    settingShapes: { webhookFormat: FORMATS },
    deeds: deedShapes('text'),
    identity: smsIdentity,
    tell: (news) => news.flatMap((each) => inbound(phone, account, each)),
    report: (news) => receipt(phone, account, news),
    request: ({ body }, url) => {
      const parameters = signed(body, { at: phone.now(), secret: signature });
      const query = parameters.toString();
      if (settings.webhookFormat === 'GET') {
        return { method: 'GET', url: `${url}${url.includes('?') ? '&' : '?'}${query}`, headers: {} };
      }
      const json = settings.webhookFormat === 'POST-JSON';
      const headers = { 'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded' };
      return { method: 'POST', url, headers, body: json ? JSON.stringify(Object.fromEntries(parameters)) : query };
    },
    answer: (call) => answer(phone, account, call),
    refuse: refusalOf,
    messageId: () => randomBytes(8).toString('hex').toUpperCase(),
  };
}

/** The signature is made anew for each attempt, because it holds for a time only. */
function signed(body: string, { at, secret }: { at: number; secret: string }): URLSearchParams {
  const parameters = new URLSearchParams(body);
  parameters.set('timestamp', String(Math.floor(at / 1000)));
  parameters.set('nonce', randomBytes(8).toString('hex'));
  parameters.sort();
  const text = [...parameters].map(([name, value]) => `&${name}=${value.replace(/[&=]/g, '_')}`).join('');
  parameters.set('sig', createHmac('sha256', secret).update(text).digest('hex').toUpperCase());
  return parameters;
}

function inbound(phone: Phone, { key, number }: Account, { customer, heard, message: { id } }: News): Letter[] {
  const { encoding, parts } = partsOf(heard.text);
  const reference = Number.parseInt(id.slice(-2), 16) || 1;
  return parts.map((text, index) =>
    letter({
      msisdn: customer.number ?? customer.key,
      to: number,
      // The first part has the id under which the screen shows the whole.
      messageId: index === 0 ? id : `${id}${String(index + 1).padStart(2, '0')}`,
      text,
      type: encoding === 'ucs2' ? 'unicode' : 'text',
      keyword: (text.trim().split(/\s/)[0] ?? '').toUpperCase(),
      'api-key': key,
      'message-timestamp': timeOf(phone.now()),
      ...(parts.length > 1 && {
        concat: 'true',
        'concat-ref': String(reference),
        'concat-total': String(parts.length),
        'concat-part': String(index + 1),
      }),
    }),
  );
}

function receipt(phone: Phone, { key, number }: Account, { message, customer, tick, facts }: StatusNews): Letter {
  const failed = tick.status === 'failed';
  const status = failed ? 'failed' : tick.status === 'sent' ? 'accepted' : 'delivered';
  const { callback, price } = facts;
  return {
    ...letter({
      msisdn: customer.number ?? customer.key,
      to: number,
      messageId: message.id,
      'network-code': '22210',
      price: String(price),
      status,
      scts: timeOf(tick.at).replace(/\D/g, '').slice(2, 12),
      'err-code': failed ? String(tick.code ?? 1) : '0',
      'api-key': key,
      'message-timestamp': timeOf(phone.now()),
      ...(message.callback !== undefined && { 'client-ref': message.callback }),
    }),
    ...(typeof callback === 'string' && { url: callback }),
  };
}

function letter(parameters: Readonly<Record<string, string>>): Letter {
  return { body: new URLSearchParams(parameters).toString() };
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

async function answer(phone: Phone, account: Account, call: Call): Promise<void> {
  const { request, response, path } = call;
  if (request.method === 'GET' && path === '/account/get-balance') {
    if (!isSame(request.headers.authorization, basic(account.key, account.secret)))
      return sendJson(response, 401, { 'error-code': '401', 'error-code-label': 'authentication failed' });
    return sendJson(response, 200, { value: 25, autoReload: false });
  }
  if (request.method !== 'POST' || path !== '/sms/json') return sendJson(response, 404, {});
  const body = await readBody(request);
  const json = (request.headers['content-type'] ?? '').startsWith('application/json');
  const parsed: unknown = json ? JSON.parse(body.toString()) : formOf(body);
  await takeMessage(phone, account, { call, form: isObject(parsed) ? parsed : {} });
}

async function takeMessage(
  phone: Phone,
  account: Account,
  { call, form }: { call: Call; form: JsonObject },
): Promise<void> {
  const status = whyNot(account, form);
  if (status !== undefined) {
    phone.refused(status);
    return sendJson(call.response, 200, refused(status));
  }
  const text = String(form['text']);
  const count = partsOf(text).parts.length;
  const reference = form['client-ref'];
  await takeSms(phone, call, {
    send: {
      to: parseNumber(String(form['to'])) ?? '',
      text,
      ...(typeof reference === 'string' && { callback: reference }),
      facts: { price: (0.045 * count).toFixed(8), callback: form['callback'] },
    },
    status: 200,
    failing: 1,
    answer: ({ id }) => ({
      'message-count': String(count),
      messages: Array.from({ length: count }, (_, index) => ({
        to: form['to'],
        'message-id': index === 0 ? id : `${id}${String(index + 1).padStart(2, '0')}`,
        status: '0',
        'remaining-balance': '25.00',
        'message-price': '0.04500000',
        network: '22210',
        'client-ref': reference,
      })),
    }),
  });
}

/** The status of what is wrong with a message, if anything. */
function whyNot({ key, secret, number }: Account, form: JsonObject): number | undefined {
  const { api_key: givenKey, api_secret: givenSecret, from, to, text } = form;
  if (givenKey !== key || !isSame(String(givenSecret ?? ''), secret)) return 4;
  if (typeof to !== 'string' || typeof text !== 'string' || text === '' || from === undefined) return 2;
  if (parseNumber(to) === undefined || to.startsWith('+')) return 3;
  if (from !== number) return 15;
  return text.length > 3200 ? 12 : undefined;
}

const TEXTS: Readonly<Record<number, string>> = {
  1: 'Throughput Rate Exceeded',
  2: 'Missing params',
  3: 'Invalid params',
  4: 'Bad Credentials',
  5: 'Internal Error',
  7: 'Number barred',
  12: 'Message too long',
  15: 'Illegal Sender Address - rejected',
};

/** A refusal, which is an HTTP 200 all the same. */
function refused(status: number): JsonObject {
  return {
    'message-count': '1',
    messages: [{ status: String(status), 'error-text': TEXTS[status] ?? 'Refused' }],
  };
}

function refusalOf({ code, status }: Fault): Answer {
  const headers = { 'Content-Type': 'application/json' };
  if (code === undefined && status !== undefined) return { status, headers, body: '{}' };
  return { status: 200, headers, body: JSON.stringify(refused(codeOf(code, 5))) };
}

/** SMS through Vonage in the list of simulators. */
export const smsVonage: ProviderKind = {
  ...smsKind,
  id: 'sms-vonage',
  title: 'SMS (Vonage)',
  options: {
    apiKey: { demo: 'demo1234', help: 'the account' },
    apiSecret: { demo: 'demo-api-secret', help: 'goes with every call' },
    signatureSecret: { demo: 'demo-signature-secret', help: 'signs webhooks, by HMAC-SHA256' },
    sender: { demo: '393990000002', help: 'the number of the business, digits only' },
  },
  overlay: (url) => ({ apiBase: url }),
  open: openSmsVonage,
};
