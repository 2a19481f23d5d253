import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import type { InboundContent } from '../../message/content.ts';
import { play } from '../step.contract.ts';
import { ask } from './ask.ts';

/** What is kept of an answer; undefined where it does not fit. */
function kept(answer: JsonObject, reply: string | { content: InboundContent }, language = 'it'): unknown {
  const params = { text: '?', saveAs: 'x', answer, retries: 0 };
  return play(ask, { name: '', params, language, happens: [{ done: {} }, reply], outcome: '' }).run.vars['x'];
}

test('a text keeps to its lengths, counted in characters', () => {
  assert.equal(kept({ type: 'text', minLength: 2, maxLength: 3 }, '🙂🙂'), '🙂🙂');
  assert.equal(kept({ type: 'text', minLength: 2 }, '🙂'), undefined);
  assert.equal(kept({ type: 'text', maxLength: 3 }, 'abcd'), undefined);
  assert.equal(kept({ type: 'text' }, '   '), undefined);
  assert.equal(kept({ type: 'text', minLength: 0 }, ''), '');
});

test('a number is read in Italian and English forms and keeps to its limits', () => {
  assert.equal(kept({ type: 'number' }, '1.234,5 €'), 1234.5);
  assert.equal(kept({ type: 'number' }, '1.234', 'en'), 1.234);
  assert.equal(kept({ type: 'number', min: 1, max: 10 }, '10'), 10);
  assert.equal(kept({ type: 'number', min: 1 }, '1'), 1);
  assert.equal(kept({ type: 'number', min: 1 }, '0'), undefined);
  assert.equal(kept({ type: 'number', max: '{{ 5 | plus: 5 }}' }, '11'), undefined);
  assert.equal(kept({ type: 'number' }, 'dieci'), undefined);
});

test('an e-mail address is found inside a sentence and kept in small letters', () => {
  assert.equal(kept({ type: 'email' }, 'La mia è Ada.Rossi@Example.IT.'), 'ada.rossi@example.it');
  assert.equal(kept({ type: 'email' }, '<ada@example.it>'), 'ada@example.it');
  for (const bad of ['ada@', 'ada@example', 'a@b.it o c@d.it', 'ada', 'a b@c', '@example.it', 'a@b..it'])
    assert.equal(kept({ type: 'email' }, bad), undefined, bad);
  assert.equal(kept({ type: 'email' }, `${'a'.repeat(65)}@example.it`), undefined);
});

test('a phone number is kept as E.164, in the country of the flow unless told', () => {
  assert.equal(kept({ type: 'phone' }, '333 123 4567'), '+393331234567');
  assert.equal(kept({ type: 'phone', country: 'DE' }, '030 901820'), '+4930901820');
  assert.equal(kept({ type: 'phone' }, '+44 20 7946 0958'), '+442079460958');
  assert.equal(kept({ type: 'phone' }, '12'), undefined);
  assert.equal(kept({ type: 'phone' }, '+1 555 000 0000'), undefined);
});

test('a shared contact card with one number is a phone number', () => {
  const card = (...phones: string[]) => ({
    content: { kind: 'contacts', contacts: [{ name: 'Ada', phones, emails: [] }] } as const,
  });
  assert.equal(kept({ type: 'phone' }, card('333 123 4567')), '+393331234567');
  assert.equal(kept({ type: 'phone' }, card('333 123 4567', '06 6982')), undefined);
});

test('a date is kept as YYYY-MM-DD and keeps to its limits', () => {
  assert.equal(kept({ type: 'date' }, 'domani'), '2026-11-23');
  assert.equal(kept({ type: 'date', min: '{{ event.at | date }}' }, '22/11/2026'), '2026-11-22');
  assert.equal(kept({ type: 'date', min: '{{ event.at | date }}' }, 'ieri'), undefined);
  assert.equal(kept({ type: 'date', max: '2026-12-31' }, '1/1/2027'), undefined);
  assert.equal(kept({ type: 'date' }, 'boh'), undefined);
});

test('a pattern is looked for in the answer', () => {
  assert.equal(kept({ type: 'pattern', pattern: '^[A-Z]{2}\\d+$' }, ' AB12 '), 'AB12');
  assert.equal(kept({ type: 'pattern', pattern: '^[A-Z]{2}\\d+$' }, 'ab12'), undefined);
});

test('a location or a form is no written answer', () => {
  assert.equal(kept({ type: 'text' }, { content: { kind: 'unsupported', what: 'poll' } }), undefined);
  assert.equal(kept({ type: 'number' }, { content: { kind: 'form', name: 'f', values: {} } }), undefined);
});
