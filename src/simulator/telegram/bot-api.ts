import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { sendJson, sendText } from '../serve.ts';
import type { Call } from '../phone/call.ts';
import { botUser, type Bot, type Registration } from './bot.ts';
import { answerOf, badRequest, type Refusal } from './bot-error.ts';
import { isSend, reactionIn } from './content.ts';
import { readParameters, type Parameters } from './parameters.ts';
import { getUpdates } from './polling.ts';
import { createSender, reach } from './send.ts';

/** What a method comes to: its result, or why it is refused. */
type Outcome = { result: JsonValue } | { refusal: Refusal };
type Method = (bot: Bot, values: JsonObject) => Outcome;

/** Methods that show nobody a message. */
const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['getMe', (bot) => ({ result: { ...botUser(bot), can_join_groups: false, can_read_all_group_messages: false } })],
  ['setWebhook', setWebhook],
  ['deleteWebhook', deleteWebhook],
  ['getWebhookInfo', (bot) => ({ result: webhookInfo(bot) })],
  ['getFile', getFile],
  ['answerCallbackQuery', answerCallback],
  ['sendChatAction', showAction],
  ['setMessageReaction', react],
]);

const NOT_FOUND: Refusal = { code: 404, description: 'Not Found' };

/** Answers the calls of the Bot API: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export function createBotApi(bot: Bot): (call: Call) => Promise<void> {
  const send = createSender(bot);
  return async (call) => {
    const [, file, token = '', rest = ''] = /^(\/file)?\/bot([^/]+)\/(.+)$/.exec(call.path) ?? [];
    if (!/^\d+:[\w-]+$/.test(decodeURIComponent(token))) return refuse(call, NOT_FOUND);
    if (decodeURIComponent(token) !== bot.token) return refuse(call, { code: 401, description: 'Unauthorized' });
    if (file !== undefined) return giveFile(bot, call, rest);
    const parameters = await readParameters(call);
    if (!parameters) return refuse(call, badRequest("can't parse the request"));
    const { values } = parameters;
    if (isSend(rest)) return answerSend(bot, call, { method: rest, parameters, send });
    if ((await bot.phone.disturb(call, { on: 'media' })).over) return;
    if (rest === 'getUpdates') return getUpdates(bot, values, call.response);
    const outcome = METHODS.get(rest)?.(bot, values) ?? { refusal: NOT_FOUND };
    if ('refusal' in outcome) refuse(call, outcome.refusal);
    else sendJson(call.response, 200, { ok: true, result: outcome.result });
  };
}

type Sending = { method: string; parameters: Parameters; send: ReturnType<typeof createSender> };

async function answerSend({ phone }: Bot, call: Call, { method, parameters, send }: Sending): Promise<void> {
  const chat = parameters.values['chat_id'];
  const { over } = await phone.disturb(call, {
    on: 'send',
    ...((typeof chat === 'number' || typeof chat === 'string') && { to: String(chat) }),
    type: method,
    accept: () => void send(method, parameters),
  });
  if (over) return;
  const { result, refusal } = send(method, parameters);
  if (refusal) refuse(call, refusal);
  else sendJson(call.response, 200, { ok: true, result });
}

function refuse({ response }: Call, refusal: Refusal): void {
  const { status, body, headers } = answerOf(refusal);
  sendText(response, status, body, headers);
}

/** Telegram wants https on four ports; a business on this very machine is let through without. */
function whyNotAddress(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (!parsed) return 'bad webhook: invalid URL';
  if (['127.0.0.1', 'localhost'].includes(parsed.hostname)) return undefined;
  if (parsed.protocol !== 'https:') return 'bad webhook: An HTTPS URL must be provided for webhook';
  if (['', '443', '80', '88', '8443'].includes(parsed.port)) return undefined;
  return 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443';
}

