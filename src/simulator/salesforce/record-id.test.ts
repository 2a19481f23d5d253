import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeRecordId, readRecordId } from './record-id.ts';

test('the checksum agrees with ids that Salesforce printed', () => {
  assert.equal(readRecordId('001D000000IRFma'), '001D000000IRFmaIAH');
  assert.equal(readRecordId('012000000000000'), '012000000000000AAA');
});

test('a wrong checksum, length or character is no id', () => {
  assert.equal(readRecordId('001D000000IRFmaIAH'), '001D000000IRFmaIAH');
  for (const text of ['001D000000IRFmaIAA', '001D000000IRFm', '001D000000IRFm-', '001d000000irfmaiah', '']) {
    assert.equal(readRecordId(text), undefined, text);
  }
});

test('ids of one kind differ, keep their prefix and are written in full', () => {
  const ids = [1, 2, 61, 62, 63, 3844, 1_000_000].map((number) => makeRecordId('00Q', number));
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) {
    assert.equal(readRecordId(id), id);
    assert.ok(id.startsWith('00Q'));
  }
});
