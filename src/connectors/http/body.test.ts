import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBody, textOf } from './body.ts';

test('JSON is parsed where its type says so or where it looks like it', () => {
  assert.deepEqual(readBody('{"a":1}', 'application/json; charset=utf-8'), { value: { a: 1 }, kind: 'json' });
  assert.deepEqual(readBody('"a"', 'application/problem+json'), { value: 'a', kind: 'json' });
  assert.deepEqual(readBody(' [1]', 'text/html'), { value: [1], kind: 'json' });
  assert.deepEqual(readBody('12', ''), { value: '12', kind: 'text' });
  assert.deepEqual(readBody('{oops', 'application/json'), { value: '{oops', kind: 'text' });
});

test('an empty body and bytes are null', () => {
  assert.deepEqual(readBody('', 'application/json'), { value: null, kind: 'empty' });
  assert.deepEqual(readBody(undefined, 'image/png'), { value: null, kind: 'bytes' });
});

test('whole numbers beyond 2^53 keep their digits as text, others stay numbers', () => {
  const text = '{"id":12345678901234567890,"small":-7,"real":0.1234567890123456789,"text":"12345678901234567890"}';
  assert.deepEqual(readBody(text, '').value, {
    id: '12345678901234567890',
    small: -7,
    real: 0.12345678901234568,
    text: '12345678901234567890',
  });
});

test('a value nested too deep stays text', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  assert.equal(readBody(nested(90), '').kind, 'json');
  assert.equal(readBody(nested(200), '').kind, 'text');
  assert.equal(readBody(nested(400_000), '').kind, 'text');
});

test('text is read in the character set that its type names', () => {
  assert.equal(textOf(Buffer.from('perché'), 'text/plain'), 'perché');
  assert.equal(textOf(Buffer.from('perch\u00e9', 'latin1'), 'text/plain; charset=ISO-8859-1'), 'perché');
  assert.equal(textOf(Buffer.from('perché'), 'text/plain; charset="klingon"'), 'perché');
  assert.equal(textOf(Buffer.from('\ufeff{}'), ''), '{}');
});

test('what is no text is undefined', () => {
  assert.equal(textOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'), undefined);
  assert.equal(textOf(Buffer.from([65, 0, 66]), ''), undefined);
});
