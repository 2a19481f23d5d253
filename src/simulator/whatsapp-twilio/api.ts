import { isObject, type JsonObject } from '../../base/json.ts';
import type { Call } from '../phone/call.ts';
import { identify, parseNumber } from '../phone/customers.ts';
import type { Bubble } from '../phone/model.ts';
import type { Phone } from '../phone/phone.ts';
import { threadOf } from '../phone/state.ts';
import { giveFile, refuse } from '../providers/twilio/files.ts';
import type { Account, Wire } from '../providers/twilio/letter.ts';
import { basic, formOf, isSame } from '../providers/sms.ts';
import { readBody, sendJson } from '../serve.ts';
import { listContents, showContent } from './contents.ts';

const SENDER_SID = `XE${'0'.repeat(32)}`;
const TEXT_MAX = 1600;
/** WhatsApp takes no free words from a business to whom nobody wrote within a day; Twilio tells it by a status. */
const OUTSIDE_WINDOW = 63_016;

/** Answers Twilio's REST API: messages, files, prepared content, the account and its one WhatsApp sender. */
export function createApi(phone: Phone, wire: Wire): (call: Call) => Promise<void> {
  const { account } = wire;
  const base = `/2010-04-01/Accounts/${account.sid}`;
  return async (call) => {
    const { request, path } = call;
    if (!isSame(request.headers.authorization, basic(account.sid, account.token))) return refuse(phone, call, 20003);
    if (request.method === 'POST' && path === `${base}/Messages.json`) return takeMessage(phone, wire, call);
    const file = new RegExp(`^${base}/Messages/[^/]+/Media/([^/]+)$`).exec(path)?.[1];
    if (file !== undefined) return giveFile(phone, call, file);
    const resource = await resourceOf(phone, wire, call);
    if (resource) sendJson(call.response, 200, resource);
    else refuse(phone, call, 20404);
  };
}

async function resourceOf(phone: Phone, wire: Wire, { request, path }: Call): Promise<JsonObject | undefined> {
  const { sid } = wire.account;
  const sender = (): JsonObject => ({
    sid: SENDER_SID,
    sender_id: `${wire.prefix}${wire.account.number}`,
    status: 'ONLINE',
    webhook: { callback_url: phone.state.target ?? '', callback_method: 'POST' },
    properties: { quality_rating: 'HIGH', messaging_limit: '1K Customers/24hr' },
  });
  if (path === `/2010-04-01/Accounts/${sid}.json`) {
    return { sid, friendly_name: 'Rondine', status: 'active', type: 'Full' };
  }
  if (path === '/v1/ContentAndApprovals') return listContents();
  if (path === '/v2/Channels/Senders') return { meta: { next_page_url: null }, senders: [sender()] };
  if (path !== `/v2/Channels/Senders/${SENDER_SID}`) return undefined;
  if (request.method === 'POST') setWebhook(phone, JSON.parse((await readBody(request)).toString()));
  return sender();
}

function setWebhook(phone: Phone, body: unknown): void {
  const webhook = isObject(body) ? body['webhook'] : undefined;
  const url = isObject(webhook) ? webhook['callback_url'] : undefined;
  if (typeof url === 'string') phone.setTarget(url === '' ? undefined : url);
}

type Form = Readonly<Record<string, string>>;

async function takeMessage(phone: Phone, wire: Wire, call: Call): Promise<void> {
  const form = formOf(await readBody(call.request));
  const wrong = whyNot(wire, form);
  const bubble = wrong ?? bubbleOf(form);
  if (typeof bubble === 'number') return refuse(phone, call, bubble);
  const to = numberIn(wire, form['To']) ?? '';
  const customer = identify(phone, { number: to });
  const late =
    bubble.type !== 'template' && threadOf(phone.state, phone.account, customer.key).windowUntil <= phone.now();
  const unreachable = customer.blocked ? 63_033 : late ? OUTSIDE_WINDOW : undefined;
  const accept = (failWith: string | number | undefined = unreachable) =>
    phone.show({
      customer,
      bubble,
      facts: form['StatusCallback'] === undefined ? {} : { callback: form['StatusCallback'] },
      ...(failWith !== undefined && { failWith }),
    });
  const found = { on: 'send', to, type: bubble.type, accept: () => void accept() } as const;
  const { over, fault } = await phone.disturb(call, found);
  if (over) return;
  const { id } = accept(fault?.kind === 'fail-later' ? (fault.code ?? 63_024) : undefined);
  sendJson(call.response, 201, answerOf(wire.account, form, id));
}

function answerOf({ sid }: Account, { To = '', From = '', Body = '' }: Form, id: string): JsonObject {
  return { sid: id, account_sid: sid, status: 'queued', to: To, from: From, body: Body, error_code: null };
}

function numberIn({ prefix }: Wire, address = ''): string | undefined {
  return address.startsWith(`${prefix}+`) ? parseNumber(address.slice(prefix.length)) : undefined;
}

/** The code of what is wrong with a message's head, if anything. */
function whyNot(wire: Wire, { To, From, MessagingServiceSid, StatusCallback }: Form): number | undefined {
  if (numberIn(wire, To) === undefined) return 21_211;
  if (From === undefined && MessagingServiceSid === undefined) return 21_603;
  if (From !== undefined && From !== `${wire.prefix}${wire.account.number}`) return 63_007;
  return StatusCallback !== undefined && !URL.canParse(StatusCallback) ? 21_609 : undefined;
}

function bubbleOf({ Body = '', MediaUrl = '', ContentSid, ContentVariables = '{}' }: Form): Bubble | number {
  if (ContentSid !== undefined) return showContent(ContentSid, ContentVariables);
  if (Body === '' && MediaUrl === '') return 21_602;
  if (Body.length > TEXT_MAX) return 21_617;
  if (MediaUrl !== '' && !URL.canParse(MediaUrl)) return 21_620;
  const text = [Body, MediaUrl].filter(Boolean).join('\n');
  return { type: MediaUrl === '' ? 'text' : 'media', content: { text }, text };
}
