import type { JsonObject } from '../../base/json.ts';
import type { Choice } from '../../message/content.ts';
import { objectAt, parseObject, textAt } from '../providers/reading.ts';

/** Longest text that travels with a message, in characters. */
const MAX = 4000;

/**
 * The text that travels with a message and comes back with what the person writes next: our key, and the titles of the
 * buttons by their ids, so that a tap is told from words. Without the titles where they would be too long.
 */
export function trackingOf(key: string, choices: readonly Choice[] = []): string {
  const titles = Object.fromEntries(choices.map(({ id, title }) => [id, title]));
  const whole = JSON.stringify({ key, choices: titles });
  return choices.length > 0 && whole.length <= MAX ? whole : JSON.stringify({ key });
}

/** The choice whose button wrote this text, by what travelled with the question. */
export function tapIn(message: JsonObject, text: string): { id: string; title: string } | undefined {
  const choices = objectAt(parseObject(textAt(message, 'tracking_data') ?? ''), 'choices');
  const title = choices && Object.hasOwn(choices, text) ? textAt(choices, text) : undefined;
  return title === undefined ? undefined : { id: text, title };
}
