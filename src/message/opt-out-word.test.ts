import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordOf } from './opt-out-word.ts';

test('a word counts alone, in any case, with accents or marks around it', () => {
  for (const text of ['STOP', ' stop ', 'Stop.', '«STOP»', 'stop!', 'Stop  all'])
    assert.equal(wordOf(text)?.word, 'stop', text);
  for (const text of ['UNSUBSCRIBE', 'cancel', 'End', 'quit', 'ARRESTA', 'basta', 'Annulla', 'Arrêt'])
    assert.equal(wordOf(text)?.word, 'stop', text);
  for (const text of ['start', 'Sì', 'SI', 'sì!', 'YES']) assert.equal(wordOf(text)?.word, 'start', text);
  for (const text of ['help', 'Aiuto!']) assert.equal(wordOf(text)?.word, 'help', text);
});

test('a word inside a sentence means nothing', () => {
  for (const text of ['stop it', 'non stop', 'basta così', 'bastà pure', 'please end this', '', 'x'.repeat(5000)])
    assert.equal(wordOf(text), undefined, text);
});

test('a word tells its language, where it belongs to one', () => {
  assert.equal(wordOf('BASTA')?.language, 'it');
  assert.equal(wordOf('QUIT')?.language, 'en');
  assert.equal(wordOf('STOP')?.language, '');
});
