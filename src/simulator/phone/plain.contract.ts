import { createHmac, timingSafeEqual } from 'node:crypto';
import { isObject, type JsonObject } from '../../base/json.ts';
import { readBody, sendJson } from '../serve.ts';
import type { Call } from './call.ts';
import { identify, parseNumber } from './customers.ts';
import { DEED_SHAPES } from './deed.ts';
import type { Choice } from './model.ts';
import type { Phone } from './phone.ts';
import type { Provider, ProviderKind } from './provider.ts';
import { commonSettings } from './settings.ts';

/** The smallest whole provider: JSON both ways, one shared secret. It tries out the phone, and shows how one is written. */
export const plain: ProviderKind = {
  id: 'plain',
  title: 'Plain',
  options: { secret: { demo: 'demo-secret', help: 'signs webhooks, and is the Bearer token of sends' } },
  overlay: (url) => ({ apiBase: url }),
  webhook: true,
  numbers: true,
  person: (serial) => `39333${String(serial).padStart(7, '0')}`,
  open: (phone, { secret = '' }) => openPlain(phone, secret),
};

/** The signature of a webhook's body. */
export function plainSignature(body: string | Buffer, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

function openPlain(phone: Phone, secret: string): Provider {
  return {
    accounts: ['desk', 'shop'],
    settings: commonSettings({}, ['sent', 'delivered']),
    deeds: DEED_SHAPES,
    identity: {
      read: (text) => {
        const number = parseNumber(text);
        return number === undefined ? undefined : { number };
      },
      says: 'a phone number with country code',
    },
    tell: (news) =>
      news.map(({ customer, account, message: { id, type, content } }) => ({
        body: JSON.stringify({ event: 'message', account, from: customer.key, id, type, content }),
      })),
    report: ({ message, tick }) => ({
      body: JSON.stringify({ event: tick.status, id: message.id, ...(tick.code !== undefined && { code: tick.code }) }),
    }),
    request: ({ body }, url) => {
      const headers = { 'content-type': 'application/json', 'x-signature': plainSignature(body, secret) };
      return { method: 'POST', url, headers, body };
    },
    answer: (call) => answer(phone, secret, call),
    refuse: ({ code = 'broken', status = 500 }) => {
      const headers = { 'Content-Type': 'application/json' };
      return { status, headers, body: JSON.stringify({ error: code }) };
    },
  };
}

async function answer(phone: Phone, secret: string, call: Call): Promise<void> {
  const { request, response } = call;
  const token = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${secret}`);
  if (token.length !== expected.length || !timingSafeEqual(token, expected))
    return sendJson(response, 401, { error: 'unauthorized' });
  const body: unknown = JSON.parse((await readBody(request)).toString());
  const { to, text, choices } = isObject(body) ? body : {};
  if (typeof to !== 'string' || typeof text !== 'string') {
    phone.refused('malformed');
    return sendJson(response, 400, { error: 'malformed' });
  }
  const accept = (failWith?: string | number) => {
    const bubble = { type: 'text', content: { text }, text, choices: choicesOf(choices) };
    const customer = identify(phone, { number: to });
    return phone.show({ customer, bubble, ...(failWith !== undefined && { failWith }) });
  };
  const { over, fault } = await phone.disturb(call, { on: 'send', to, accept: () => void accept() });
  if (over) return;
  const { id } = accept(fault?.kind === 'fail-later' ? (fault.code ?? 'unreachable') : undefined);
  sendJson(response, 200, { id });
}

function choicesOf(value: JsonObject[string] | undefined): Choice[] {
  const list = Array.isArray(value) ? value.filter(isObject) : [];
  return list.map(({ id, title }) => ({ via: 'button', id: String(id), title: String(title) }));
}
