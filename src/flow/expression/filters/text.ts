import type { Filter, FilterTools } from './filter.ts';
import { asNumber, asText, charactersOf } from './value.ts';

/** Filters for texts. */
export const textFilters: Readonly<Record<string, Filter>> = {
  upcase: {
    description: 'Makes all letters large.',
    example: ['{{ "ciao" | upcase }}', 'CIAO'],
    apply: (value) => asText(value).toUpperCase(),
  },
  downcase: {
    description: 'Makes all letters small.',
    example: ['{{ "CIAO" | downcase }}', 'ciao'],
    apply: (value) => asText(value).toLowerCase(),
  },
  capitalize: {
    description: 'Makes the first letter large and the others small.',
    example: ['{{ "mARIA" | capitalize }}', 'Maria'],
    apply: (value) => {
      const [first = '', ...rest] = asText(value);
      return first.toUpperCase() + rest.join('').toLowerCase();
    },
  },
  strip: {
    description: 'Removes blanks at both ends.',
    example: ['{{ "  ciao " | strip }}', 'ciao'],
    apply: (value) => asText(value).trim(),
  },
  append: {
    description: 'Puts a text after it.',
    example: ['{{ "Maria" | append: "!" }}', 'Maria!'],
    apply: (value, [more]) => asText(value) + asText(more),
  },
  prepend: {
    description: 'Puts a text before it.',
    example: ['{{ "Maria" | prepend: "Sig.ra " }}', 'Sig.ra Maria'],
    apply: (value, [more]) => asText(more) + asText(value),
  },
  replace: {
    description: 'Replaces every occurrence of a text by another.',
    example: ['{{ "a-b-c" | replace: "-", " " }}', 'a b c'],
    apply: (value, [search, by], tools) => replaceAll(asText(value), [asText(search), asText(by)], tools),
  },
  replace_first: {
    description: 'Replaces the first occurrence of a text by another.',
    example: ['{{ "a-b-c" | replace_first: "-", " " }}', 'a b-c'],
    apply: (value, [search, by]) => asText(value).replace(asText(search), () => asText(by)),
  },
  remove: {
    description: 'Removes every occurrence of a text.',
    example: ['{{ "06 123 456" | remove: " " }}', '06123456'],
    apply: (value, [search], tools) => replaceAll(asText(value), [asText(search), ''], tools),
  },
  truncate: {
    description: 'Cuts a text to a number of characters (50 unless told), the ending (… unless told) included.',
    example: ['{{ "Buongiorno a tutti" | truncate: 11 }}', 'Buongiorno…'],
    apply: (value, [length, ending]) =>
      truncate(asText(value), asNumber(length) ?? 50, ending === undefined ? '…' : asText(ending)),
  },
  split: {
    description: 'Cuts a text into a list at every occurrence of a separator.',
    example: ['{{ "a,b" | split: "," | last }}', 'b'],
    apply: (value, [separator], { charge }) => {
      const text = asText(value);
      charge(text.length * 8);
      return text === '' ? [] : text.split(asText(separator));
    },
  },
  escape: {
    description: 'Makes a text safe inside HTML.',
    example: ['{{ "<b>" | escape }}', '&lt;b&gt;'],
    apply: (value) => asText(value).replace(/[&<>"']/g, (sign) => HTML_SIGNS[sign] ?? sign),
  },
  url_encode: {
    description: 'Makes a text safe inside a web address.',
    example: ['{{ "caffè nero" | url_encode }}', 'caff%C3%A8%20nero'],
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
