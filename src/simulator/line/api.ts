import { timingSafeEqual } from 'node:crypto';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { Call } from '../phone/call.ts';
import type { Answer } from '../phone/provider.ts';
import { readBody, sendText } from '../serve.ts';
import type { Account } from './account.ts';
import { answerOf, refused } from './error.ts';
import { isSend, takeMessages } from './send.ts';

type Handler = (account: Account, body: JsonObject) => Answer | Promise<Answer>;

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['GET /v2/bot/info', ({ id }) => answerOf(200, { ...NAMES, userId: id })],
  ['PUT /v2/bot/channel/webhook/endpoint', setEndpoint],
  ['GET /v2/bot/channel/webhook/endpoint', getEndpoint],
  ['POST /v2/bot/channel/webhook/test', tryEndpoint],
  ['GET /v2/bot/message/quota', getQuota],
  [
    'GET /v2/bot/message/quota/consumption',
    ({ phone }) => answerOf(200, { totalUsage: phone.note.get('pushed') ?? 0 }),
  ],
  ['POST /v2/bot/chat/loading/start', startLoading],
  ['POST /v2/bot/chat/markAsRead', markAsRead],
]);

const NAMES = { basicId: '@rondine', displayName: 'Rondine', chatMode: 'bot', markAsReadMode: 'manual' };

/** Answers the calls of the Messaging API, and those for files that people sent. */
export function createApi(account: Account): (call: Call) => Promise<void> {
  return async (call) => {
    const { request, path } = call;
    const bytes = await readBody(request);
    if (!isSame(request.headers.authorization, `Bearer ${account.token}`)) return reply(call, refused(401));
    const file = /^\/v2\/bot\/message\/([^/]+)\/content$/.exec(path)?.[1];
    if (file !== undefined) return giveFile(account, call, decodeURIComponent(file));
    const body = parse(bytes);
    if (isSend(path)) return takeMessages(account, call, body);
    const handler = HANDLERS.get(`${request.method} ${path}`);
    if (!handler) return reply(call, refused(404));
    if ((await account.phone.disturb(call, { on: 'media' })).over) return;
    reply(call, await handler(account, body));
  };
}

function reply({ response }: Call, { status, headers, body }: Answer): void {
  sendText(response, status, body, headers);
}

function isSame(claimed: string | undefined, expected: string): boolean {
  const [left, right] = [Buffer.from(claimed ?? ''), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function parse(bytes: Buffer): JsonObject {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function setEndpoint({ phone }: Account, { endpoint }: JsonObject): Answer {
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) return refused(400, 'Invalid webhook endpoint URL');
  phone.setTarget(endpoint);
  return answerOf(200, {});
}

function getEndpoint({ phone }: Account): Answer {
  const { target } = phone.state;
  return target === undefined ? refused(404) : answerOf(200, { endpoint: target, active: true });
}

/** LINE tries an address with a signed request that holds no events. */
async function tryEndpoint({ phone, id }: Account, { endpoint }: JsonObject): Promise<Answer> {
  const url = typeof endpoint === 'string' ? endpoint : phone.state.target;
  if (url === undefined) return refused(404);
  const hook = { id: 0, lanes: [], dueAt: 0, createdAt: 0, missed: 0 };
  const request = phone.provider.request({ ...hook, body: JSON.stringify({ destination: id, events: [] }) }, url);
  const statusCode = await phone.call(request).then(
    ({ status }) => status,
    () => 0,
  );
  const success = statusCode === 200;
  const reason = success ? 'OK' : statusCode === 0 ? 'COULD_NOT_CONNECT' : 'ERROR_STATUS_CODE';
  const timestamp = new Date(phone.now()).toISOString();
  return answerOf(200, { success, timestamp, statusCode, reason, detail: String(statusCode) });
}

function getQuota({ settings }: Account): Answer {
  const { monthlyLimit } = settings;
  return answerOf(200, monthlyLimit > 0 ? { type: 'limited', value: monthlyLimit } : { type: 'none' });
}

function startLoading({ phone }: Account, { chatId, loadingSeconds = 20 }: JsonObject): Answer {
  const seconds = Number(loadingSeconds);
  if (!phone.state.customers.has(String(chatId))) return refused(400, 'Invalid chatId');
  const isRight = seconds >= 5 && seconds <= 60 && seconds % 5 === 0;
  return isRight ? answerOf(202, {}) : refused(400, 'Invalid loadingSeconds');
}

function markAsRead({ phone }: Account, { markAsReadToken: token }: JsonObject): Answer {
  const message = /^read-(.+)$/.exec(String(token))?.[1] ?? '';
  if (!phone.state.messages.has(message)) return refused(400, 'Invalid markAsReadToken');
  phone.commit({ kind: 'seen', message, at: phone.now() });
  return answerOf(200, {});
}

function giveFile({ phone }: Account, call: Call, message: string): void {
  const file = phone.state.media.get(phone.state.messages.get(message)?.media?.id ?? '');
  if (!file) return reply(call, refused(404));
  call.response.writeHead(200, { 'Content-Type': file.mime, 'Content-Length': file.bytes.length }).end(file.bytes);
}
