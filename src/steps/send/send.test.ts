import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testStep } from '../step.contract.ts';
import { send } from './send.ts';

const file = { id: 'f1', mime: 'image/png' };

testStep({
  type: send,
  examples: [
    {
      name: 'a text goes out rendered and in the language of the contact',
      params: { text: { it: 'Ciao {{ contact.name }}', en: 'Hello {{ contact.name }}' } },
      contact: { name: 'Ada', language: 'en-GB' },
      happens: [{ done: { id: 'wamid' } }],
      outcome: 'sent',
      check: ({ effects }) =>
        assert.deepEqual(effects, [{ id: 'run#0', kind: 'send', content: { kind: 'text', text: 'Hello Ada' } }]),
    },
    {
      name: 'a long text goes out part by part, each when the one before was taken',
      params: { text: `${'uno '.repeat(20)}${'due '.repeat(20)}` },
      happens: [{ done: {} }],
      outcome: 'waits',
      check: ({ run, effects }) => {
        assert.equal(effects.length, 2);
        assert.deepEqual(run.wait.effects, ['run#1']);
      },
    },
    {
      name: 'a long text is sent when the last part was taken',
      params: { text: `${'uno '.repeat(20)}${'due '.repeat(20)}` },
      happens: [{ done: {} }, { done: {} }],
      outcome: 'sent',
    },
    {
      name: 'a refusal is left by "failed" and keeps its reason',
      params: { text: 'Ciao' },
      happens: [{ failed: 'blocked' }],
      outcome: 'failed',
      check: ({ run }) => assert.equal(run.failure?.message, 'blocked'),
    },
    {
      name: 'choices go out as buttons',
      params: {
        text: 'Cosa?',
        choices: [{ id: 'a', title: 'Alfa', description: 'prima' }],
        style: 'buttons',
        listButton: 'Apri',
        header: 'Menu',
        footer: 'Fine',
      },
      happens: [{ done: {} }],
      outcome: 'sent',
      check: ({ effects }) => assert.equal(effects[0]?.kind === 'send' && effects[0].content.kind, 'choices'),
    },
    {
      name: 'a linked file goes out with the text as its caption',
      params: { text: 'Guarda', media: { kind: 'image', url: 'https://example.org/{{ vars.name }}.png' } },
      vars: { name: 'casa' },
      happens: [{ done: {} }],
      outcome: 'sent',
      check: ({ effects }) =>
        assert.deepEqual(effects[0]?.kind === 'send' && effects[0].content, {
          kind: 'media',
          media: 'image',
          url: 'https://example.org/casa.png',
          caption: 'Guarda',
        }),
    },
    {
      name: 'a stored file comes out of a variable',
      params: { media: { kind: 'image', file: '{{ vars.photo }}' } },
      vars: { photo: file },
      happens: [{ done: {} }],
      outcome: 'sent',
      check: ({ effects }) =>
        assert.deepEqual(effects[0]?.kind === 'send' && effects[0].content, { kind: 'media', media: 'image', file }),
    },
    {
      name: 'a file that a variable does not hold fails',
      params: { media: { kind: 'image', file: '{{ vars.photo }}' } },
      outcome: 'failed',
    },
    {
      name: 'an approved message carries its rendered values',
      params: { template: { name: 'reminder', language: 'it', parameters: ['{{ contact.name }}'] } },
      contact: { name: 'Ada' },
      happens: [{ done: {} }],
      outcome: 'sent',
      check: ({ effects }) =>
        assert.deepEqual(effects[0]?.kind === 'send' && effects[0].content, {
          kind: 'template',
          name: 'reminder',
          language: 'it',
          parameters: ['Ada'],
        }),
    },
    {
      name: 'an approved message may have no values',
      params: { template: { name: 'hello', language: 'it' } },
      happens: [{ done: {} }],
      outcome: 'sent',
    },
    {
      name: 'a text that renders empty fails instead of sending nothing',
      params: { text: '{{ vars.none }}' },
      outcome: 'failed',
    },
    { name: 'a run without a contact fails', params: { text: 'Ciao' }, channel: false, outcome: 'failed' },
    {
      name: 'a template that cannot be worked out ends the run as failed',
      params: { text: '{{ 1 | nope }}' },
      outcome: 'failed',
      check: ({ run }) => assert.equal(run.status, 'failed'),
    },
  ],
});

const codes = (params: Parameters<NonNullable<typeof send.validate>>[0]) =>
  send.validate?.(params, []).map(({ code }) => code);

test('send: contradictory params are found', () => {
  assert.deepEqual(codes({}), ['bad_message']);
  assert.deepEqual(codes({ text: 'a', template: { name: 'x', language: 'it' } }), ['bad_message']);
  assert.deepEqual(codes({ text: 'a', choices: [{ id: 'a', title: 'A' }], media: { kind: 'image', url: 'x' } }), [
    'bad_message',
  ]);
  assert.deepEqual(codes({ media: { kind: 'image' } }), ['bad_media']);
  assert.deepEqual(codes({ media: { kind: 'image', url: 'x', file: 'y' } }), ['bad_media']);
  const twin = { id: 'a', title: 'A' };
  assert.deepEqual(codes({ text: 'a', choices: [twin, twin] }), ['duplicate_choice']);
});
