import { Failure } from '../../base/failure.ts';
import { isObject, type JsonValue } from '../../base/json.ts';
import { addressOf } from '../../message/address.ts';
import type { ChannelIo, OutboundMessage } from '../channel.ts';
import { callApi, streamToApi, uploadToApi } from './api.ts';
import type { TelegramConfig } from './config.ts';
import { objectAt, textAt } from './fields.ts';
import { messageIdOf } from './message-id.ts';
import { type Order, orderOf } from './order.ts';
import { streamedForm } from './streamed-form.ts';
import { formWithFile } from './upload.ts';

type Io = ChannelIo<TelegramConfig>;

/**
 * Sends one part and resolves to its id: chat and number. Telegram has no key and no receipt: a send whose answer got
 * lost may come twice. A file goes by its link; where it has none, or Telegram does not take it, it is uploaded. A chat that was
 * moved is written to under its new id.
 */
export async function send(message: OutboundMessage, io: Io): Promise<{ id: string }> {
  const chat = chatOf(message);
  const order = orderOf(message, io.config);
  try {
    return { id: await dispatch(order, chat, io) };
  } catch (thrown) {
    const movedTo = thrown instanceof Failure ? thrown.data.details?.['movedTo'] : undefined;
    if (typeof movedTo !== 'string') throw thrown;
    return { id: await dispatch(order, movedTo, io) };
  }
}

async function dispatch(order: Order, chat: string, io: Io): Promise<string> {
  const { method, fields, linked, referred } = order;
  const body = { chat_id: chatNumber(chat), ...fields };
  const ours = referred && (await io.open(referred.file));
  if (referred && ours) {
    return idOf(await streamToApi(io, method, streamedForm(body, { ...referred, ...ours })), order, chat);
  }
  try {
    return idOf(await callApi(io, method, body), order, chat);
  } catch (thrown) {
    if (!linked || !isRefusedLink(thrown)) throw thrown;
    const form = await formWithFile(body, { ...linked, refusal: thrown }, io);
    return idOf(await uploadToApi(io, method, form), order, chat);
  }
}

/** Telegram fetches PDF, ZIP and GIF documents only, and 5 MB of a photo, 20 MB of others; all it says is “400”. */
function isRefusedLink(thrown: unknown): thrown is Failure {
  return thrown instanceof Failure && thrown.code === 'invalid' && thrown.data.providerCode === '400';
}

function chatOf(message: OutboundMessage): string {
  const chat = addressOf(message.to, 'user');
  if (chat !== undefined) return chat;
  throw new Failure({
    code: 'invalid',
    message: 'The contact has no Telegram chat yet: a bot can write only to people who have written to it.',
  });
}

function chatNumber(chat: string): number | string {
  const number = Number(chat);
  return Number.isSafeInteger(number) && String(number) === chat ? number : chat;
}

/** A reaction is answered with a bare “true” and has no number of its own. */
function idOf(result: JsonValue, { names }: Order, chat: string): string {
  const sent = isObject(result) ? result : undefined;
  const number = textAt(sent, 'message_id');
  if (number !== undefined) return messageIdOf(textAt(objectAt(sent, 'chat'), 'id') ?? chat, number);
  if (result === true && names !== undefined) return names;
  throw new Failure({
    code: 'unknown_outcome',
    message: 'Telegram answered without a message id: the message may have been sent.',
  });
}
