import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { addressOf } from '../../message/address.ts';
import type { HttpResponse } from '../../net/http.ts';
import type { ChannelIo, OutboundMessage } from '../channel.ts';
import { uuidOf } from '../providers/key-uuid.ts';
import { objectsAt, parseObject, textAt } from '../providers/reading.ts';
import { unreadable } from '../providers/refusal.ts';
import { exchange, refusedCall } from './api.ts';
import { DEFAULT_REPLY_WITHIN_MS, type LineConfig } from './config.ts';
import { readContext } from './context.ts';
import { WHO } from './errors.ts';
import { messagesOf } from './messages.ts';
import { createTokens } from './reply-tokens.ts';

type Io = ChannelIo<LineConfig>;

/**
 * Sends one part and resolves to the id of its first message. While the person's last message has a fresh reply token
 * the answer is a reply, which costs nothing; otherwise, and where LINE does not take the token, it is pushed. A push
 * carries a key by which LINE drops it when it comes again; a reply whose answer got lost is repeated with its token,
 * which LINE takes once.
 */
export async function send(message: OutboundMessage, io: Io): Promise<{ id: string }> {
  const to = addressOf(message.to, 'user');
  if (to === undefined) {
    throw new Failure({ code: 'invalid', message: 'The contact has no LINE id: it comes with the first message.' });
  }
  const messages = quoting(messagesOf(message.content, io.config), message);
  const replied = await tryReply(message, messages, io);
  return { id: replied ?? (await push({ to, messages }, uuidOf(message.key), io)) };
}

/** The first text quotes the message that is answered, where LINE gave a token for that one. */
function quoting(messages: JsonObject[], { replyTo, channelContext }: OutboundMessage): JsonObject[] {
  const { quote } = readContext(channelContext);
  if (replyTo === undefined || quote?.id !== replyTo) return messages;
  const first = messages.findIndex(({ type }) => type === 'text');
  return messages.map((each, index) => (index === first ? { ...each, quoteToken: quote.token } : each));
}

/** The id of the reply; undefined where there is no token to be had, or LINE does not take it. */
async function tryReply({ key, channelContext }: OutboundMessage, messages: JsonObject[], io: Io) {
  const { reply } = readContext(channelContext);
  if (!reply || io.now() - reply.at > (io.config.replyWithinMs ?? DEFAULT_REPLY_WITHIN_MS)) return undefined;
  const { token } = reply;
  const tokens = createTokens(io);
  const before = tokens.userOf(token);
  if (before !== undefined && before !== key) return undefined;
  tokens.use(token, key);
  const body = { replyToken: token, messages };
  try {
    const response = await exchange(io, { method: 'POST', path: '/message/reply', body });
    if (response.status === 200) return idIn(response, io);
    if (response.status !== 400) throw refusedCall(response, io, true);
  } catch (thrown) {
    // Only a reply that may have arrived has used its token.
    if (thrown instanceof Failure && thrown.code !== 'unknown_outcome') tokens.release(token);
    throw thrown;
  }
  // Of these very messages the token was tried before: it is refused because they have arrived.
  if (before === key) return `reply/${uuidOf(key)}`;
  tokens.use(token, NOBODY);
  return undefined;
}

/** Has the tokens that LINE does not take. */
const NOBODY = '';

async function push(body: JsonObject, retryKey: string, io: Io): Promise<string> {
  const response = await exchange(io, { method: 'POST', path: '/message/push', body, retryKey });
  const { status, headers } = response;
  // Taken before, with the same key.
  if (status === 409) {
    const [first] = objectsAt(parseObject(response.text()), 'sentMessages');
    const id = textAt(first, 'id') ?? headers['x-line-accepted-request-id'];
    if (id !== undefined) return id;
  }
  if (status < 200 || status > 299) throw refusedCall(response, io, true);
  return idIn(response, io);
}

function idIn(response: HttpResponse, { log }: Io): string {
  const [first] = objectsAt(parseObject(response.text()), 'sentMessages');
  const id = textAt(first, 'id');
  if (id === undefined) throw unreadable(WHO, response, true);
  const requestId = response.headers['x-line-request-id'];
  if (requestId !== undefined) log('LINE took a message.', { id, requestId });
  return id;
}
