import assert from 'node:assert/strict';
import { test } from 'node:test';
import { segmentsOf } from '../../message/segments.ts';
import { answerTo, optOutSetting } from './texts.ts';

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
