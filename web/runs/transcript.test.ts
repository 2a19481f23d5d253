import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { transcriptOf, type Played } from './transcript.ts';

const message = (key: string, more: object) => ({ key, at: 0, direction: 'in', ...more });
const text = (words: string) => ({ kind: 'text', text: words });

/** A word, a question with buttons, a day of silence, a reminder, a tap, a record that was made. */
const played = {
  title: 'Lead: Ada "the first"',
  details: {
    run: { status: 'completed', startedBy: 'm0', changedAt: 100_000_000 },
    events: [
      { type: 'started', at: 1000 },
      { type: 'elapsed', at: 86_401_000 },
      { type: 'replied', at: 90_000_000 },
    ],
    visits: [
      {
        effects: [
          { key: 'r#0', at: 1000, request: { kind: 'send' }, connection: 'phone' },
          { key: 'r#1', at: 86_401_000, request: { kind: 'send' }, connection: 'phone' },
          {
            key: 'r#2',
            at: 90_000_000,
            connection: 'crm',
            request: { kind: 'call', connection: 'crm', operation: 'create', input: { a: 'x: y' } },
            output: { id: '1' },
          },
        ],
      },
    ],
  },
  messages: [
    message('m0', { at: 900, content: text('Ciao') }),
    message('m1', {
      at: 1000,
      direction: 'out',
      effect: 'r#0',
      content: { kind: 'choices', text: 'Di cosa?', choices: [{ id: 'a', title: 'Guasto' }] },
    }),
    message('m2', { at: 86_401_000, direction: 'out', effect: 'r#1', content: text('Ci sei?') }),
    message('m3', { at: 90_000_000, content: { kind: 'choice', id: 'a', title: 'Guasto' } }),
    message('m4', { at: 90_000_001, direction: 'out', effect: 'other#0', content: text('Not of this run') }),
    message('m5', { at: 200_000_000, content: text('Later') }),
  ],
} as unknown as Played;

describe('a run written down as a test', () => {
  it('has its words, its waits, what was asked elsewhere, and how it ended', () => {
    assert.equal(
      transcriptOf(played),
      [
        '- title: "Lead: Ada \\"the first\\""',
        '- customer: "Ciao"',
        '- bot: "Di cosa?"',
        '  buttons: ["Guasto"]',
        '- wait: PT86400S',
        '- bot: "Ci sei?"',
        '- tap: "Guasto"',
        '- call: {"connection":"crm","operation":"create","input":{"a":"x: y"},"returns":{"id":"1"}}',
        '- run: completed',
        '',
      ].join('\n'),
    );
  });
});
