import { createHash } from 'node:crypto';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { Call } from '../phone/call.ts';
import type { Choice, Customer } from '../phone/model.ts';
import type { Phone } from '../phone/phone.ts';
import { threadOf } from '../phone/state.ts';
import { readBody, sendJson } from '../serve.ts';

/** The account as its API knows it. */
export type Account = { phone: Phone; appId: string; appSecret: string };

const SEND = '/cgi-bin/message/custom/send';
const TEMPLATE = '/cgi-bin/message/template/send';
const TOKEN_MS = 7_200_000;
/** Answers that a message of a customer allows, and those that following or tapping does. */
const AFTER_MESSAGE = 5;
const AFTER_TAP = 3;
const TAPS: ReadonlySet<string> = new Set(['opened', 'click', 'scan']);

type Refusal = { errcode: number; errmsg: string };

/** WeChat's refusal by its code, which comes with HTTP status 200. */
export function refusal(errcode: number): Refusal {
  return { errcode, errmsg: `refused rid: ${errcode}-simulated` };
}

/** The token that is in force: a new one for every two hours, and whenever one is ordered. */
export function tokenInForce({ phone, appId, appSecret }: Account): { value: string; seconds: number } {
  const serial = Number(phone.note.get('token') ?? 0);
  const began = Number(phone.note.get('tokenAt') ?? phone.now());
  if (phone.now() - began >= TOKEN_MS) return renewed({ phone, appId, appSecret });
  if (phone.note.get('tokenAt') === undefined) phone.note.put('tokenAt', began);
  const value = createHash('sha256').update(`${appId}/${appSecret}/${serial}`).digest('hex');
  return { value, seconds: Math.ceil((TOKEN_MS - (phone.now() - began)) / 1000) };
}

function renewed(account: Account): { value: string; seconds: number } {
  const { note, now } = account.phone;
  note.put('token', Number(note.get('token') ?? 0) + 1);
  note.put('tokenAt', now());
  return tokenInForce(account);
}

/** Answers the calls of the API. */
export async function answer(account: Account, call: Call): Promise<void> {
  const { phone } = account;
  const { path, request, response, query } = call;
  const bytes = await readBody(request);
  if (path === '/cgi-bin/stable_token') {
    if ((await phone.disturb(call, { on: 'media' })).over) return;
    return sendJson(response, 200, giveToken(account, parse(bytes)));
  }
  const token = query.get('access_token');
  if (token === null || token !== tokenInForce(account).value) {
    phone.refused(40001);
    return sendJson(response, 200, refusal(token === null ? 41001 : 40001));
  }
  if (path === SEND || path === TEMPLATE) return answerSend(account, call, parse(bytes));
  if ((await phone.disturb(call, { on: 'media' })).over) return;
  if (path === '/cgi-bin/media/get') return giveFile(account, call);
  if (path === '/cgi-bin/media/upload') return takeFile(account, call, bytes);
  sendJson(response, 200, other(account, path, parse(bytes)));
}

