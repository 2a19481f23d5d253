import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Call } from '../phone/call.ts';
import type { Bubble, Customer } from '../phone/model.ts';
import type { Answer } from '../phone/provider.ts';
import { sendText } from '../serve.ts';
import { holderOf, useToken, type Account } from './account.ts';
import { contentOf } from './content.ts';
import { answerOf, MONTHLY, refused } from './error.ts';

const REPLY = '/v2/bot/message/reply';
const PUSH = '/v2/bot/message/push';

/** True for a call that shows people something. */
export function isSend(path: string): boolean {
  return path === REPLY || path === PUSH;
}

/** A send that is right: whom it goes to, and what it shows. */
type Order = { customer: Customer | undefined; bubbles: readonly Bubble[]; token?: string; retryKey?: string };

/** Takes the messages of one request, or refuses all of them. */
export async function takeMessages(account: Account, call: Call, body: JsonObject): Promise<void> {
  const { phone } = account;
  const order = orderOf(account, call, body);
  if ('status' in order) return reply(account, call, order);
  const known = order.retryKey === undefined ? undefined : phone.note.get(noteOf(order.retryKey));
  if (isObject(known)) return reply(account, call, refused(409, undefined, known));
  const to = order.customer?.key;
  const { over, fault } = await phone.disturb(call, { on: 'send', to, accept: () => void accept(account, order) });
  if (over) return;
  const sent = accept(account, order, fault?.kind === 'fail-later' ? (fault.code ?? 'gone') : undefined);
  reply(account, call, answerOf(200, sent));
}

const noteOf = (retryKey: string) => `retry/${retryKey}`;

function reply({ phone }: Account, { response }: Call, { status, headers, body }: Answer): void {
  if (status >= 400 && status !== 409) phone.refused(status);
  sendText(response, status, body, headers);
}

function orderOf(account: Account, { path, request }: Call, body: JsonObject): Order | Answer {
  const { messages } = body;
  if (!Array.isArray(messages) || messages.length < 1 || messages.length > 5) {
    return refused(400, undefined, { details: [{ property: 'messages', message: 'Size must be between 1 and 5' }] });
  }
  const contents = (messages as readonly JsonValue[]).map(contentOf);
  const wrong = contents.find((content) => content.wrong)?.wrong;
  if (wrong) {
    const [property, message] = wrong;
    return refused(400, undefined, { details: [{ property: `messages[]/${property}`, message }] });
  }
  const bubbles = contents.flatMap(({ bubble }) => bubble ?? []);
  return path === REPLY ? replyOrder(account, body, bubbles) : pushOrder(account, { body, bubbles, request });
}

function replyOrder(account: Account, { replyToken }: JsonObject, bubbles: readonly Bubble[]): Order | Answer {
  const token = String(replyToken);
  const holder = holderOf(account, token);
  if (holder === undefined) return refused(400, 'Invalid reply token');
  return { customer: account.phone.state.customers.get(holder), bubbles, token };
}

type Push = Pick<Order, 'bubbles'> & { body: JsonObject; request: Call['request'] };

function pushOrder({ phone, settings }: Account, { body, bubbles, request }: Push): Order | Answer {
  const customer = phone.state.customers.get(String(body['to']));
  const retryKey = request.headers['x-line-retry-key'];
  if (!customer) return refused(400, 'Failed to send messages');
  if (typeof retryKey === 'string' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(retryKey)) {
    return refused(400, 'Invalid retry key');
  }
  const pushed = Number(phone.note.get('pushed') ?? 0);
  if (settings.monthlyLimit > 0 && pushed >= settings.monthlyLimit) return refused(429, MONTHLY);
  return { customer, bubbles, ...(typeof retryKey === 'string' && { retryKey }) };
}

/** What was sent to somebody who has blocked the account is taken, and vanishes. */
function accept(account: Account, order: Order, failWith?: string | number): JsonObject {
  const { phone } = account;
  const { customer, bubbles, token, retryKey } = order;
  const ids = bubbles.map((bubble) => {
    if (!customer || customer.blocked) return phone.messageId(NOBODY);
    return phone.show({ customer, bubble, ...(failWith !== undefined && { failWith }) }).id;
  });
  const sent = { sentMessages: ids.map((id) => ({ id, quoteToken: `quote-${id}` })) };
  if (token !== undefined) useToken(account, token);
  else phone.note.put('pushed', Number(phone.note.get('pushed') ?? 0) + 1);
  if (retryKey !== undefined) phone.note.put(noteOf(retryKey), sent);
  return sent;
}

const NOBODY: Customer = { key: '', name: '' };
