import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../flow/run.ts';
import { EXAMPLE_AT, testStep } from '../step.contract.ts';
import { ask } from './ask.ts';
import type { AskParams } from './params.ts';
import { STANDARD_TEXTS } from './texts.ts';

const DAY = 86_400_000;
const name = { text: 'Come ti chiami?', saveAs: 'name' };
const topic = {
  text: 'Di cosa si tratta?',
  saveAs: 'topic',
  answer: {
    type: 'choice',
    choices: [
      { id: 'sales', title: 'Vendite' },
      { id: 'help', title: { it: 'Aiuto', en: 'Help' } },
    ],
  },
};
const sent = { done: { id: 'wamid' } };
const tap = (id: string) => ({ content: { kind: 'choice', id, title: 'Tapped' } as const });

testStep({
  type: ask,
  examples: [
    {
      name: 'a written answer is kept without blanks at its ends',
      params: name,
      happens: [sent, '  Ada Rossi '],
      outcome: 'answered',
      writes: { name: 'Ada Rossi' },
    },
    {
      name: 'it waits a day for the answer once the question was taken',
      params: name,
      happens: [sent],
      outcome: 'waits',
      check: ({ run }) => {
        assert.equal(run.wait.for, 'reply');
        assert.equal(run.wait.until, EXAMPLE_AT + 1000 + DAY);
        assert.equal(run.wait.since, undefined);
      },
    },
    {
      name: 'with "fresh" only messages after the question count',
      params: { ...name, fresh: true, timeout: 'PT1H' },
      happens: [sent],
      outcome: 'waits',
      check: ({ run }) => assert.equal(run.wait.since, EXAMPLE_AT),
    },
    {
      name: 'no answer in time is a timeout',
      params: { ...name, timeout: 'PT1H' },
      happens: [sent, { elapsed: 3_600_000 }],
      outcome: 'timeout',
      writes: {},
    },
    { name: 'a question that is refused fails', params: name, happens: [{ failed: 'blocked' }], outcome: 'failed' },
    { name: 'a run without a contact fails', params: name, channel: false, outcome: 'failed' },
    {
      name: 'an answer that does not fit is asked for again in the language of the contact',
      params: { ...name, answer: { type: 'number' } },
      contact: { language: 'en' },
      happens: [sent, 'molti', sent, '3'],
      outcome: 'answered',
      writes: { name: 3 },
      check: ({ effects }) => assert.equal(textSent(effects[1]), STANDARD_TEXTS.number.en),
    },
    {
      name: 'the author may write what is said to an answer that does not fit',
      params: { ...name, answer: { type: 'number' }, invalidText: 'Eh? {{ message.text }}?' },
      happens: [sent, 'molti', sent],
      outcome: 'waits',
      check: ({ effects }) => assert.equal(textSent(effects[1]), 'Eh? molti?'),
    },
    {
      name: 'after the last try it is left by "invalid"',
      params: { ...name, answer: { type: 'number' }, retries: 1 },
      happens: [sent, 'molti', sent, 'tanti'],
      outcome: 'invalid',
      writes: {},
      check: ({ effects }) => assert.equal(effects.length, 2),
    },
    {
      name: 'without further tries the first answer that does not fit is the last',
      params: { ...name, answer: { type: 'number' }, retries: 0 },
      happens: [sent, 'molti'],
      outcome: 'invalid',
    },
    {
      name: 'a file is no answer to a question for text',
      params: { ...name, retries: 0 },
      happens: [sent, { content: { kind: 'media', media: 'image', url: 'https://example.org/a.png', caption: 'Ada' } }],
      outcome: 'invalid',
    },
    {
      name: 'reactions, edits and withdrawn messages are passed over and the wait keeps its end',
      params: { ...name, fresh: true },
      happens: [
        sent,
        { content: { kind: 'reaction', to: 'm1', emoji: '👍' } },
        { content: { kind: 'edit', of: 'm1', text: 'x' } },
        { content: { kind: 'revoke', of: 'm1' } },
      ],
      outcome: 'waits',
      check: ({ run, effects }) => {
        assert.equal(effects.length, 1);
        assert.equal(run.wait.until, EXAMPLE_AT + 1000 + DAY);
        assert.equal(run.wait.since, EXAMPLE_AT);
      },
    },
    {
      name: 'a tap is kept by its id and its title',
      params: topic,
      contact: { language: 'en' },
      happens: [sent, tap('help')],
      outcome: 'answered',
      writes: { topic: 'help', topicTitle: 'Help' },
    },
    {
      name: 'a number picks a choice',
      params: topic,
      happens: [sent, '1'],
      outcome: 'answered',
      writes: { topic: 'sales', topicTitle: 'Vendite' },
    },
    {
      name: 'a title picks a choice whatever its case',
      params: topic,
      happens: [sent, 'VENDITE'],
      outcome: 'answered',
      writes: { topic: 'sales', topicTitle: 'Vendite' },
    },
    {
      name: 'the choices are offered again with a tap from an earlier question',
      params: topic,
      happens: [sent, tap('old')],
      outcome: 'waits',
      check: ({ effects }) =>
        assert.deepEqual(
          effects[1]?.kind === 'send' && effects[1].content.kind === 'choices' && effects[1].content.text,
          STANDARD_TEXTS.choice.it,
        ),
    },
    {
      name: 'a long question is asked part by part before the wait',
      params: { ...name, text: 'parola '.repeat(20) },
      happens: [sent, sent, 'Ada'],
      outcome: 'answered',
      check: ({ effects }) => assert.equal(effects.length, 2),
    },
    {
      name: 'a question may carry a file, which is not sent again',
      params: { ...name, media: { kind: 'image', url: 'https://example.org/a.png' }, answer: { type: 'number' } },
      happens: [sent, 'x', sent, '2'],
      outcome: 'answered',
      check: ({ effects }) =>
        assert.deepEqual(
          effects.map((effect) => effect.kind === 'send' && effect.content.kind),
          ['media', 'text'],
        ),
    },
    {
      name: 'in the background it asks nothing',
      params: name,
      busy: true,
      outcome: 'waits',
      check: ({ run, effects }) => {
        assert.deepEqual(effects, []);
        assert.deepEqual(run.wait, { id: 1, for: 'turn', effects: [] });
      },
    },
    {
      name: 'it asks when its turn has come, and only later messages are fresh',
      params: { ...name, fresh: true },
      busy: true,
      happens: [{ turned: true }, sent],
      outcome: 'waits',
      check: ({ run, effects }) => {
        assert.equal(effects.length, 1);
        assert.equal(run.wait.since, EXAMPLE_AT + 1000);
        assert.equal(run.wait.until, EXAMPLE_AT + 2000 + DAY);
      },
    },
    {
      name: 'a file that a variable does not hold fails',
      params: { ...name, media: { kind: 'image', file: '{{ vars.x }}' } },
      outcome: 'failed',
    },
  ],
});

test('ask: contradictory params are found', () => {
  const codes = (params: Partial<AskParams>) => ask.validate?.({ ...name, ...params }, []).map(({ code }) => code);
  const choices = [{ id: 'a', title: 'A' }];
  assert.deepEqual(codes({}), []);
  assert.deepEqual(codes({ answer: { type: 'choice' } }), ['bad_answer']);
  assert.deepEqual(codes({ answer: { type: 'text', choices } }), ['bad_answer']);
  assert.deepEqual(codes({ answer: { type: 'pattern' } }), ['bad_answer']);
  assert.deepEqual(codes({ answer: { type: 'choice', choices }, media: { kind: 'image', url: 'x' } }), ['bad_answer']);
  assert.deepEqual(codes({ answer: { type: 'choice', choices: [...choices, ...choices] } }), ['duplicate_choice']);
});

function textSent(effect: Effect | undefined): string | undefined {
  return effect?.kind === 'send' && effect.content.kind === 'text' ? effect.content.text : undefined;
}
