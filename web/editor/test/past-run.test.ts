import assert from 'node:assert/strict';
import { it } from 'node:test';
import { id } from '../../../src/base/ids.ts';
import { actsOf, customerOf, takenUp, type PastRun } from './past-run.ts';

it('does again what a customer did, with the time between, and nothing of what the business said', () => {
  const acts = actsOf([
    { direction: 'in', at: 0, content: { kind: 'text', text: 'Ciao' } },
    { direction: 'out', at: 1000, content: { kind: 'text', text: 'Quale?' } },
    { direction: 'in', at: 5000, content: { kind: 'choice', id: 'a', title: 'Guasto' } },
    { direction: 'in', at: 3_605_000, content: { kind: 'text', text: 'Ancora io' } },
  ]);
  assert.deepEqual(acts, [
    { kind: 'say', text: 'Ciao' },
    { kind: 'tap', title: 'Guasto' },
    { kind: 'wait', ms: 3_600_000 },
    { kind: 'say', text: 'Ancora io' },
  ]);
});

const text = (words: string) => ({ kind: 'text', text: words });
/** A question, an answer, a record that failed; and messages of another run before. */
const past = {
  details: {
    run: { status: 'failed', at: 'create', startedBy: 'm1', changedAt: 5000, vars: { name: 'Ada', edited: true } },
    events: [{ type: 'started', at: 1000 }],
    visits: [
      { step: 'ask', enteredAt: 1000, effects: [{ key: 'r#0' }], changed: { name: 'Ada', draft: null } },
      { step: 'create', enteredAt: 4000, effects: [{ key: 'r#1' }], changed: {} },
    ],
    contact: { key: 'c', name: 'Ada', language: 'en', addresses: [{ kind: 'phone', value: '+391' }] },
  },
  messages: [
    { key: 'm0', direction: 'in', at: 10, content: text('Of another run') },
    { key: 'm1', direction: 'in', at: 1000, content: text('Ciao') },
    { key: 'm2', direction: 'out', at: 1001, effect: 'r#0', content: text('Nome?') },
    { key: 'm3', direction: 'in', at: 4000, content: text('Ada') },
    { key: 'm4', direction: 'out', at: 4500, effect: 'other#9', content: text('Of another run') },
  ],
} as unknown as PastRun;

it('takes a run up where it stands: with its variables, and with what was said by then', () => {
  const from = takenUp(past, 'create');
  assert.deepEqual(from?.vars, { name: 'Ada', edited: true });
  assert.deepEqual(
    from?.past?.map(({ content }) => (content as { text: string }).text),
    ['Ciao', 'Nome?', 'Ada'],
  );
  assert.equal(from?.message?.text, 'Ada');
});

it('takes a run up at an earlier step as it was when it came there', () => {
  const from = takenUp(past, 'ask');
  assert.deepEqual(from?.vars, {});
  assert.deepEqual(from?.past?.length, 1);
  assert.equal(takenUp(past, 'nowhere'), undefined);
  const later = { ...past, details: { ...past.details, run: { ...past.details.run, at: id.step('end') } } };
  assert.deepEqual(takenUp(later, 'create')?.vars, { name: 'Ada' });
});

it('is had with the person of the run, who may hide the number', () => {
  const somebody = { name: 'Bea', phone: '+392', language: 'it', consent: 'unknown' } as const;
  assert.deepEqual(customerOf(past.details, somebody), { ...somebody, name: 'Ada', language: 'en', phone: '+391' });
  const contact = { key: 'c', addresses: [{ kind: 'user', value: 'x' }] } as unknown as NonNullable<
    PastRun['details']['contact']
  >;
  assert.deepEqual(customerOf({ contact }, somebody), { name: 'Bea', language: 'it', consent: 'unknown' });
  assert.equal(customerOf({}, somebody), somebody);
});
