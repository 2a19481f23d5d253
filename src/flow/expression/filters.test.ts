import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FILTERS, filters } from './filters.ts';
import { readMoment } from './filters/date.ts';
import { splitName } from './filters/name.ts';
import { parseNumber } from './filters/number.ts';
import { asNumber } from './filters/value.ts';
import { renderText, renderValue } from './template.ts';

const clock = { timeZone: 'Europe/Rome', at: 0, country: 'IT' };
const scope = {
  contact: {},
  vars: {
    items: [{ name: 'pane' }, { name: 'latte' }],
    mixed: [3, null, 'b', 10, 'a'],
    rows: [{ n: 2 }, {}, { n: 1 }],
    yes: true,
    empty: [],
  },
};
const render = (template: string, more: object = {}) => renderText(template, scope, { ...clock, ...more });
const value = (template: string, more: object = {}) => renderValue(template, scope, { ...clock, ...more });

for (const { name, title, description, examples } of FILTERS)
  for (const { template, scope: given = {}, result } of examples)
    test(`${name}: ${template} gives ${result}`, () => {
      assert.equal(renderText(template, given, clock), result);
      assert.ok(title.length > 0 && description.endsWith('.'));
      assert.ok(template.includes(`| ${name}`));
    });

test('every filter is in the list for the reference, once and with an example', () => {
  assert.deepEqual(FILTERS.map(({ name }) => name).toSorted(), Object.keys(filters).toSorted());
  assert.ok(FILTERS.every(({ examples }) => examples.length > 0));
});

for (const name of Object.keys(filters))
  test(`${name} takes odd values without an error`, () => {
    for (const odd of ['nil', 'vars.items', 'vars.mixed', '""', '-1', 'vars', 'true', '"\ud800"', '(1..3)'])
      for (const args of ['', ': nil', ': vars.items', ': -1, nil', ': "x", vars, 3'])
        render(`{{ ${odd} | ${name}${args} }}`);
  });

test('default keeps what is there', () => {
  assert.equal(
    render('{{ 0 | default: 1 }}{{ "x" | default: 1 }}{{ false | default: 2 }}{{ vars.empty | default: 3 }}'),
    '0x23',
  );
});

test('numbers come out as authors expect', () => {
  assert.equal(value('{{ 0.1 | plus: 0.2 }}'), 0.3);
  assert.equal(value('{{ -7 | modulo: 3 }}'), 2);
  assert.equal(value('{{ -2.5 | round }}'), -3);
  assert.equal(value('{{ 1.005 | round: 2 }}'), 1.01);
  assert.equal(value('{{ 1250 | round: -2 }}'), 1300);
  assert.equal(value('{{ "12" | times: "3" }}'), 36);
  assert.equal(value('{{ "x" | plus: 1 }}'), 1);
  assert.equal(value('{{ 5 | modulo: 0 }}'), null);
});

const NUMBERS: readonly [text: string, value: number | null, language?: string][] = [
  ['1234', 1234],
  ['-12', -12],
  ['+12', 12],
  ['1.234,50', 1234.5],
  ['1,234.50', 1234.5],
  ['1.234.567', 1234567],
  ['1,234,567', 1234567],
  ['1.234', 1234, 'it'],
  ['1.234', 1.234, 'en'],
  ['1,234', 1.234, 'it'],
  ['1,234', 1234, 'en-GB'],
  ['0.125', 0.125, 'it'],
  ['12,5', 12.5, 'en'],
  ['1 234,5', 1234.5],
  ["1'234", 1234],
  ['€ 12,50', 12.5],
  ['20%', 20],
  ['1.23.4', null],
  ['1..2', null],
  ['12a', null],
  ['', null],
  ['1e3', null],
  ['9'.repeat(30), null],
];

for (const [text, number, language] of NUMBERS)
  test(`"${text}"${language ? ` (${language})` : ''} is the number ${number}`, () => {
    assert.equal(parseNumber(text, language), number);
  });

test('number reads by the language given, and leaves numbers alone', () => {
  assert.equal(value('{{ "1.234" | number: "en" }}'), 1.234);
  assert.equal(value('{{ "1.234" | number }}', { language: 'it' }), 1234);
  assert.equal(value('{{ 7 | number }}'), 7);
});

test('identifiers are texts, not numbers', () => {
  assert.equal(asNumber('007'), undefined);
  assert.equal(asNumber('+393331234567'), undefined);
  assert.equal(asNumber('1234567890123456'), undefined);
  assert.equal(asNumber(Number.NaN), undefined);
  assert.equal(asNumber(' 12.50 '), 12.5);
});

test('lists are cut, sorted and made unique', () => {
  assert.deepEqual(value('{{ vars.mixed | sort }}'), [3, 10, 'a', 'b', null]);
  assert.deepEqual(value('{{ vars.rows | sort: "n" | map: "n" }}'), [1, 2, null]);
  assert.deepEqual(value('{{ vars.rows | map: "constructor" }}'), [null, null, null]);
  assert.deepEqual(value('{{ vars.mixed | slice: -2, 2 }}'), [10, 'a']);
  assert.equal(value('{{ "Roma" | slice: -2, 9 }}'), 'ma');
  assert.equal(value('{{ "Roma" | slice: -9 }}'), 'R');
  assert.equal(value('{{ "🙂🙂!" | slice: 1, 1 }}'), '🙂');
  assert.equal(value('{{ vars.yes | size }}'), 4);
  assert.equal(value('{{ vars.empty | first }}'), null);
  assert.deepEqual(value('{{ "" | split: "," }}'), []);
});

