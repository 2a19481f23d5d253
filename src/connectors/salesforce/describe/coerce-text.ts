import type { JsonValue } from '../../../base/json.ts';
import { nameOf, wrong, type Coerced, type Reading } from './coerced.ts';
import { cutText } from './cut-text.ts';
import type { FieldDescribe } from './object-describe.ts';

/** Texts of every kind: trimmed, in the form that their field takes, and not longer than it. */
export function coerceText(field: FieldDescribe, value: JsonValue, { onTooLong }: Reading): Coerced {
  const text = plainText(value);
  if (text === undefined) return wrong(field, value, 'a text');
  const formed = form(field, text);
  if (formed === undefined) return wrong(field, value, WANTED[field.type] ?? 'a text');
  if (!field.length || formed.length <= field.length) return { value: formed };
  // Half a number, address or link is worse than none.
  if (onTooLong === 'cut' && !(field.type in WANTED)) return { value: cutText(formed, field.length) };
  return {
    problem: {
      code: 'too-long',
      message: `${nameOf(field)} takes at most ${field.length} characters, and this has ${formed.length}.`,
      fix: 'Shorten it (filter truncate), or let the step cut what is too long (options, onTooLong: cut).',
    },
  };
}

const WANTED: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  phone: 'a phone number',
  url: 'a link',
};

/** A value as a text: lists of plain values with commas between them; undefined where it has none. */
export function plainText(value: JsonValue): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return undefined;
  const parts = value.map((part: JsonValue) => (typeof part === 'object' ? undefined : plainText(part)));
  return parts.every((part) => part !== undefined) ? parts.join(', ') : undefined;
}

// Every control character but tab and line ends: the org refuses or drops them.
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

function form({ type }: FieldDescribe, given: string): string | undefined {
  const text = given.toWellFormed().replace(CONTROLS, '');
  if (type === 'textarea') return text.replace(/\r\n?/g, '\n').trim();
  const line = text.replace(/\s*[\r\n\t]+\s*/gu, ' ').trim();
  if (type === 'email') return readEmail(line);
  if (type === 'url') return readUrl(line);
  if (type === 'phone') return line.replace(/^(?:tel|whatsapp|sms):/i, '').trim();
  return line;
}

/** The shape that the org asks for: one @, a name without spaces before it, a domain with a dot behind it. */
function readEmail(text: string): string | undefined {
  const address = text
    .replace(/^mailto:/i, '')
    .replace(/^<|>$/g, '')
    .trim();
  return /^[^\s@<>(),;:"[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}]{2,}$/u.test(address)
    ? address
    : undefined;
}

function readUrl(text: string): string | undefined {
  if (/\s/u.test(text)) return undefined;
  if (/^[a-z][a-z0-9+.-]*:\S+$/i.test(text) && !/^[\w.-]+:\d+(?:\/|$)/.test(text)) return text;
  return /^[^/@]+\.[^/@.]{2,}(?:[:/?#]|$)/.test(text) ? `https://${text}` : undefined;
}
