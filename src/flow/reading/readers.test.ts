import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TemplateError } from '../expression/template.ts';
import { readEmail } from './email.ts';
import { readJson } from './json.ts';
import { readPattern } from './pattern.ts';
import { readPhoneNumber } from './phone.ts';

test('a pattern gives its named groups and the whole find', () => {
  const pattern = 'ordine (?P<number>\\d+)(?:-(?P<part>[A-Z]))?';
  assert.deepEqual(readPattern('ciao, ordine 123-B!', pattern), { match: 'ordine 123-B', number: '123', part: 'B' });
  assert.deepEqual(readPattern('ordine 123', pattern), { match: 'ordine 123', number: '123', part: null });
  assert.deepEqual(readPattern('ordine 9', '(?<number>\\d)'), { match: '9', number: '9' });
  assert.equal(readPattern('ordine', pattern), undefined);
});

test('a group called "match" gives way to the whole find', () => {
  assert.deepEqual(readPattern('ab', '(?P<match>a)b'), { match: 'ab' });
});

test('a pattern that is none, or is too long, says so', () => {
  assert.throws(() => readPattern('x', '(?=x)'), TemplateError);
  assert.throws(() => readPattern('x', 'x'.repeat(1001)), TemplateError);
});

test('more patterns than are kept work all the same', () => {
  for (let number = 0; number < 520; number++) assert.ok(readPattern(`n${number}`, `^n${number}$`));
});

test('JSON of every kind is read', () => {
  for (const value of [null, true, 1.5, 'x', [], {}, [1, { a: [null] }]])
    assert.deepEqual(readJson(` ${JSON.stringify(value)}\n`), value);
});

test('JSON that a journal could not give back is read so that it can, or not at all', () => {
  assert.ok(Object.is(readJson('-0'), 0));
  assert.equal(readJson('"a\\ud800"'), 'a\ufffd');
  assert.deepEqual(readJson('{"\\ud800":1}'), { '\ufffd': 1 });
  assert.equal(readJson('[1e999]'), undefined);
  assert.deepEqual(Object.keys(readJson('{"__proto__":{"a":1}}') as object), ['__proto__']);
});

test('what is no JSON, or too much of it, is not read', () => {
  for (const text of ['', '{', '{a:1}', "{'a':1}", '1 2', 'undefined', '```json\n{}\n```'])
    assert.equal(readJson(text), undefined);
  assert.notEqual(readJson('['.repeat(32) + ']'.repeat(32)), undefined);
  assert.equal(readJson('['.repeat(33) + ']'.repeat(33)), undefined);
  assert.notEqual(readJson(`[${'0,'.repeat(9998)}0]`), undefined);
  assert.equal(readJson(`[${'0,'.repeat(9999)}0]`), undefined);
  assert.equal(readJson(`"${'x'.repeat(200_000)}"`), undefined);
});

const ADDRESSES: readonly [text: string, address: string | undefined][] = [
  ['ada@example.it', 'ada@example.it'],
  ['Scrivimi a <Ada.Rossi+x@Mail.Example.IT>!', 'ada.rossi+x@mail.example.it'],
  ['mailto:ada@example.it, grazie', 'ada@example.it'],
  ['ada@example.it o ADA@example.it', 'ada@example.it'],
  ['ada@example.it o eva@example.it', undefined],
  ['ada@example', undefined],
  ['ada@@example.it', undefined],
  ['ada chiocciola example.it', undefined],
  [`${'a'.repeat(65)}@example.it`, undefined],
  [`ada@example.it ${' '.repeat(2000)}`, undefined],
];

for (const [text, address] of ADDRESSES)
  test(`"${text.slice(0, 40)}" holds ${address ?? 'no address'}`, () => {
    assert.equal(readEmail(text), address);
  });

test('a phone number tells its country and what it is good for', () => {
  assert.deepEqual(readPhoneNumber('333 123 4567', 'IT'), {
    e164: '+393331234567',
    national: '333 123 4567',
    country: 'IT',
    kind: 'mobile',
  });
  const kinds = [
    '+390236571234',
    '+4915112345678',
    '+493012345678',
    '+12125550123',
    '+39800123456',
    '+80012345678',
    '+49100000000',
  ];
  assert.deepEqual(
    kinds.map((text) => [readPhoneNumber(text)?.country, readPhoneNumber(text)?.kind]),
    [
      ['IT', 'landline'],
      ['DE', 'mobile'],
      ['DE', 'landline'],
      ['US', 'either'],
      ['IT', 'special'],
      [undefined, 'special'],
      ['DE', 'unknown'],
    ],
  );
});

test('what could not be called is no phone number', () => {
  for (const text of ['', 'boh', '12', '+39 333', '333 123 4567 '.repeat(10)])
    assert.equal(readPhoneNumber(text, 'IT'), undefined);
  assert.equal(readPhoneNumber('333 123 4567'), undefined);
});
