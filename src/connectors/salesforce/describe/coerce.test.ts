import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { casesOf } from '../../../base/testing/cases.contract.ts';
import { Failure } from '../../../base/failure.ts';
import type { JsonValue } from '../../../base/json.ts';
import { coerceFields, type CoerceSettings } from './coerce.ts';
import { readDescribe, type ObjectDescribe } from './object-describe.ts';

const SETTINGS: CoerceSettings = { timeZone: 'Europe/Rome', onTooLong: 'fail' };

const WORDS = { createable: true, updateable: true, nillable: true };

function field(name: string, type: string, more: object = {}): object {
  return { name, label: name, type, ...WORDS, ...more };
}

const values = (...list: [value: string, label?: string][]) =>
  list.map(([value, label = value]) => ({ value, label, active: true, defaultValue: false, validFor: null }));

const LEAD = describing([
  field('Name', 'string', { createable: false, updateable: false, nameField: true, length: 121 }),
  field('FirstName', 'string', { length: 40 }),
  field('LastName', 'string', { length: 80, nillable: false }),
  field('Company', 'string', { length: 20 }),
  field('Description', 'textarea', { length: 32_000 }),
  field('Phone', 'phone', { length: 40 }),
  field('Email', 'email', { length: 80 }),
  field('Website', 'url', { length: 255 }),
  field('Birthday__c', 'date'),
  field('Call_at__c', 'datetime'),
  field('Opens__c', 'time'),
  field('Rooms__c', 'int', { digits: 3 }),
  field('Budget__c', 'currency', { precision: 8, scale: 2 }),
  field('Share__c', 'percent', { precision: 5, scale: 2 }),
  field('Consent__c', 'boolean', { nillable: false }),
  field('LeadSource', 'picklist', { picklistValues: values(['Web'], ['Phone Inquiry', 'Telefono']) }),
  field('Stage__c', 'picklist', {
    restrictedPicklist: true,
    picklistValues: values(['New', 'Nuovo'], ['Won', 'Vinto']),
  }),
  field('Interests__c', 'multipicklist', {
    restrictedPicklist: true,
    picklistValues: values(['sea', 'Mare'], ['snow', 'Neve']),
  }),
  field('OwnerId', 'reference', { referenceTo: ['User', 'Group'], relationshipName: 'Owner' }),
]);

function describing(fields: readonly object[]): ObjectDescribe {
  const describe = readDescribe({ name: 'Lead', label: 'Lead', fields: fields as never[] });
  assert.ok(describe);
  return describe;
}

const one = (name: string, value: JsonValue, settings: Partial<CoerceSettings> = {}) =>
  coerceFields(LEAD, { [name]: value }, { ...SETTINGS, ...settings })[name];

