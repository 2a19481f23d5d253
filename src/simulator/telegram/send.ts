import { isObject, type JsonObject } from '../../base/json.ts';
import type { Customer } from '../phone/model.ts';
import { threadOf } from '../phone/state.ts';
import { createRateLimit, type RateLimit } from '../phone/rate.ts';
import { botUser, numberOf, type Bot } from './bot.ts';
import { badRequest, tooMany, type Refusal } from './bot-error.ts';
import { checkMarkup, choicesOf } from './markup.ts';
import type { Parameters } from './parameters.ts';
import { chatOf } from './updates.ts';
import { contentOf } from './content.ts';

/** What a send leads to: the message as Telegram answers it, or why it is refused. */
export type SendResult = { result: JsonObject; refusal?: undefined } | { result?: undefined; refusal: Refusal };

/** Makes the sender of one bot: it accepts or refuses each send, and lets what is accepted appear. */
export function createSender(bot: Bot): (method: string, parameters: Parameters) => SendResult {
  const limits = createRateLimit();
  return (method, parameters) => {
    const sent = trySend(bot, { method, parameters, limits });
    if (sent.refusal) bot.phone.refused(sent.refusal.code);
    return sent;
  };
}

type Attempt = { method: string; parameters: Parameters; limits: RateLimit };

function trySend(bot: Bot, { method, parameters, limits }: Attempt): SendResult {
  const { phone, settings } = bot;
  const { values } = parameters;
  const reached = reach(bot, values);
  if (reached.refusal) return reached;
  const { customer } = reached;
  const { perSecond, retryAfterS } = settings;
  const rule = { burst: perSecond, everyMs: 1000 / Math.max(perSecond, 1), now: phone.now() };
  if (!limits.take('all', rule)) return { refusal: tooMany(retryAfterS) };
  const content = contentOf(bot, method, parameters);
  const refusal = content.refusal ?? checkMarkup(values['reply_markup']) ?? checkQuote(bot, values, customer);
  if (refusal || !content.bubble) return { refusal: refusal ?? badRequest('wrong parameters') };
  const quoted = quotedIn(values);
  const message = phone.show({
    customer,
    bubble: { ...content.bubble, content: values, choices: choicesOf(values['reply_markup']) },
    ...(quoted !== undefined && { replyTo: `${customer.key}/${quoted}` }),
  });
  const date = Math.floor(message.at / 1000);
  const own = { message_id: numberOf(message.id), from: botUser(bot), chat: chatOf(customer), date };
  return { result: { ...own, ...content.shown } };
}

/** The person of a chat: somebody who has written, and has not blocked the bot since. */
export function reach(
  { phone }: Bot,
  { chat_id: chat }: JsonObject,
): { customer: Customer; refusal?: undefined } | { customer?: undefined; refusal: Refusal } {
  if (chat === undefined || chat === '') return { refusal: badRequest('chat_id is empty') };
  const customer = phone.state.customers.get(typeof chat === 'object' ? '' : String(chat));
  if (!customer) return { refusal: badRequest('chat not found') };
  if (customer.blocked) return { refusal: { code: 403, description: 'Forbidden: bot was blocked by the user' } };
  const wrote = threadOf(phone.state, phone.account, customer.key).windowUntil > 0;
  if (wrote) return { customer };
  return { refusal: { code: 403, description: "Forbidden: bot can't initiate conversation with a user" } };
}

function quotedIn({ reply_parameters: quoted }: JsonObject): number | undefined {
  const number = isObject(quoted) ? quoted['message_id'] : undefined;
  return typeof number === 'number' ? number : undefined;
}

function checkQuote({ phone }: Bot, values: JsonObject, customer: Customer): Refusal | undefined {
  const quoted = values['reply_parameters'];
  if (quoted === undefined) return undefined;
  const number = quotedIn(values);
  if (number === undefined || !isObject(quoted)) return badRequest('parameter "message_id" is required');
  const there = !phone.options.log || phone.state.messages.has(`${customer.key}/${number}`);
  if (there || quoted['allow_sending_without_reply'] === true) return undefined;
  return badRequest('message to be replied not found');
}
