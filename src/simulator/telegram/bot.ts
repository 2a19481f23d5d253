import type { JsonObject } from '../../base/json.ts';
import type { Phone } from '../phone/phone.ts';
import type { Settings } from '../phone/settings.ts';

/** Settings of phones on Telegram beyond the common ones. */
export type TelegramSettings = Settings & {
  /** Sends per second that the bot may make in all; 0, the default, is no limit (the real one is about 30). */
  perSecond: number;
  /** Seconds that a refused call is told to wait. */
  retryAfterS: number;
};

/** Where Telegram sends updates, as `setWebhook` said. */
export type Registration = { url: string; secret?: string; allowed?: readonly string[] };

/** One bot, with everything that Telegram knows about it. */
export type Bot = {
  phone: Phone;
  token: string;
  /** The part of the token before the colon. */
  id: string;
  username: string;
  name: string;
  settings: TelegramSettings;
  /** The secret of webhooks whose address was set by a control call. */
  secret: string;
  registration: Registration | undefined;
  lastError: { at: number; message: string } | undefined;
  /** Taps that nobody has answered yet: they turn on the person's screen. */
  turning: Set<string>;
  /** What each message has as its reaction. */
  reactions: Map<string, string>;
  nextMessage: () => number;
  nextUpdate: () => number;
  /** Ends the request for news that is held open, as Telegram does when another one comes. */
  endPoll: (() => void) | undefined;
};

/** What a bot is told about itself, and shows as the author of its messages. */
export function botUser({ id, name, username }: Bot): JsonObject {
  return { id: Number(id), is_bot: true, first_name: name, username };
}

const BLOCK = 1000;

/** Numbers begin at this many per second since here, so that a simulator without a state file repeats none either. */
const PER_SECOND = 20;
const SINCE = Date.UTC(2026, 0);

/**
 * Numbers that go up by one and never repeat, across restarts too: they are reserved in blocks, so that not each of
 * them has to be written down.
 */
export function createNumbers({ note, now }: Phone, name: string): () => number {
  const kept = note.get(name);
  let next = typeof kept === 'number' ? kept : 1 + Math.max(0, Math.floor(((now() - SINCE) * PER_SECOND) / 1000));
  let reserved = next;
  return () => {
    if (next >= reserved) {
      reserved = next + BLOCK;
      note.put(name, reserved);
    }
    return next++;
  };
}

/** The number of a message in its chat: its id here is `<chat>/<number>`. */
export function numberOf(message: string): number {
  return Number(message.slice(message.lastIndexOf('/') + 1));
}
