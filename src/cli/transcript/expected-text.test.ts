import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesText, readExpectedText, type ExpectedText } from './expected-text.ts';

function expected(source: string): ExpectedText {
  const read = readExpectedText(source);
  assert.ok(!('problem' in read), JSON.stringify(read));
  return read;
}

test('a text is expected exactly as it is written', () => {
  assert.equal(matchesText(expected('Ciao. (Sì)'), 'Ciao. (Sì)', {}), true);
  for (const other of ['ciao. (Sì)', 'Ciao. (Sì) ', 'Ciao! (Sì)', ''])
    assert.equal(matchesText(expected('Ciao. (Sì)'), other, {}), false, other);
});

test('placeholders stand for values; one without a value fits nothing that was really said', () => {
  const text = expected('Ciao {name}, caso {number} ({id})');
  assert.equal(matchesText(text, 'Ciao Ada, caso 7 (500)', { name: 'Ada', number: '7', id: '500' }), true);
  assert.equal(matchesText(text, 'Ciao Ada, caso 8 (500)', { name: 'Ada', number: '7', id: '500' }), false);
  assert.equal(matchesText(text, 'Ciao Ada, caso  (500)', { name: 'Ada', id: '500' }), false);
});

test('a regular expression may fit anywhere and takes flags', () => {
  assert.equal(matchesText(expected('/numero/i'), 'Il Numero non va', {}), true);
  assert.equal(matchesText(expected('/numero/'), 'Il Numero non va', {}), false);
  assert.equal(matchesText(expected('/^\\d{3}$/'), '347', {}), true);
});

test('a value inside a regular expression stands for itself', () => {
  const phone = expected('/al {phone}$/u');
  assert.equal(matchesText(phone, 'Chiamiamo al +39-347', { phone: '+39-347' }), true);
  assert.equal(matchesText(phone, 'Chiamiamo al 999-347', { phone: '+39-347' }), false);
});

test('what cannot be expected is refused with a reason', () => {
  const cases: [string, RegExp][] = [
    ['Ciao {nome}', /\{nome\} stands for nothing; known are \{id\}, \{number\}, \{name\}, \{phone\}, \{code\}/],
    ['/(/', /not a regular expression/],
    ['/a/g', /not "g"/],
  ];
  for (const [source, problem] of cases) {
    const read = readExpectedText(source);
    assert.match('problem' in read ? read.problem : 'accepted', problem, source);
  }
});
