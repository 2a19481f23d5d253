import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { play, testStep, type Example } from '../step.contract.ts';
import { parse } from './parse.ts';

type Case = { vars?: JsonObject; language?: string } & Partial<Record<'country' | 'pattern', string>>;

/** A text that is read, and what is kept of it. */
function reads(as: string, from: string, kept: JsonValue, { vars = {}, language, ...more }: Case = {}): Example {
  return {
    name: `as ${as}, ${from} is ${JSON.stringify(kept)}${language ? ` in ${language}` : ''}`,
    params: { from, as, saveAs: 'kept', ...more },
    vars,
    ...(language ? { contact: { language } } : {}),
    outcome: 'parsed',
    writes: { kept },
  };
}

function refuses(as: string, from: string, { vars = {}, ...more }: Case = {}): Example {
  return {
    name: `as ${as}, "${from.slice(0, 30)}" cannot be read`,
    params: { from, as, saveAs: 'kept', ...more },
    vars: { ...vars, kept: 'before' },
    outcome: 'unreadable',
    writes: { kept: 'before' },
  };
}

const order = '(?P<letters>[A-Z]+)-(?P<number>\\d+)(?P<rest>x)?';

testStep({
  type: parse,
  examples: [
    reads(
      'pattern',
      'Ordine AB-12, grazie',
      { letters: 'AB', number: '12', rest: null, match: 'AB-12' },
      { pattern: order },
    ),
    refuses('pattern', 'Ordine 12', { pattern: order }),
    reads('json', '{{ vars.body }}', { a: [1, null] }, { vars: { body: '{"a": [1, null]}' } }),
    reads('json', '{{ vars.body }}', [{ a: 1 }], { vars: { body: [{ a: 1 }] } }),
    reads('json', 'null', null),
    refuses('json', '{{ vars.missing }}'),
    refuses('json', '{ a: 1 }'),
    reads('number', ' 3 ', 3),
    reads('number', '1.234,5', 1234.5),
    reads('number', '1.234', 1.234, { language: 'en' }),
    reads('number', '{{ vars.price }}', 1.234, { vars: { price: 1.234 } }),
    refuses('number', 'tre'),
    reads('amount', '1.234 €', { value: 1234, currency: 'EUR', text: '1234' }),
    reads('amount', '1.234 €', { value: 1.234, currency: 'EUR', text: '1.234' }, { language: 'en' }),
    reads('amount', '$ 1.234', { value: 1234, currency: 'USD', text: '1234' }),
    reads('amount', '$ 1.234', { value: 1.234, currency: 'MXN', text: '1.234' }, { country: 'MX' }),
    reads('amount', '{{ vars.price }}', { value: 1.234, text: '1.234' }, { vars: { price: 1.234 } }),
    reads('amount', '{{ vars.price }} euro', { value: 12.5, currency: 'EUR', text: '12.5' }, { vars: { price: 12.5 } }),
    refuses('amount', 'dieci euro'),
    reads('date', 'domani', '2026-11-23'),
    reads('date', 'domani alle 15', '2026-11-23T15:00:00+01:00'),
    reads('date', '12/25/2026', '2026-12-25', { language: 'en-US' }),
    refuses('date', 'prima o poi'),
    reads('phone', '333 123 4567', {
      e164: '+393331234567',
      national: '333 123 4567',
      country: 'IT',
      kind: 'mobile',
    }),
    reads(
      'phone',
      '030 12345678',
      { e164: '+493012345678', national: '030 12345678', country: 'DE', kind: 'landline' },
      { country: 'DE' },
    ),
    refuses('phone', '12'),
    reads('email', 'Scrivimi a Ada@Example.it', 'ada@example.it'),
    refuses('email', 'ada chiocciola example'),
    reads('name', 'Maria De Luca', { first: 'Maria', last: 'De Luca' }),
    refuses('name', '👋 123'),
    refuses('name', 'Maria '.repeat(50)),
  ],
});

test('parse: a pattern that RE2 does not know fails the run instead of throwing', () => {
  const { run } = play(parse, {
    name: 'bad pattern',
    params: { from: 'x', as: 'pattern', pattern: '(?=x)', saveAs: 'kept' },
    outcome: 'failed',
  });
  assert.deepEqual([run.status, run.failure?.code], ['failed', 'invalid']);
});

test('parse: a missing pattern and a group that hides the whole find are found', () => {
  const found = (pattern?: string) =>
    parse
      .validate?.({ from: 'x', as: 'pattern', saveAs: 'kept', ...(pattern === undefined ? {} : { pattern }) }, ['p'])
      .map(({ code, path }) => [code, ...path]);
  assert.deepEqual(found(), [['bad_params', 'p']]);
  assert.deepEqual(found('(?P<match>a)'), [['bad_params', 'p', 'pattern']]);
  assert.deepEqual(found('(?<match>a)'), [['bad_params', 'p', 'pattern']]);
  assert.deepEqual(found('(?P<matches>a)'), []);
  assert.deepEqual(parse.validate?.({ from: 'x', as: 'date', saveAs: 'kept' }, []), []);
});