test('texts are cut between characters', () => {
  assert.equal(value('{{ "🙂🙂🙂🙂" | truncate: 3 }}'), '🙂🙂…');
  assert.equal(value('{{ "abcdef" | truncate: 4, "" }}'), 'abcd');
  assert.equal(value('{{ "abcdef" | truncate: 2, "....." }}'), '.....');
  assert.equal(value('{{ "abc" | truncate }}'), 'abc');
  assert.equal(value('{{ "a$&b" | replace_first: "a", "$&" }}'), '$&$&b');
  assert.equal(value('{{ "abc" | replace: "", "x" }}'), 'abc');
});

const MOMENT = Date.UTC(2026, 2, 5, 6, 7, 8, 9);

const DATES: readonly [template: string, text: string, language?: string][] = [
  [`{{ ${MOMENT} | date: "%Y-%m-%d %H:%M:%S.%L" }}`, '2026-03-05 07:07:08.009'],
  [`{{ ${MOMENT} | date: "%F %T %z %Z", "America/New_York" }}`, '2026-03-05 01:07:08 -0500 America/New_York'],
  [`{{ ${MOMENT} | date: "%-d/%-m/%y %I %p %e %j %u %s %%" }}`, '5/3/26 07 AM  5 064 4 1772690828 %'],
  [`{{ ${MOMENT} | date: "%A %-d %B", "UTC" }}`, 'giovedì 5 marzo', 'it'],
  [`{{ ${MOMENT} | date: "%a %b" }}`, 'Thu Mar', 'en'],
  [`{{ ${MOMENT} | date: "%B" }}`, 'March', 'not a tag!'],
  [`{{ ${MOMENT} | date }}`, '2026-03-05'],
  ['{{ "2026-03-05T23:30:00Z" | date: "%d %H" }}', '06 00'],
  ['{{ "2026-03-05T23:30" | date: "%d %H %p" }}', '05 23 PM'],
  ['{{ "2026-03-05 23:30:00+01:00" | date: "%H", "UTC" }}', '22'],
  ['{{ "2026-03-05" | date: "%d", "America/New_York" }}', '05'],
  ['{{ "05/03/2026" | date }}', '05/03/2026'],
  ['{{ "2026-13-45" | date }}', '2026-13-45'],
  ['{{ "2026-03-05" | date: "%d", "Mars/Olympus" }}', '2026-03-05'],
  ['{{ nil | date }}', ''],
  [`{{ ${MOMENT} | date: "%Q %" }}`, '%Q %'],
];

for (const [template, text, language] of DATES)
  test(`${template} is ${text}`, () => assert.equal(render(template, { language }), text));

test('names of months and days stay right for many languages', () => {
  for (let n = 0; n < 120; n++)
    assert.equal(render('{{ 0 | date: "%B" }}', { language: `en-x${String(n).padStart(3, '0')}` }), 'January');
});

test('a moment that no calendar holds is none', () => {
  assert.equal(readMoment(1e15, clock)?.year, 33658);
  assert.equal(readMoment(1e16, clock), undefined);
  assert.equal(readMoment({}, clock), undefined);
});

test('a phone number is written in the form asked for', () => {
  assert.equal(render('{{ "3331234567" | phone }}'), '+393331234567');
  assert.equal(render('{{ "+393331234567" | phone: "national" }}'), '333 123 4567');
  assert.equal(render('{{ "+393331234567" | phone: "international" }}'), '+39 333 123 4567');
  assert.equal(render('{{ "020 7946 0958" | phone: "E.164", "gb" }}'), '+442079460958');
  assert.equal(render('{{ "chiamami" | phone }}'), 'chiamami');
  assert.equal(render(`{{ "${'1'.repeat(80)}" | phone }}`), '1'.repeat(80));
  assert.equal(renderText('{{ "3331234567" | phone }}', {}, { timeZone: 'UTC', at: 0 }), '3331234567');
});

const NAMES: readonly [name: string, first: string, last: string][] = [
  ['Maria Rossi', 'Maria', 'Rossi'],
  ['Maria De Luca', 'Maria', 'De Luca'],
  ['Anna Maria della Valle', 'Anna Maria', 'della Valle'],
  ['Ludwig van Beethoven', 'Ludwig', 'van Beethoven'],
  ['Ursula von der Leyen', 'Ursula', 'von der Leyen'],
  ['Gian Marco Dal Pozzo', 'Gian Marco', 'Dal Pozzo'],
  ['Giuseppe Lo Presti', 'Giuseppe', 'Lo Presti'],
  ['Di Stefano', 'Di', 'Stefano'],
  ['Madonna', '', 'Madonna'],
  ['De Luca, Maria', 'Maria', 'De Luca'],
  ['…, Ada', '', 'Ada'],
  ['Ada Rossi, 🌸', 'Ada', 'Rossi'],
  ['  Ada   Rossi 🌸✨ ', 'Ada', 'Rossi'],
  ['★ Ada ★', '', 'Ada'],
  ['Dott.ssa Ada Rossi', 'Ada', 'Rossi'],
  ['Mr. Smith', '', 'Smith'],
  ["Gabriele D'Annunzio", 'Gabriele', "D'Annunzio"],
  ['Jean-Luc Picard', 'Jean-Luc', 'Picard'],
  ['李 小龙', '李', '小龙'],
  ['🙂', '', ''],
  ['', '', ''],
];

for (const [name, first, last] of NAMES)
  test(`"${name}" is "${first}" and "${last}"`, () => assert.deepEqual(splitName(name), { first, last }));