/** The documented table: what a flow gives, and what the org gets. */
const RULES: readonly [name: string, given: JsonValue, sent: JsonValue][] = [
  ['Phone', '+393331234567', '+393331234567'],
  ['Phone', ' tel:+39 06 1234 ', '+39 06 1234'],
  ['Phone', 393331234567, '393331234567'],
  ['Email', ' <mailto@acme.it> ', 'mailto@acme.it'],
  ['Email', 'mailto:Ada@Acme.it', 'Ada@Acme.it'],
  ['Website', 'acme.it/chi-siamo', 'https://acme.it/chi-siamo'],
  ['Website', 'http://acme.it', 'http://acme.it'],
  ['Birthday__c', '2026-11-22', '2026-11-22'],
  ['Birthday__c', '22/11/2026', '2026-11-22'],
  ['Birthday__c', '22.11.26 ore 15', '2026-11-22'],
  ['Birthday__c', '22 novembre 2026', '2026-11-22'],
  ['Birthday__c', '2026-11-22T23:30:00Z', '2026-11-23'],
  ['Call_at__c', '22.11.26 ore 15', '2026-11-22T14:00:00.000Z'],
  ['Call_at__c', '2026-11-22T15:00:00+0200', '2026-11-22T13:00:00.000Z'],
  ['Call_at__c', 'July 1, 2026 at 3:30 pm', '2026-07-01T13:30:00.000Z'],
  ['Call_at__c', '2026-11-22', '2026-11-21T23:00:00.000Z'],
  ['Call_at__c', 1_795_000_000_000, '2026-11-18T11:06:40.000Z'],
  ['Opens__c', '9.30', '09:30:00.000Z'],
  ['Budget__c', '1.234,56', 1234.56],
  ['Budget__c', '1,234.56', 1234.56],
  ['Budget__c', '€ 1.000', 1000],
  ['Budget__c', '0.125', 0.13],
  ['Share__c', '12,5 %', 12.5],
  ['Rooms__c', '3', 3],
  ['Consent__c', 'Sì', true],
  ['Consent__c', 'vero', true],
  ['Consent__c', 1, true],
  ['Consent__c', 'no', false],
  ['LeadSource', 'telefono', 'Phone Inquiry'],
  ['LeadSource', 'WEB', 'Web'],
  ['LeadSource', 'WhatsApp', 'WhatsApp'],
  ['Stage__c', 'Vinto', 'Won'],
  ['Interests__c', ['Mare', 'snow'], 'sea;snow'],
  ['Interests__c', 'neve; mare;neve', 'snow;sea'],
  ['Company', ' Acme\nS.p.A. ', 'Acme S.p.A.'],
  ['Description', ' one\r\ntwo ', 'one\ntwo'],
  ['Description', ['a', 1, true], 'a, 1, true'],
  ['OwnerId', '005xx0000000001AAA', '005xx0000000001AAA'],
  ['Unknown__c', ' as it is ', ' as it is '],
  ['Phone', null, null],
];

const GUIDE = readFileSync(new URL('../../../../docs/guide/salesforce-mapping.md', import.meta.url), 'utf8');

test('the guide has every rule of the table', () => {
  const cell = (value: JsonValue): string => `\`${JSON.stringify(value)}\``;
  const lines = GUIDE.split('\n').map((line) => line.replace(/ +/g, ' '));
  for (const [name, given, sent] of RULES) {
    const tail = `| ${cell(given)} | ${cell(sent)} |`.replace(/ +/g, ' ');
    assert.ok(
      lines.some((line) => line.endsWith(tail)),
      `${name}: ${tail}`,
    );
  }
});

for (const [name, given, sent] of RULES) {
  test(`${name} takes ${JSON.stringify(given)} as ${JSON.stringify(sent)}`, () => {
    assert.deepEqual(one(name, given), sent);
    assert.deepEqual(one(name, sent), sent, 'the same again changes nothing');
  });
}

const NAMES: readonly [whole: string, first: string | undefined, last: string][] = [
  ['Mario Rossi', 'Mario', 'Rossi'],
  ['Maria Grazia De Luca', 'Maria Grazia', 'De Luca'],
  ["anna d'angelo", 'Anna', "D'Angelo"],
  ['GIANLUCA DALLA CHIESA', 'Gianluca', 'Dalla Chiesa'],
  ['🌸 Giulia Di Maio 🌸', 'Giulia', 'Di Maio'],
  ['Dott.ssa Elena Bianchi', 'Elena', 'Bianchi'],
  ['Rossi, Mario', 'Mario', 'Rossi'],
  ['Madonna', undefined, 'Madonna'],
  ['De Luca', undefined, 'De Luca'],
  ['🌸', undefined, '🌸'],
];

for (const [whole, first, last] of NAMES) {
  test(`the whole name ${whole} is split`, () => {
    const sent = coerceFields(LEAD, { Name: whole }, SETTINGS);
    assert.deepEqual(sent, { LastName: last, ...(first === undefined ? {} : { FirstName: first }) });
    assert.deepEqual(coerceFields(LEAD, sent, SETTINGS), sent);
  });
}

