import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DemoRecord } from '../../src/server/routes/demo/demo-state.ts';
import { countObjects, layOutRecord } from './records.ts';

const record = (object: string, fields: DemoRecord['fields']): DemoRecord => ({
  object,
  id: '00Q000000000001AAA',
  createdAt: 1,
  changedAt: 1,
  fields,
  calls: [],
});

describe('a record', () => {
  it('shows what a person looks for first, the key last, and the rest apart', () => {
    const { title, main, other } = layOutRecord(
      record('Lead', {
        Rondine_Key__c: 'rd1',
        OwnerId: '005',
        Company: 'Privato',
        Name: 'Maria De Luca',
        LastName: 'De Luca',
        FirstName: 'Maria',
        IsDeleted: false,
        Email: '',
        Id: '00Q000000000001AAA',
      }),
    );
    assert.equal(title, 'Maria De Luca');
    assert.deepEqual(
      main.map(({ name }) => name),
      ['FirstName', 'LastName', 'Company', 'Rondine_Key__c'],
    );
    assert.deepEqual(other, [{ name: 'OwnerId', value: '005' }]);
  });
  it('is called by its subject, which is then not shown twice', () => {
    const { title, main } = layOutRecord(record('Case', { Subject: 'Guasto', CaseNumber: '00001001' }));
    assert.equal(title, 'Guasto');
    assert.deepEqual(main, [{ name: 'CaseNumber', value: '00001001' }]);
  });
  it('is called by its id when nothing better is known', () => {
    assert.equal(layOutRecord(record('Lead', {})).title, '00Q000000000001AAA');
  });
});

describe('counts of objects', () => {
  it('name Lead and Case even when there are none', () => {
    assert.deepEqual(countObjects([record('Contact', {}), record('Case', {})]), [
      { object: 'Lead', count: 0 },
      { object: 'Case', count: 1 },
      { object: 'Contact', count: 1 },
    ]);
  });
});
