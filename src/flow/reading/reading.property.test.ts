import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonValue } from '../../base/json.ts';
import { holdsAlways } from '../testing/fuzz.contract.ts';
import { readAmount } from './amount.ts';
import { readDate } from './date.ts';
import { readEmail } from './email.ts';
import { readJson } from './json.ts';
import { readPattern } from './pattern.ts';
import { readPhoneNumber } from './phone.ts';
import { readWhen } from './when.ts';

const clock = { at: Date.UTC(2026, 10, 22, 12), timeZone: 'Europe/Rome', language: 'it' };

const READERS: Readonly<Record<string, (text: string) => JsonValue | undefined>> = {
  amount: (text) => readAmount(text, { language: 'it', country: 'IT' }),
  date: (text) => readDate(text, clock),
  email: readEmail,
  json: readJson,
  pattern: (text) => readPattern(text, '(?P<word>\\w+)\\s*(?P<number>\\d+)?(?:a|b|ab)*$'),
  phone: (text) => readPhoneNumber(text, 'IT'),
  when: (text) => readWhen(text, clock),
};

const WORDS =
  "5 -1 12 . , ' ’ − 1.234 ,56 € $ kr euro mila EUR k ( ) / : + % @ a@b.it domani alle e mezza 15:30 pm marzo tra ore " +
  '{"a": [ ] } -0 1e999 "\\ud800" "__proto__":1 +39 🐦 ½ ١';
const FRAGMENTS = [...WORDS.split(' '), ' ', '\u00a0', '\n'];
const fragment = fc.constantFrom(...FRAGMENTS);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join(' ')),
  fc.json(),
);

for (const [name, read] of Object.entries(READERS))
  holdsAlways(`${name}: any text gives nothing, or the same value that a journal gives back`, anyText, {
    cases: 500,
    holds: (text) => {
      const value = read(text);
      assert.deepEqual(read(text), value);
      if (value !== undefined) assert.deepEqual(JSON.parse(JSON.stringify(value)), value);
    },
  });

/** Texts that are short to look at and long to read for a reader that goes back and forth. */
const LONG = [
  '1',
  '1.',
  "1'234",
  ' 1',
  '-',
  '€',
  'a',
  'a.',
  'a@',
  '@',
  ' ',
  '[',
  '{"a":',
  '0,',
  'domani ',
  'e mezza ',
  '(',
];

for (const [name, read] of Object.entries(READERS))
  test(`${name}: 100,000 characters are read or refused at once`, () => {
    for (const piece of LONG) {
      const text = piece.repeat(Math.ceil(100_000 / piece.length)).slice(0, 100_000);
      const began = performance.now();
      for (const each of [text, `${text}€`, `12 ${text}`]) read(each);
      assert.ok(performance.now() - began < 3000, `${JSON.stringify(piece)} takes too long`);
    }
  });

const sum = fc.record({
  cents: fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }),
  locale: fc.constantFrom('it-IT', 'en-US', 'de-DE', 'de-CH', 'fr-FR', 'es-MX', 'sv-SE', 'en-IN', 'pt-BR', 'pl-PL'),
  currency: fc.constantFrom('EUR', 'USD', 'GBP', 'CHF'),
});

holdsAlways('amount: what each country writes is read to the cent', sum, {
  cases: 500,
  holds: ({ cents, locale, currency }) => {
    const form = { style: 'currency', currency, currencyDisplay: 'code' } as const;
    const text = new Intl.NumberFormat(locale, form).format(cents / 100);
    const read = readAmount(text, { language: locale });
    assert.deepEqual([read?.value, read?.currency], [cents / 100 + 0, currency], text);
  },
});

const moment = fc.record({
  minutes: fc.integer({ min: 0, max: 50_000_000 }),
  locale: fc.constantFrom('it', 'en-GB', 'en-US'),
  timeZone: fc.constantFrom('Europe/Rome', 'America/New_York', 'Asia/Kolkata'),
});

holdsAlways('when: days and moments that each language writes are read', moment, {
  cases: 300,
  holds: ({ minutes, locale, timeZone }) => {
    const at = minutes * 60_000;
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
    const there = { ...clock, timeZone, language: locale };
    const written = (form: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, { ...form, timeZone }).format(at);
    assert.equal(readWhen(written({ dateStyle: 'long' }), there), local.toPlainDate().toString());
    const read = readWhen(written({ dateStyle: 'long', timeStyle: 'short' }), there) ?? '';
    assert.equal(
      Temporal.Instant.from(read).toZonedDateTimeISO(timeZone).toPlainDateTime().toString(),
      local.toPlainDateTime().toString(),
    );
  },
});
