import type { JsonObject } from '../../base/json.ts';
import type { Arrival, Heard, Letter, News, StatusNews } from '../phone/provider.ts';
import { isSubscribed, userOf, wants, type Bot } from './bot.ts';
import { withBareTokens } from './status.ts';

/** Once somebody has written, the bot may write to them until they leave. */
const FOR_EVER_MS = 100 * 365 * 86_400_000;

/** What a deed does besides what the screen shows: whoever writes has subscribed. */
export function hear({ deed }: Arrival, usual: () => Heard): Heard {
  const silent = deed.opened !== undefined || deed.block !== undefined;
  return { ...usual(), ...(!silent && { windowMs: FOR_EVER_MS }) };
}

/** One event for each deed; none for what the bot did not ask to be told of. */
export function tell(bot: Bot, news: readonly News[]): Letter[] {
  return news.flatMap((each) => {
    const { event, ...rest } = eventOf(bot, each);
    if (!wants(bot, event)) return [];
    const facts = { event, customer: each.customer.key };
    return [letterOf({ event, timestamp: each.at, message_token: each.message.id, ...rest }, facts)];
  });
}

/** One event as it is written, with its token as a bare number. */
export function letterOf(event: JsonObject, facts: JsonObject = {}): Letter {
  return { body: withBareTokens(JSON.stringify(event)), facts };
}

type Event = JsonObject & { event: string };

function eventOf(bot: Bot, news: News): Event {
  const { customer, deed } = news;
  const user = userOf(customer);
  if (deed.opened) {
    const { payload: context } = deed.opened;
    const subscribed = isSubscribed(bot, customer);
    return { event: 'conversation_started', type: 'open', ...(context && { context }), user, subscribed };
  }
  if (deed.block === true) return { event: 'unsubscribed', user_id: customer.key };
  if (deed.block === false) return { event: 'subscribed', user };
  const tracking = bot.phone.note.get(`tracking/${customer.key}`);
  const travelling = typeof tracking === 'string' && { tracking_data: tracking };
  return { event: 'message', sender: user, message: { ...messageOf(bot, news), ...travelling }, silent: false };
}

function messageOf({ phone }: Bot, { deed, heard }: News): JsonObject {
  const { choice, location, contacts } = deed;
  if (choice) return { type: 'text', text: choice.id };
  if (location) return { type: 'location', location: { lat: location.latitude, lon: location.longitude } };
  const [card] = contacts ?? [];
  if (card) return { type: 'contact', contact: { name: card.name, phone_number: card.phone.replaceAll(' ', '') } };
  const { file } = heard;
  if (deed.sticker) return { type: 'sticker', sticker_id: 46_105 };
  if (!file) return { type: 'text', text: heard.text };
  const size = file.bytes.length;
  const media = `${phone.url}/media/${file.id}`;
  const caption = heard.content['caption'];
  if (deed.image) return { type: 'picture', media, ...(typeof caption === 'string' && { text: caption }) };
  if (deed.video) return { type: 'video', media, size, duration: 3 };
  return { type: 'file', media, file_name: file.filename ?? 'file.txt', file_size: size };
}

const WORDS = { delivered: 'delivered', read: 'seen', failed: 'failed' } as const;

/** The event for a status; Viber reports no sending. */
export function report(bot: Bot, { message, customer, tick }: StatusNews): Letter | undefined {
  if (tick.status === 'sent') return undefined;
  const event = WORDS[tick.status];
  if (!wants(bot, event)) return undefined;
  const why = tick.status === 'failed' && { desc: String(tick.code ?? 'failure') };
  return letterOf({ event, timestamp: tick.at, message_token: message.id, user_id: customer.key, ...why });
}
