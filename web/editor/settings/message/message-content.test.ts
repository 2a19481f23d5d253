import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Capabilities } from '../../../../src/message/capabilities.ts';
import { asKind, choiceId, kindOfMessage, messageOfAsk, previewMessage, withTemplate } from './message-content.ts';

const plain: Capabilities = {
  source: 'test',
  asOf: '2026-01-01',
  text: { max: 160 },
  location: false,
  contacts: false,
  templates: false,
  reactions: false,
  segments: true,
  sendKey: false,
  proof: false,
};
const rich: Capabilities = {
  ...plain,
  segments: false,
  text: { max: 4096 },
  buttons: { max: 3, title: 20, body: 1024 },
};
const shown = {
  language: 'it',
  own: 'it',
  samples: { contact: { name: 'Maria Rossi' } },
  clock: { at: 0, timeZone: 'Europe/Rome', country: 'IT', language: 'it' },
};

describe('a message as the customer sees it', () => {
  it('is rendered with samples, in the language of whoever reads it', () => {
    const message = { text: { it: 'Ciao {{ contact.name | first_name }}', en: 'Hello' } };
    assert.deepEqual(previewMessage(message, rich, shown), {
      parts: [{ kind: 'text', text: 'Ciao Maria' }],
      losses: [],
    });
    const english = previewMessage(message, rich, { ...shown, language: 'en' });
    assert.deepEqual('parts' in english && english.parts, [{ kind: 'text', text: 'Hello' }]);
  });

  it('becomes numbered lines where there are no buttons, and says what is lost', () => {
    const found = previewMessage({ text: 'Che cosa?', choices: [{ id: 'a', title: 'Prezzi' }] }, plain, shown);
    assert.ok('parts' in found && found.losses.length > 0);
    assert.match(JSON.stringify(found.parts), /1.*Prezzi/);
  });

  it('counts the messages that are paid, where they are counted', () => {
    const found = previewMessage({ text: 'x'.repeat(150) }, plain, shown);
    assert.equal('parts' in found && found.segments, 1);
    assert.equal('segments' in previewMessage({ text: 'x' }, rich, shown), false);
  });

  it('is shown while it is unfinished', () => {
    const found = previewMessage({ text: 'Scegli', choices: [{}, { id: 'b' }] }, rich, shown);
    assert.ok('parts' in found);
    assert.ok('fault' in previewMessage({ text: '{{ x | nofilter }}' }, rich, shown));
    assert.ok('fault' in previewMessage({ media: { kind: 'image' } }, rich, shown));
  });
});

describe('the message of a question', () => {
  it('has the choices of its answer', () => {
    const choices = [{ id: 'a', title: 'A' }];
    assert.deepEqual(messageOfAsk({ text: 'T', answer: { type: 'choice', choices, style: 'list' } }), {
      text: 'T',
      choices,
      style: 'list',
    });
    assert.deepEqual(messageOfAsk({ text: 'T', answer: { type: 'text', choices } }), { text: 'T' });
  });
});

describe('the kind of a message', () => {
  it('is told by what it has', () => {
    assert.equal(kindOfMessage({ text: '' }), 'text');
    assert.equal(kindOfMessage({ text: '', media: {} }), 'media');
    assert.equal(kindOfMessage({ template: {} }), 'template');
  });

  it('is changed with the words kept', () => {
    const choices = asKind({ text: 'Ciao', saveAs: 'x', media: { kind: 'image' } }, 'choices', ['Sì', 'No']);
    assert.deepEqual(choices, {
      text: 'Ciao',
      saveAs: 'x',
      choices: [
        { id: '1', title: 'Sì' },
        { id: '2', title: 'No' },
      ],
    });
    assert.deepEqual(asKind(choices, 'text', ['', '']), { text: 'Ciao', saveAs: 'x' });
    assert.deepEqual(asKind({ text: 'Ciao' }, 'template', ['', '']), { template: { name: '', language: '' } });
  });
});

describe('an approved message', () => {
  it('has places for its values, by name where it has names', () => {
    const chosen = {
      name: 'reminder',
      language: 'it',
      status: 'approved' as const,
      parameters: 2,
      names: ['who', 'when'],
      header: 'image',
      buttons: [
        { title: 'Sì', needed: false },
        { title: 'Apri', needed: true },
      ],
    };
    assert.deepEqual(withTemplate({ parameters: ['{{ contact.name }}', 'b', 'c'] }, chosen), {
      name: 'reminder',
      language: 'it',
      parameters: ['{{ contact.name }}', 'b'],
      names: ['who', 'when'],
      header: { kind: 'image' },
      buttons: [{ at: 1, kind: 'url', value: '' }],
    });
  });
});

it('a choice is named after its title', () => {
  assert.equal(choiceId('Perché no?', []), 'perche-no');
  assert.equal(choiceId('A', ['a']), 'a-2');
  assert.equal(choiceId('你好', []), 'choice');
});
