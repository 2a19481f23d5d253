import { timingSafeEqual } from 'node:crypto';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { Call } from '../phone/call.ts';
import type { Customer } from '../phone/model.ts';
import { readBody, sendText } from '../serve.ts';
import { isSubscribed, takeAllowance, type Bot } from './bot.ts';
import { contentOf } from './content.ts';
import { letterOf } from './events.ts';
import { answerOf } from './status.ts';

/** The largest message that Viber takes. */
const MOST_BYTES = 30_000;

/** Answers the calls of the bot API: `/pa/<method>`, and the files of customers. */
export function createApi(bot: Bot): (call: Call) => Promise<void> {
  return async (call) => {
    const file = /^\/media\/([^/]+)$/.exec(call.path)?.[1];
    if (file !== undefined) return giveFile(bot, call, file);
    const bytes = await readBody(call.request);
    const body = parse(bytes);
    const token = call.request.headers['x-viber-auth-token'] ?? body?.['auth_token'];
    if (!isSame(token, bot.token)) return reply(bot, call, 2);
    if (!body) return reply(bot, call, 3);
    if (call.path === '/pa/send_message') return takeMessage(bot, call, { body, bytes: bytes.length });
    if ((await bot.phone.disturb(call, { on: 'media' })).over) return;
    if (call.path === '/pa/set_webhook') return setWebhook(bot, call, body);
    if (call.path === '/pa/get_account_info') return reply(bot, call, 0, accountOf(bot));
    sendText(call.response, 404, 'Not Found');
  };
}

function reply({ phone }: Bot, { response }: Call, status: number, more: JsonObject = {}): void {
  if (status !== 0) phone.refused(status);
  const { headers, body } = answerOf(status, more);
  sendText(response, 200, body, headers);
}

function parse(bytes: Buffer): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isSame(claimed: unknown, expected: string): boolean {
  const [left, right] = [Buffer.from(String(claimed)), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Viber calls a new address at once and takes it only where the answer is HTTP 200. */
async function setWebhook(bot: Bot, call: Call, { url, event_types: events }: JsonObject): Promise<void> {
  const { phone } = bot;
  if (url === '') {
    phone.setTarget(undefined);
    return reply(bot, call, 0, { event_types: [] });
  }
  if (typeof url !== 'string' || !URL.canParse(url)) return reply(bot, call, 1);
  const { body } = letterOf({ event: 'webhook', timestamp: phone.now(), message_token: phone.messageId(NOBODY) });
  const letter = { id: 0, lanes: [], dueAt: 0, createdAt: 0, missed: 0, body };
  const status = await phone.call(phone.provider.request(letter, url)).then(
    (answer) => answer.status,
    () => 0,
  );
  if (status !== 200) return reply(bot, call, 1);
  phone.note.put('event_types', Array.isArray(events) ? events : []);
  phone.setTarget(url);
  reply(bot, call, 0, { event_types: Array.isArray(events) ? events : [] });
}

const NOBODY: Customer = { key: '', name: '' };

function accountOf(bot: Bot): JsonObject {
  const { phone, id, name, uri } = bot;
  const people = [...new Set(phone.state.customers.values())].filter((each) => isSubscribed(bot, each));
  return {
    id,
    name,
    uri,
    webhook: phone.state.target ?? '',
    event_types: phone.note.get('event_types') ?? [],
    subscribers_count: people.length,
  };
}

type Incoming = { body: JsonObject; bytes: number };

async function takeMessage(bot: Bot, call: Call, { body, bytes }: Incoming): Promise<void> {
  const { phone } = bot;
  const { receiver, type } = body;
  const customer = phone.state.customers.get(String(receiver));
  const content = contentOf(body);
  if (bytes > MOST_BYTES || !content.bubble) return reply(bot, call, content.wrong ?? 3);
  if (phone.state.target === undefined) return reply(bot, call, 10);
  if (!customer) return reply(bot, call, 5);
  if (customer.blocked) return reply(bot, call, 6);
  const { bubble } = content;
  const accept = (failWith?: string | number) => {
    keepTracking(bot, customer, body);
    return phone.show({ customer, bubble, ...(failWith !== undefined && { failWith }) });
  };
  const { over, fault } = await phone.disturb(call, {
    on: 'send',
    to: customer.key,
    type: String(type),
    accept: () => void accept(),
  });
  if (over) return;
  if (!isSubscribed(bot, customer) && !takeAllowance(bot, customer)) return reply(bot, call, 6);
  const { id } = accept(fault?.kind === 'fail-later' ? (fault.code ?? 'failure') : undefined);
  reply(bot, call, 0, { message_token: id, chat_hostname: 'SN-CHAT-01_', billing_status: 1 });
}

/** What travelled with the latest message comes back with what the person writes next. */
export function keepTracking({ phone }: Bot, { key }: Customer, { tracking_data: tracking }: JsonObject): void {
  phone.note.put(`tracking/${key}`, typeof tracking === 'string' ? tracking : null);
}

function giveFile({ phone }: Bot, { response }: Call, id: string): void {
  const file = phone.state.media.get(id);
  if (!file) return sendText(response, 404, 'Not Found');
  response.writeHead(200, { 'Content-Type': file.mime, 'Content-Length': file.bytes.length }).end(file.bytes);
}
