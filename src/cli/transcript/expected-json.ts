import { isObject, type JsonValue } from '../../base/json.ts';
import { formatPath } from '../../base/diagnostic.ts';
import { fillIn, matchesText, readExpectedText, type Values } from './expected-text.ts';

/** The first place where a value is not what was expected. */
export type Difference = { path: string; expected: string; came: string };

type Path = readonly (string | number)[];

/**
 * Holds a value against what a transcript expects of it: an object may have more members, a list may not have more
 * items, `null` also means that nothing is there, and a text may be a regular expression.
 */
export function differenceOf(
  expected: JsonValue,
  actual: JsonValue | undefined,
  values: Values,
  path: Path = [],
): Difference | undefined {
  if (typeof expected === 'string' && typeof actual === 'string') {
    const read = readExpectedText(expected);
    const fits = 'problem' in read ? fillIn(expected, values) === actual : matchesText(read, actual, values);
    return fits ? undefined : difference(path, fillIn(expected, values), actual);
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length) return difference(path, expected, actual);
    return firstOf(
      expected.map((item: JsonValue, at) => () => differenceOf(item, actual[at] as JsonValue, values, [...path, at])),
    );
  }
  if (isObject(expected) && isObject(actual)) {
    const members = Object.entries(expected);
    return firstOf(
      members.map(
        ([name, member]) =>
          () =>
            differenceOf(member ?? null, actual[name], values, [...path, name]),
      ),
    );
  }
  return (actual ?? null) === expected ? undefined : difference(path, expected, actual);
}

function firstOf(looks: readonly (() => Difference | undefined)[]): Difference | undefined {
  for (const look of looks) {
    const found = look();
    if (found) return found;
  }
  return undefined;
}

function difference(path: Path, expected: JsonValue, actual: JsonValue | undefined): Difference {
  const [wanted, came] = [expected, actual ?? null].map((value) => JSON.stringify(value));
  return { path: formatPath(path), expected: wanted ?? '', came: came ?? '' };
}

/** A value in whose texts placeholders are filled in. */
export function filledIn<Value extends JsonValue>(value: Value, values: Values): Value {
  const inside = (part: JsonValue | undefined): JsonValue | undefined => {
    if (typeof part === 'string') return fillIn(part, values);
    if (Array.isArray(part)) return part.map((item: JsonValue) => inside(item) ?? null);
    if (!isObject(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [name, inside(member)]));
  };
  return inside(value) as Value;
}
