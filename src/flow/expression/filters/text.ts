import type { Filter, FilterTools } from './filter.ts';
import { asNumber, asText, charactersOf } from './value.ts';

/** Filters for texts. */
export const textFilters: Readonly<Record<string, Filter>> = {
  upcase: {
    title: 'Upper case',
    description: 'Makes all letters large.',
    examples: [{ template: '{{ "ciao" | upcase }}', result: 'CIAO' }],
    apply: (value) => asText(value).toUpperCase(),
  },
  downcase: {
    title: 'Lower case',
    description: 'Makes all letters small.',
    examples: [{ template: '{{ "CIAO" | downcase }}', result: 'ciao' }],
    apply: (value) => asText(value).toLowerCase(),
  },
  capitalize: {
    title: 'Capitalised',
    description: 'Makes the first letter large and the others small.',
    examples: [{ template: '{{ "mARIA" | capitalize }}', result: 'Maria' }],
    apply: (value) => {
      const [first = '', ...rest] = asText(value);
      return first.toUpperCase() + rest.join('').toLowerCase();
    },
  },
  strip: {
    title: 'Without blanks at the ends',
    description: 'Removes blanks at both ends.',
    examples: [{ template: '{{ "  ciao " | strip }}', result: 'ciao' }],
    apply: (value) => asText(value).trim(),
  },
  append: {
    title: 'With a text after',
    description: 'Puts a text after it.',
    examples: [{ template: '{{ "Maria" | append: "!" }}', result: 'Maria!' }],
    apply: (value, [more]) => asText(value) + asText(more),
  },
  prepend: {
    title: 'With a text before',
    description: 'Puts a text before it.',
    examples: [{ template: '{{ "Maria" | prepend: "Sig.ra " }}', result: 'Sig.ra Maria' }],
    apply: (value, [more]) => asText(more) + asText(value),
  },
  replace: {
    title: 'Replace all',
    description: 'Replaces every occurrence of a text by another.',
    examples: [{ template: '{{ "a-b-c" | replace: "-", " " }}', result: 'a b c' }],
    apply: (value, [search, by], tools) => replaceAll(asText(value), [asText(search), asText(by)], tools),
  },
  replace_first: {
    title: 'Replace the first',
    description: 'Replaces the first occurrence of a text by another.',
    examples: [{ template: '{{ "a-b-c" | replace_first: "-", " " }}', result: 'a b-c' }],
    apply: (value, [search, by]) => asText(value).replace(asText(search), () => asText(by)),
  },
  remove: {
    title: 'Remove',
    description: 'Removes every occurrence of a text.',
    examples: [{ template: '{{ "06 123 456" | remove: " " }}', result: '06123456' }],
    apply: (value, [search], tools) => replaceAll(asText(value), [asText(search), ''], tools),
  },
  truncate: {
    title: 'Cut to a length',
    description: 'Cuts a text to a number of characters (50 unless told), the ending (… unless told) included.',
    examples: [{ template: '{{ "Buongiorno a tutti" | truncate: 11 }}', result: 'Buongiorno…' }],
    apply: (value, [length, ending]) =>
      truncate(asText(value), asNumber(length) ?? 50, ending === undefined ? '…' : asText(ending)),
  },
  split: {
    title: 'Split into a list',
    description: 'Cuts a text into a list at every occurrence of a separator.',
    examples: [{ template: '{{ "a,b" | split: "," | last }}', result: 'b' }],
    apply: (value, [separator], { charge }) => {
      const text = asText(value);
      charge(text.length * 8);
      return text === '' ? [] : text.split(asText(separator));
    },
  },
  escape: {
    title: 'Safe in HTML',
    description: 'Makes a text safe inside HTML.',
    examples: [{ template: '{{ "<b>" | escape }}', result: '&lt;b&gt;' }],
    apply: (value) => asText(value).replace(/[&<>"']/g, (sign) => HTML_SIGNS[sign] ?? sign),
  },
  url_encode: {
    title: 'Safe in a web address',
    description: 'Makes a text safe inside a web address.',
    examples: [{ template: '{{ "caffè nero" | url_encode }}', result: 'caff%C3%A8%20nero' }],
    apply: (value) => encodeURIComponent(asText(value).toWellFormed()),
  },
};

const HTML_SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function replaceAll(text: string, [search, by]: readonly [string, string], { charge }: FilterTools): string {
  if (search === '') return text;
  const parts = text.split(search);
  charge(text.length + (parts.length - 1) * by.length);
  return parts.join(by);
}

function truncate(text: string, length: number, ending: string): string {
  const characters = charactersOf(text);
  if (characters.length <= length) return text;
  const kept = Math.max(0, Math.floor(length) - charactersOf(ending).length);
  return characters.slice(0, kept).join('') + ending;
}
