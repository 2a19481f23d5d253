import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Use } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { deployables } from './deployables.ts';

const CONFIG: SalesforceConfig = { grant: 'client_credentials', clientId: 'app' };
const SET = 'force-app/main/default/permissionsets/Rondine_Integration.permissionset-meta.xml';

const use = (operation: string, input: Use['input']): Use => ({ flow: 'f', step: 's', operation, input });

/** What the permission set for these uses allows, as `Lead.Phone` or `Lead.Phone=edit`, and `Lead: create edit`. */
function rights(...uses: readonly Use[]) {
  const xml = deployables(uses, CONFIG)[SET] ?? '';
  const blocks = (name: string) =>
    [...xml.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, 'g'))].map(([, inner = '']) =>
      Object.fromEntries([...inner.matchAll(/<(\w+)>(.*?)<\/\1>/g)].map(([, key, value]) => [key, value])),
    );
  return {
    fields: blocks('fieldPermissions').map(({ field, editable }) => `${field}${editable === 'true' ? '=edit' : ''}`),
    objects: blocks('objectPermissions').map(({ object, ...flags }) => {
      const allowed = Object.keys(flags).filter((flag) => flags[flag] === 'true');
      return `${object}: ${allowed.map((flag) => flag.replace('allow', '').toLowerCase()).join(' ')}`;
    }),
    user: blocks('userPermissions').map(({ name }) => name),
  };
}

test('the permission set allows what the flows do, and nothing more', () => {
  const fields = { LastName: 'x', Company: 'y', Phone: 'z', Budget__c: 1 };
  assert.deepEqual(rights(use('create', { object: 'Lead', fields })), {
    fields: ['Lead.Budget__c=edit', 'Lead.Phone=edit', 'Lead.Rondine_Conversation__c=edit', 'Lead.Rondine_Key__c=edit'],
    objects: ['Lead: create read'],
    user: ['ApiEnabled'],
  });
  assert.deepEqual(rights(use('get', { object: 'Order__c', fields: ['Name', 'Total__c'] })), {
    fields: ['Order__c.Total__c'],
    objects: ['Order__c: read'],
    user: ['ApiEnabled'],
  });
});

test('rights that the platform demands or gives by other means are as it wants them', () => {
  const street = { Street: 'x', City: 'y', Status: 'New' };
  assert.deepEqual(rights(use('update', { object: 'Lead', fields: street })).fields, ['Lead.Address=edit']);
  assert.deepEqual(rights(use('create', { object: 'Case', fields: {} })).objects, [
    'Account: read',
    'Case: create read',
    'Contact: read',
  ]);
  assert.deepEqual(rights(use('create', { object: 'Task', fields: { Subject: 'x' } })), {
    fields: [],
    objects: [],
    user: ['ApiEnabled', 'EditTask'],
  });
  assert.deepEqual(rights(use('delete', { object: 'Lead' })).objects, ['Lead: delete edit read']);
});

test('the key field is what makes creation exactly once', () => {
  const files = deployables([use('create', { object: 'Lead', fields: {} })], CONFIG);
  const key = files['force-app/main/default/objects/Lead/fields/Rondine_Key__c.field-meta.xml'] ?? '';
  for (const part of ['<externalId>true', '<unique>true', '<caseSensitive>true', '<length>64', '<type>Text'])
    assert.ok(key.includes(part), part);
  assert.match(files['manifest/package.xml'] ?? '', /<members>Lead\.Rondine_Key__c<\/members>/);
  assert.match(files['manifest/package.xml'] ?? '', /<version>67\.0<\/version>/);
});

test('a field that the connection does without is not made', () => {
  const own = { ...CONFIG, externalIdFields: { Lead: '' } };
  const files = deployables([use('create', { object: 'Lead', fields: {} })], own);
  assert.ok(!Object.keys(files).some((path) => path.includes('Rondine_Key__c')));
  assert.doesNotMatch(files[SET] ?? '', /Rondine_Key__c/);
});

test('without uses there is what a first connection needs, and never a right to change the org', () => {
  const files = deployables([], CONFIG);
  for (const object of ['Lead', 'Case', 'Contact'])
    assert.ok(files[`force-app/main/default/objects/${object}/fields/Rondine_Key__c.field-meta.xml`]);
  assert.doesNotMatch(files[SET] ?? '', /CustomizeApplication|ModifyAll|<viewAllRecords>true/);
});
