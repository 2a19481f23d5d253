import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAmount, type AmountPlace } from './amount.ts';
import { readCurrency } from './currency.ts';

const it: AmountPlace = { language: 'it', country: 'IT' };
const en: AmountPlace = { language: 'en', country: 'US' };

/** A text, and the exact decimal and currency that it holds. */
const SUMS: readonly [text: string, sum: string, place?: AmountPlace][] = [
  ['1.234,56 €', '1234.56 EUR'],
  ['€ 1.234,56', '1234.56 EUR'],
  ['€1.234,56', '1234.56 EUR'],
  ['1,234.56 USD', '1234.56 USD'],
  ['USD 1,234.56', '1234.56 USD'],
  ['12 euro', '12 EUR'],
  ['12 EURO.', '12 EUR'],
  ['12 Eur', '12 EUR'],
  ['12', '12'],
  ['12,50', '12.50'],
  ['12.50!', '12.50'],
  ['0,10 €', '0.10 EUR'],
  ['007', '7'],
  ['1.234', '1234'],
  ['1.234', '1.234', en],
  ['1,234', '1.234'],
  ['1,234', '1234', en],
  ['1.234 €', '1234 EUR', { language: 'de', country: 'DE' }],
  ['1.234', '1.234', { language: 'en', country: 'IT' }],
  ['1.234', '1234', { language: 'it', country: 'US' }],
  ['1.234', '1.234', { language: 'it', country: 'CH' }],
  ['1.234', '1.234', { language: 'it-CH', country: 'IT' }],
  ['1.234', '1234', { language: 'es-ES', country: 'MX' }],
  ['1.234', '1.234', { language: 'ja' }],
  ['1.234', '1234', {}],
  ['0.500', '0.500'],
  ['1234.567', '1234.567'],
  ['1.234.567', '1234567', en],
  ['1,234,567', '1234567'],
  ['1,23,456.50', '123456.50'],
  ['1.234,567', '1234.567'],
  ['1 234,56 €', '1234.56 EUR'],
  ['1\u00a0234\u202f567,00\u00a0€', '1234567.00 EUR'],
  ["CHF 1'250.-", '1250 CHF'],
  ['1’250.50 Fr.', '1250.50 CHF'],
  ['12,- €', '12 EUR'],
  ['-12 €', '-12 EUR'],
  ['- 12', '-12'],
  ['−12,50 €', '-12.50 EUR'],
  ['€ -12', '-12 EUR'],
  ['-€12', '-12 EUR'],
  ['EUR -12', '-12 EUR'],
  ['+12 €', '12 EUR'],
  ['-0', '0'],
  ['saldo: -12 euro', '-12 EUR'],
  ['-$5', '-5 USD'],
  ['$5', '5 USD', it],
  ['$5', '5 CAD', { language: 'en', country: 'CA' }],
  ['US$5', '5 USD', { language: 'en', country: 'CA' }],
  ['100 kr', '100 SEK', { language: 'sv', country: 'SE' }],
  ['¥ 500', '500 JPY'],
  ['£9.99', '9.99 GBP', en],
  ['€ 12 EUR', '12 EUR'],
  ['Ho un budget di 1.500 euro al mese, grazie', '1500 EUR'],
  ['circa 300€', '300 EUR'],
  ['50€/mese', '50 EUR'],
  ['€ 50/mese', '50 EUR'],
  ['about $500, maybe', '500 USD', en],
  ['(12 euro)', '12 EUR'],
  ['999999999999999', '999999999999999'],
];

for (const [text, sum, place = it] of SUMS)
  test(`"${text}" (${place.language ?? ''}-${place.country ?? ''}) is ${sum}`, () => {
    const [exact = '', currency] = sum.split(' ');
    const expected = { value: Number(exact), ...(currency === undefined ? {} : { currency }), text: exact };
    assert.deepEqual(readAmount(text, place), expected);
  });

const NO_SUMS = [
  '',
  'boh',
  'duecento euro',
  '10 o 20 euro',
  '25/12/2026',
  '12 rate da 100 €',
  '12 kg',
  '12kg',
  '12%',
  '% 12',
  'A12',
  '#12 euro',
  'n. 12',
  'circa 300',
  '5 mila euro',
  '€ 5 mila',
  '$5 million',
  '$5k',
  '50 euro cents',
  '(12,50)',
  'prezzo - 12 euro',
  'prezzo-12 euro',
  'prezzo-€12',
  '300 € per 2 mesi',
  '12 € e ½',
  '12 5000 €',
  "1,234'5",
  '€ 12 USD',
  '100 kr',
  '12 all',
  '1.234.56',
  '1,2,3',
  '12.3456.7',
  '12 ½ €',
  '١٢ €',
  '9999999999999999',
  '0,1234567890123456',
  `${'a '.repeat(300)}12 €`,
];

for (const text of NO_SUMS)
  test(`"${text.slice(0, 30)}" is no sum`, () => {
    assert.equal(readAmount(text, it), undefined);
  });

test('the exact decimal survives where a binary fraction would not', () => {
  const [one, two] = [readAmount('0,10 €', it), readAmount('0,20 €', it)];
  assert.notEqual((one?.value ?? 0) + (two?.value ?? 0), 0.3);
  assert.deepEqual([one?.text, two?.text], ['0.10', '0.20']);
});

test('a code counts in large letters only, and what every object has is no currency', () => {
  assert.deepEqual(
    ['ALL', 'all', 'usd', 'constructor', '', '€', '$'].map((word) => readCurrency(word)),
    ['ALL', undefined, 'USD', undefined, undefined, 'EUR', 'USD'],
  );
  assert.equal(readCurrency('dollari', 'au'), 'AUD');
});
