import { canonicalJson, isObject } from '../../../base/json.ts';
import type { Filter } from './filter.ts';
import { asJson, asList, charactersOf, asNumber, asText } from './value.ts';

/** Filters for lists. A single value counts as a list of one. */
export const listFilters: Readonly<Record<string, Filter>> = {
  join: {
    title: 'Join',
    description: 'Writes the items one after the other with a text between (", " unless told).',
    examples: [{ template: '{{ "a,b" | split: "," | join: " e " }}', result: 'a e b' }],
    apply: (value, [between], { charge }) => {
      const texts = asList(value).map(asText);
      const sign = between === undefined ? ', ' : asText(between);
      charge(texts.reduce((sum, text) => sum + text.length + sign.length, 0));
      return texts.join(sign);
    },
  },
  first: {
    title: 'First item',
    description: 'Takes the first item.',
    examples: [{ template: '{{ "a,b" | split: "," | first }}', result: 'a' }],
    apply: (value) => asList(value)[0],
  },
  last: {
    title: 'Last item',
    description: 'Takes the last item.',
    examples: [{ template: '{{ "a,b" | split: "," | last }}', result: 'b' }],
    apply: (value) => asList(value).at(-1),
  },
  slice: {
    title: 'Part',
    description:
      'Takes items of a list or characters of a text: from where (negative counts from the end), how many (1 unless told).',
    examples: [
      { template: '{{ "Roma" | slice: 0, 3 }}', result: 'Rom' },
      { template: '{{ "Roma" | slice: -2, 2 }}', result: 'ma' },
    ],
    apply: (value, [from, count]) => {
      const whole = Array.isArray(value) ? (value as readonly unknown[]) : charactersOf(asText(value));
      const start = Math.trunc(asNumber(from) ?? 0);
      const begin = start < 0 ? Math.max(0, whole.length + start) : start;
      const part = whole.slice(begin, begin + Math.max(0, Math.trunc(asNumber(count) ?? 1)));
      return Array.isArray(value) ? part : part.join('');
    },
  },
  map: {
    title: 'One member of each',
    description: 'Takes one member of every item.',
    examples: [
      {
        template: '{{ vars.items | map: "name" | join }}',
        scope: { vars: { items: [{ name: 'pane' }, { name: 'latte' }] } },
        result: 'pane, latte',
      },
    ],
    apply: (value, [member]) => asList(value).map((item) => memberOf(item, asText(member))),
  },
  sort: {
    title: 'Sorted',
    description: 'Sorts the items, or sorts by one member of them; missing ones go last.',
    examples: [
      { template: '{{ "b,a" | split: "," | sort | join }}', result: 'a, b' },
      {
        template: '{{ vars.items | sort: "price" | map: "name" | join }}',
        scope: {
          vars: {
            items: [
              { name: 'pane', price: 3 },
              { name: 'latte', price: 2 },
            ],
          },
        },
        result: 'latte, pane',
      },
    ],
    apply: (value, [member]) => {
      const key = (item: unknown) => (member === undefined ? item : memberOf(item, asText(member)));
      return [...asList(value)].sort((left, right) => compare(key(left), key(right)));
    },
  },
  uniq: {
    title: 'Without repetitions',
    description: 'Drops repeated items.',
    examples: [{ template: '{{ "a,b,a" | split: "," | uniq | join }}', result: 'a, b' }],
    apply: (value) => {
      const seen = new Map(asList(value).map((item) => [canonicalJson(asJson(item)), item] as const));
      return [...seen.values()];
    },
  },
  reverse: {
    title: 'Reversed',
    description: 'Turns the order of the items round.',
    examples: [{ template: '{{ "a,b" | split: "," | reverse | join }}', result: 'b, a' }],
    apply: (value) => asList(value).toReversed(),
  },
};

function memberOf(item: unknown, name: string): unknown {
  return isObject(item) && Object.hasOwn(item, name) ? item[name] : undefined;
}

/** Missing ones last, numbers by size, the rest as texts by code point. */
function compare(left: unknown, right: unknown): number {
  const [leftGone, rightGone] = [left === undefined || left === null, right === undefined || right === null];
  if (leftGone || rightGone) return Number(leftGone) - Number(rightGone);
  const [leftNumber, rightNumber] = [asNumber(left), asNumber(right)];
  if (leftNumber !== undefined && rightNumber !== undefined) return leftNumber - rightNumber;
  const [leftText, rightText] = [asText(left), asText(right)];
  return leftText < rightText ? -1 : Number(leftText > rightText);
}