function setWebhook(bot: Bot, values: JsonObject): Outcome {
  const { url = '', secret_token: secret, allowed_updates: allowed } = values;
  if (url === '') return deleteWebhook(bot);
  const problem = whyNotAddress(String(url));
  if (problem !== undefined) return { refusal: badRequest(problem) };
  if (secret !== undefined && !(typeof secret === 'string' && /^[A-Za-z0-9_-]{1,256}$/.test(secret)))
    return { refusal: badRequest('secret token contains unallowed characters') };
  register(bot, {
    url: String(url),
    ...(secret !== undefined && { secret }),
    ...(Array.isArray(allowed) && { allowed: (allowed as readonly JsonValue[]).map(String) }),
  });
  return { result: true };
}

function register(bot: Bot, registration: Registration): void {
  bot.registration = registration;
  bot.lastError = undefined;
  bot.phone.note.put('webhook', registration);
  bot.phone.setTarget(registration.url);
}

function deleteWebhook(bot: Bot): Outcome {
  bot.endPoll?.();
  bot.registration = undefined;
  bot.phone.note.put('webhook', null);
  bot.phone.setTarget(undefined);
  return { result: true };
}

function webhookInfo({ phone, registration, lastError }: Bot): JsonObject {
  return {
    url: phone.state.target ?? '',
    has_custom_certificate: false,
    pending_update_count: phone.state.hooks.size,
    max_connections: 40,
    ...(registration?.allowed && { allowed_updates: registration.allowed }),
    ...(lastError && { last_error_date: Math.floor(lastError.at / 1000), last_error_message: lastError.message }),
  };
}

function getFile({ phone }: Bot, { file_id: id }: JsonObject): Outcome {
  const name = String(typeof id === 'object' ? '' : id);
  const file = phone.state.media.get(name);
  if (!file) return { refusal: badRequest('wrong file_id or the file is temporarily unavailable') };
  if (file.bytes.length > 20 * 1_048_576) return { refusal: badRequest('file is too big') };
  const described = { file_id: name, file_unique_id: `u${name}`, file_size: file.bytes.length };
  return { result: { ...described, file_path: `documents/${name}` } };
}

async function giveFile({ phone }: Bot, call: Call, path: string): Promise<void> {
  if ((await phone.disturb(call, { on: 'media' })).over) return;
  const file = phone.state.media.get(/^documents\/(\w+)$/.exec(path)?.[1] ?? '');
  if (!file) return refuse(call, NOT_FOUND);
  const { response } = call;
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': file.bytes.length });
  response.end(file.bytes);
}

function answerCallback({ turning }: Bot, { callback_query_id: id }: JsonObject): Outcome {
  if (turning.delete(String(typeof id === 'object' ? '' : id))) return { result: true };
  return { refusal: badRequest('query is too old and response timeout expired or query ID is invalid') };
}

function showAction(bot: Bot, values: JsonObject): Outcome {
  const { customer, refusal } = reach(bot, values);
  if (refusal) return { refusal };
  if (values['action'] !== 'typing') return { refusal: badRequest('wrong parameter action in request') };
  const last = [...bot.phone.state.messages.values()].findLast((message) => message.customer === customer.key);
  if (last) bot.phone.emit({ type: 'seen', message: last.id, typing: true });
  return { result: true };
}

function react(bot: Bot, values: JsonObject): Outcome {
  const { customer, refusal } = reach(bot, values);
  if (refusal) return { refusal };
  const { phone } = bot;
  const number = values['message_id'];
  const id = `${customer.key}/${typeof number === 'number' ? number : ''}`;
  if (!phone.state.messages.has(id)) return { refusal: badRequest('message to react not found') };
  const emoji = reactionIn(values);
  if (emoji === undefined) return { refusal: badRequest('REACTION_INVALID') };
  phone.show({ customer, replyTo: id, bubble: { type: 'reaction', content: values, text: emoji } });
  return { result: true };
}

/** The registration that was kept under a note. */
export function readRegistration(note: JsonValue | undefined): Registration | undefined {
  if (!isObject(note) || typeof note['url'] !== 'string') return undefined;
  const { url, secret, allowed } = note;
  return {
    url,
    ...(typeof secret === 'string' && { secret }),
    ...(Array.isArray(allowed) && { allowed: (allowed as readonly JsonValue[]).map(String) }),
  };
}
