import assert from 'node:assert/strict';
import { test } from 'node:test';
import { segmentsOf } from '../../message/segments.ts';
import { answerTo, optOutSetting } from './texts.ts';
import { wordOf } from './words.ts';

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

test('every standard answer is one text message', () => {
  const setting = optOutSetting(undefined);
  for (const word of ['stop', 'start', 'help'] as const)
    for (const language of ['en', 'it', 'de', 'fr', 'es', 'it-IT', 'pt'])
      assert.ok(segmentsOf(answerTo(word, language, setting)).count === 1, `${word} ${language}`);
  assert.match(answerTo('stop', 'it-CH', setting), /^Non riceverai/);
  assert.match(answerTo('stop', 'pt', setting), /^You will get no more/);
});

test('an installation has texts of its own, and none where they are empty', () => {
  const setting = optOutSetting({ stop: { it: 'Addio' }, start: '', help: 3, connections: { sms: false, x: 'no' } });
  assert.equal(answerTo('stop', 'it', setting), 'Addio');
  assert.equal(answerTo('start', 'it', setting), '');
  assert.match(answerTo('help', 'it', setting), /^Scrivici/);
  assert.deepEqual(setting.connections, { sms: false });
});