const REFUSED: readonly [name: string, given: JsonValue, code: string][] = [
  ['Email', 'ada@acme', 'wrong-type'],
  ['Website', 'not a link', 'wrong-type'],
  ['Birthday__c', '31/02/2026', 'wrong-type'],
  ['Birthday__c', '11/22/2026', 'wrong-type'],
  ['Rooms__c', '2,5', 'wrong-type'],
  ['Rooms__c', 1000, 'out-of-range'],
  ['Budget__c', 'molto', 'wrong-type'],
  ['Consent__c', 'forse', 'wrong-type'],
  ['Stage__c', 'Vino', 'not-in-picklist'],
  ['Interests__c', ['Mare', 'Lago'], 'not-in-picklist'],
  ['Company', 'A name of more than twenty letters', 'too-long'],
  ['Phone', '1'.repeat(41), 'too-long'],
  ['OwnerId', 7, 'wrong-type'],
];

for (const [name, given, code] of REFUSED) {
  test(`${name} refuses ${JSON.stringify(given)}`, () => {
    assert.throws(
      () => one(name, given),
      (error: unknown) => {
        assert.ok(error instanceof Failure);
        assert.equal(error.code, 'invalid');
        assert.deepEqual(error.data.fields, [name]);
        assert.deepEqual(error.data.details, { problems: [{ field: name, code }] });
        return true;
      },
    );
  });
}

test('a refusal names the nearest values of a restricted picklist, as people see them', () => {
  assert.throws(() => one('Stage__c', 'Vino'), /Perhaps: .*Vinto/);
});

test('a long text is cut at a grapheme, where the author wants that; a phone number never is', () => {
  const family = '👨‍👩‍👧‍👦';
  assert.equal(one('Company', `Acme e figli ${family}${family}`, { onTooLong: 'cut' }), 'Acme e figli…');
  assert.equal(one('Company', 'x'.repeat(21), { onTooLong: 'cut' }), `${'x'.repeat(19)}…`);
  assert.throws(() => one('Phone', '1'.repeat(41), { onTooLong: 'cut' }), Failure);
});

test('blank values are left out, null empties, and the author may say what stands in for a blank', () => {
  assert.deepEqual(coerceFields(LEAD, { LastName: 'Rossi', Company: ' ', Phone: '', Email: null }, SETTINGS), {
    LastName: 'Rossi',
    Email: null,
  });
  const settings = { ...SETTINGS, whenEmpty: { Company: 'Privato' } };
  assert.deepEqual(coerceFields(LEAD, { company: ' ' }, settings), { company: 'Privato' });
  assert.deepEqual(coerceFields(LEAD, {}, settings), { Company: 'Privato' });
  assert.deepEqual(coerceFields(LEAD, { Company: 'Acme' }, settings), { Company: 'Acme' });
});

test('names of fields count in any case, and a parent by External ID stays as it is', () => {
  const parent = { Account: { Code__c: '77' } };
  assert.deepEqual(coerceFields(LEAD, { birthday__C: '22/11/2026', ...parent }, SETTINGS), {
    birthday__C: '2026-11-22',
    ...parent,
  });
});

test('whatever is given, coercion gives fields that it leaves as they are, or fails as invalid', () => {
  const spoken = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '22/11/26 ore 9',
      '1.000,5',
      'sì',
      '2026-02-30',
      'DOTT. DE',
      ',',
      "D'",
      '12:61',
      '🌸 a',
      'Rossi, ',
      'Sig.',
    ),
    fc.double(),
    fc.boolean(),
    fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 3 }),
    fc.constant(null),
    fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
  );
  const names = LEAD.fields.map(({ name }) => name);
  const record = fc.dictionary(fc.constantFrom(...names), spoken, { maxKeys: 5 });
  fc.assert(
    fc.property(record, fc.constantFrom('fail', 'cut'), (given, onTooLong) => {
      const settings = { ...SETTINGS, onTooLong } as const;
      let once;
      try {
        once = coerceFields(LEAD, JSON.parse(JSON.stringify(given)) as never, settings);
      } catch (error) {
        assert.ok(error instanceof Failure && error.code === 'invalid', String(error));
        return;
      }
      assert.deepEqual(coerceFields(LEAD, once, settings), once);
    }),
    { numRuns: casesOf(500) },
  );
});
