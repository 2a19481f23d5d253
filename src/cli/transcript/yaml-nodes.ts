import { isAlias, isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { JsonObject, JsonValue } from '../../base/json.ts';

/** Notes what is wrong at a node; where there is none, at the entry that it is missing from. */
export type Report = (node: unknown, message: string) => void;

/** A text that is one: a number or a yes without quotes is not meant. */
export function textOf(value: unknown, report: Report): string | undefined {
  const content: unknown = isScalar(value) ? value.value : undefined;
  if (typeof content === 'string' && content.trim() !== '') return content;
  if (typeof content === 'number' || typeof content === 'boolean') {
    const source = isScalar(value) ? (value.source ?? String(content)) : String(content);
    return void report(value, `Write '${source}' with quotes: without them it is no text.`);
  }
  return void report(
    value,
    isAlias(value) ? 'Write the text itself: references are not followed.' : 'Write a text here.',
  );
}

/** One of some words. */
export function oneOf<Word extends string>(value: unknown, words: readonly Word[], report: Report): Word | undefined {
  const found = words.find((word) => isScalar(value) && value.value === word);
  if (found === undefined) report(value, `Write ${words.length > 1 ? 'one of ' : ''}${words.join(', ')} here.`);
  return found;
}

/** Any value that JSON can hold. */
export function jsonOf(value: unknown, report: Report): JsonValue | undefined {
  if (value === undefined) return null;
  if (isScalar(value)) {
    const content: unknown = value.value;
    if (content === null || ['string', 'boolean'].includes(typeof content)) return content as JsonValue;
    if (typeof content === 'number' && Number.isFinite(content)) return content;
    return void report(value, 'Write a text, a number, true, false or null.');
  }
  if (isSeq(value)) {
    const items = value.items.map((item) => jsonOf(item, report));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (isMap(value)) return objectOf(value, report);
  return void report(value, 'Write the value itself: references are not followed.');
}

/** A JSON object. */
export function objectOf(value: unknown, report: Report): JsonObject | undefined {
  if (!isMap(value)) return void report(value, 'Write names and values here: { name: value }.');
  const members = value.items.map(({ key, value: member }) => [nameOf(key), jsonOf(member, report)] as const);
  return members.every(([, member]) => member !== undefined) ? Object.fromEntries(members) : undefined;
}

/** An object of texts. */
export function textsOf(value: unknown, report: Report): Record<string, string> | undefined {
  if (!isMap(value)) return void report(value, 'Write names and texts here: { name: text }.');
  const members = value.items.map(({ key, value: member }) => [nameOf(key), textOf(member, report)] as const);
  if (!members.every(([, member]) => member !== undefined)) return undefined;
  return Object.fromEntries(members) as Record<string, string>;
}

/** The names of a mapping's members, in the order in which they stand. */
export function namesOf(map: YAMLMap): string[] {
  return map.items.map(({ key }) => nameOf(key));
}

/** A member's name as it is written. */
export function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

/** Reports a member that a mapping may not have; true where there is none. */
export function hasOnly(map: YAMLMap, known: readonly string[], report: Report): boolean {
  const stray = map.items.find(({ key }) => !known.includes(nameOf(key)));
  if (stray) report(stray.key, `"${nameOf(stray.key)}" means nothing here; known are ${listed(known)}.`);
  return !stray;
}

/** Names as a sentence lists them. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Where a node stands in its text. */
export function rangeOf(node: unknown): readonly number[] | null | undefined {
  return typeof node === 'object' && node !== null && 'range' in node ? (node.range as readonly number[]) : undefined;
}

/** A list of texts with at least so many; anything else is told as the problem. */
export function listOfTexts(value: unknown, report: Report, problem: string, least = 0): string[] | undefined {
  if (!isSeq(value) || value.items.length < least) return void report(value, problem);
  const texts = value.items.map((item) => textOf(item, report));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** What is made of a value, where there is one. */
export function defined<Value, Made>(value: Value | undefined, make: (value: Value) => Made): Made | undefined {
  return value === undefined ? undefined : make(value);
}
