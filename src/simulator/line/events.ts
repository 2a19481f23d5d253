import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../base/json.ts';
import type { Arrival, Heard, Letter, News } from '../phone/provider.ts';
import { issueToken, type Account } from './account.ts';

/** A friend of the account may be written to until they block it. */
const FOR_EVER_MS = 100 * 365 * 86_400_000;

/** What a deed does besides what the screen shows: whoever does anything is a friend. */
export function hear({ deed }: Arrival, usual: () => Heard): Heard {
  return { ...usual(), ...(deed.block === undefined && { windowMs: FOR_EVER_MS }) };
}

/** One webhook for all that arrived together. */
export function tell(account: Account, news: readonly News[]): Letter[] {
  const events = news.map((each) => eventOf(account, each));
  return [{ body: JSON.stringify({ destination: account.id, events }) }];
}

function eventOf(account: Account, news: News): JsonObject {
  const { customer, at } = news;
  const kind = kindOf(account, news);
  const answerable = kind['type'] !== 'unfollow' && kind['type'] !== 'unsend';
  return {
    ...kind,
    mode: 'active',
    timestamp: at,
    source: { type: 'user', userId: customer.key },
    webhookEventId: randomBytes(13).toString('hex').toUpperCase(),
    deliveryContext: { isRedelivery: false },
    ...(answerable && { replyToken: issueToken(account, customer.key) }),
  };
}

function kindOf({ phone }: Account, news: News): JsonObject {
  const { deed, message } = news;
  if (deed.opened) return { type: 'follow', follow: { isUnblocked: false } };
  if (deed.block !== undefined) {
    return deed.block ? { type: 'unfollow' } : { type: 'follow', follow: { isUnblocked: true } };
  }
  if (deed.revoke) return { type: 'unsend', unsend: { messageId: deed.revoke.messageId } };
  if (deed.choice) return { type: 'postback', postback: { data: deed.choice.id } };
  const quoted = message.replyTo;
  return {
    type: 'message',
    message: {
      id: message.id,
      quoteToken: `quote-${message.id}`,
      markAsReadToken: `read-${message.id}`,
      ...(quoted !== undefined && phone.state.messages.has(quoted) && { quotedMessageId: quoted }),
      ...contentOf(news),
    },
  };
}

function contentOf({ deed, heard }: News): JsonObject {
  const { location } = deed;
  const here = { contentProvider: { type: 'line' } };
  if (location) {
    const { latitude, longitude, name, address } = location;
    const words = { ...(name !== undefined && { title: name }), ...(address !== undefined && { address }) };
    return { type: 'location', latitude, longitude, ...words };
  }
  if (deed.sticker) {
    return { type: 'sticker', packageId: '446', stickerId: '1988', stickerResourceType: 'STATIC', keywords: [] };
  }
  if (deed.image) return { type: 'image', ...here };
  if (deed.video) return { type: 'video', duration: 3000, ...here };
  if (deed.audio) return { type: 'audio', duration: 3000, ...here };
  const { file } = heard;
  if (file) return { type: 'file', fileName: file.filename ?? 'file.txt', fileSize: file.bytes.length };
  return { type: 'text', text: heard.text };
}
