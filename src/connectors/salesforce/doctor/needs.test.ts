import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Use } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { needsOf } from './needs.ts';

const CONFIG: SalesforceConfig = { grant: 'client_credentials', clientId: 'app', externalIdField: '' };

/** What a use needs, as `Lead create: LastName! Phone`; `!` stands behind what is written. */
function needs(operation: string, input: Use['input']): string[] {
  return needsOf([{ flow: 'f', step: 's', operation, input }], CONFIG).map((need) => {
    const acts = (['create', 'edit', 'remove'] as const).filter((act) => need[act]);
    const fields = [...need.fields].map(([name, { write }]) => `${name}${write ? '!' : ''}`).sort();
    return `${[need.object, ...acts].join(' ')}: ${fields.join(' ')}`;
  });
}

const CASES: readonly [operation: string, input: Use['input'], needs: readonly string[]][] = [
  ['create', { object: 'Lead', fields: { LastName: 'x', Account: { Ext__c: '1' } } }, ['Lead create: LastName!']],
  ['create', { object: 'Lead', fields: { OwnerId: { queue: 'Sud' } } }, ['Lead create: OwnerId!']],
  ['update', { object: 'Case', id: '500', fields: { Status: 'x' } }, ['Case edit: Status!']],
  ['upsert', { object: 'Lead', externalIdField: 'K__c', fields: {} }, ['Lead create edit: K__c!']],
  ['delete', { object: 'Lead', id: '00Q' }, ['Lead remove: ']],
  ['get', { object: 'Lead', fields: ['Email', 'Owner.Name'] }, ['Lead: Email']],
  [
    'find',
    { object: 'Lead', where: { all: [{ field: 'Email' }, { any: [{ field: 'Phone' }] }] } },
    ['Lead: Email Phone'],
  ],
  ['find', { soql: 'SELECT Id FROM Order__c WHERE X = :x' }, ['Order__c: ']],
  ['find', { soql: { $unknown: {} } }, []],
  ['search', { objects: [{ object: 'Lead', fields: ['Phone'] }, { object: 'Contact' }] }, ['Contact: ', 'Lead: Phone']],
  ['addCaseComment', { caseId: '500' }, ['CaseComment create: CommentBody! IsPublished! ParentId!']],
  [
    'findOrCreate',
    { fields: { LastName: 'x' } },
    ['Contact edit: Email MobilePhone Phone', 'Lead create edit: Email LastName! MobilePhone Phone'],
  ],
  ['findOrCreate', { object: 'Contact', onFound: 'link', fields: {} }, ['Contact create: Email MobilePhone Phone']],
  [
    'records',
    { object: 'Case', changes: [{ field: 'Status', to: ['Closed'] }, { field: 'Priority' }] },
    ['Case: Priority Status'],
  ],
  ['records', { object: 'Lead', where: { all: [{ field: 'Rating' }] }, fields: ['Email'] }, ['Lead: Email Rating']],
  [
    'caseComments',
    { where: { all: [{ field: 'CreatedById' }] }, fields: ['Status', 'Owner.Name'] },
    ['Case: CaseNumber Status Subject', 'CaseComment: CommentBody CreatedById IsPublished ParentId'],
  ],
  ['invokeAction', { name: 'x' }, []],
];

for (const [operation, input, wanted] of CASES) {
  test(`${operation} of ${JSON.stringify(input)} needs ${wanted.join(', ') || 'no object'}`, () => {
    assert.deepEqual(needs(operation, input), wanted);
  });
}
