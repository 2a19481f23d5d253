import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { objectAt, textAt } from '../providers/reading.ts';

/** What LINE gives along with an event, to be given back with the answer. */
export type LineContext = {
  /** Good for one reply, for about a minute from `at`. */
  reply?: { token: string; at: number };
  /** Marks everything up to the message as read. */
  read?: string;
  /** Lets a text quote the message. */
  quote?: { id: string; token: string };
};

/** The context of an event; a redelivered one comes too late for its reply token. */
export function contextOf(event: JsonObject, at: number): LineContext | undefined {
  const message = objectAt(event, 'message');
  const token = textAt(event, 'replyToken');
  const read = textAt(message, 'markAsReadToken');
  const quote = textAt(message, 'quoteToken');
  const id = textAt(message, 'id');
  const isLate = objectAt(event, 'deliveryContext')?.['isRedelivery'] === true;
  const context: LineContext = {
    ...(token !== undefined && !isLate && { reply: { token, at } }),
    ...(read !== undefined && { read }),
    ...(quote !== undefined && id !== undefined && { quote: { id, token: quote } }),
  };
  return Object.keys(context).length > 0 ? context : undefined;
}

/** The context as the engine gives it back. */
export function readContext(value: JsonValue | undefined): LineContext {
  if (!isObject(value)) return {};
  const { token, at } = objectAt(value, 'reply') ?? {};
  const { id, token: quote } = objectAt(value, 'quote') ?? {};
  const read = textAt(value, 'read');
  return {
    ...(typeof token === 'string' && typeof at === 'number' && { reply: { token, at } }),
    ...(read !== undefined && { read }),
    ...(typeof id === 'string' && typeof quote === 'string' && { quote: { id, token: quote } }),
  };
}