function parse(bytes: Buffer): JsonObject {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function giveToken(account: Account, { appid, secret, force_refresh: forced }: JsonObject): JsonObject {
  if (appid !== account.appId) return refusal(40013);
  if (secret !== account.appSecret) return refusal(40125);
  const { value, seconds } = forced === true ? renewed(account) : tokenInForce(account);
  return { access_token: value, expires_in: seconds };
}

function other({ phone }: Account, path: string, { touser }: JsonObject): JsonObject {
  if (path === '/cgi-bin/message/custom/typing') {
    return phone.state.customers.has(String(touser)) ? { errcode: 0, errmsg: 'ok' } : refusal(40003);
  }
  if (path !== '/cgi-bin/openapi/quota/get') return refusal(40066);
  const used = phone.state.counters.sent;
  return { errcode: 0, errmsg: 'ok', quota: { daily_limit: 500_000, used, remain: 500_000 - used } };
}

async function answerSend(account: Account, call: Call, body: JsonObject): Promise<void> {
  const { phone } = account;
  const template = call.path === TEMPLATE;
  const customer = phone.state.customers.get(String(body['touser']));
  const accept = (failWith?: number | string) => {
    if (!customer) throw new TypeError('Nobody was found whom this message could be shown.');
    const bubble = template ? templateBubble(body) : bubbleOf(body);
    return phone.show({ customer, bubble, ...(failWith !== undefined && { failWith }) });
  };
  const why = customer ? whyNot(account, customer, body, template) : 40003;
  const to = String(body['touser']);
  const { over, fault } = await phone.disturb(call, { on: 'send', to, accept: () => void accept() });
  if (over) return;
  if (why !== undefined) {
    phone.refused(why);
    return sendJson(call.response, 200, refusal(why));
  }
  const shown = accept(fault?.kind === 'fail-later' ? (fault.code ?? 'failed: system failed') : undefined);
  sendJson(call.response, 200, { errcode: 0, errmsg: 'ok', ...(template && { msgid: shown.id }) });
}

/** Why a message is refused, as WeChat's code. */
function whyNot({ phone }: Account, customer: Customer, body: JsonObject, template: boolean): number | undefined {
  if (customer.blocked) return template ? 43004 : 45015;
  if (template) return typeof body['template_id'] === 'string' && isObject(body['data']) ? undefined : 40037;
  const type = String(body['msgtype']);
  const inner = body[type];
  if (!isObject(inner)) return 40008;
  if (type === 'text' && Buffer.byteLength(String(inner['content'])) > 2048) return 45002;
  if (type !== 'text' && type !== 'msgmenu' && !phone.state.media.has(String(inner['media_id']))) return 40007;
  const { messages, windowUntil } = threadOf(phone.state, phone.account, customer.key);
  if (phone.now() > windowUntil) return 45015;
  const last = messages.findLastIndex(({ from }) => from === 'customer');
  const allowed = TAPS.has(messages[last]?.type ?? '') ? AFTER_TAP : AFTER_MESSAGE;
  return messages.slice(last + 1).length >= allowed && last >= 0 ? 45047 : undefined;
}

function bubbleOf(body: JsonObject) {
  const type = String(body['msgtype']);
  const inner = isObject(body[type]) ? body[type] : {};
  const kinds = { image: 'image', voice: 'audio', video: 'video' } as const;
  const kind = kinds[type as keyof typeof kinds];
  if (kind) return { type, content: body, text: `[${kind}]`, media: { kind, id: String(inner['media_id']) } };
  if (type !== 'msgmenu') return { type, content: body, text: String(inner['content']) };
  const { head_content: text, tail_content: tail, list } = inner;
  const choices = (Array.isArray(list) ? list.filter(isObject) : []).map(({ id, content }): Choice => ({
    via: 'menu',
    id: String(id),
    title: String(content),
  }));
  return { type, content: body, text: String(text), choices, ...(typeof tail === 'string' && { footer: tail }) };
}

function templateBubble(body: JsonObject) {
  const data = isObject(body['data']) ? Object.values(body['data']).filter(isObject) : [];
  return { type: 'template', content: body, text: data.map(({ value }) => String(value)).join('\n') };
}

function giveFile({ phone }: Account, { query, response }: Call): void {
  const file = phone.state.media.get(query.get('media_id') ?? '');
  if (!file) return sendJson(response, 200, refusal(40007));
  response.writeHead(200, { 'Content-Type': file.mime, 'Content-Length': file.bytes.length }).end(file.bytes);
}

async function takeFile({ phone }: Account, { request, response, query }: Call, bytes: Buffer): Promise<void> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(bytes), { headers }).formData().catch(() => undefined);
  const file = form?.get('media');
  if (!file || typeof file === 'string') return sendJson(response, 200, refusal(41005));
  const { id } = phone.keepFile({ mime: file.type, bytes: Buffer.from(await file.arrayBuffer()), filename: file.name });
  sendJson(response, 200, { type: query.get('type'), media_id: id, created_at: Math.floor(phone.now() / 1000) });
}
