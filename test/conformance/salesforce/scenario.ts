import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { Connection } from '@jsforce/jsforce-node';
import type { JsonObject } from '../../../src/base/json.ts';
import type { SalesforceConfig } from '../../../src/connectors/salesforce/config.ts';
import { salesforce } from '../../../src/connectors/salesforce/salesforce.ts';
import { memoryConnection } from '../../../src/connectors/testing/memory-connection.ts';
import { createHttp } from '../../../src/net/pool.ts';
import type { OrgProcess } from './org-process.ts';
import type { Sf } from './sf.ts';

const LEAD = {
  FirstName: 'Ada',
  LastName: 'Rossi',
  Company: 'Società Prova',
  Email: 'ada@example.org',
  Phone: '+39 02 1',
};
const CHANGE = { Title: 'Ing.', Phone: '+39 02 2' };
const KEY = { field: 'Rondine_Key__c', value: 'scenario-1' };
const CASE = { Subject: 'Preventivo', Origin: 'Phone', Description: 'È urgente' };
const CASE_CHANGE = { Priority: 'High' };

const READ = ['FirstName', 'LastName', 'Title', 'Phone'];
const QUERY = `SELECT Subject, Priority, Owner.Name FROM Case WHERE ${KEY.field} = '${KEY.value}'`;
const PASSING = { LastName: 'Passante' };

/**
 * A client that does the same work: a Lead is created, changed and read, a Case is made under a key, changed by it and
 * found, a Contact is made and deleted. Gives what it read of the Lead and what the query found.
 */
export type Client = (org: OrgProcess) => Promise<{ lead: unknown; cases: unknown }>;

/** The work as Salesforce's CLI does it. */
export function byCli(sf: Sf): Client {
  return async () => {
    const lead = await sf.result<{ id: string }>(['data', 'create', 'record', '--sobject', 'Lead', ...values(LEAD)]);
    await sf.result(['data', 'update', 'record', '--sobject', 'Lead', '--record-id', lead.id, ...values(CHANGE)]);
    const keyed = { ...CASE, [KEY.field]: KEY.value };
    await sf.result(['data', 'create', 'record', '--sobject', 'Case', ...values(keyed)]);
    const where = ['--where', `${KEY.field}='${KEY.value}'`];
    await sf.result(['data', 'update', 'record', '--sobject', 'Case', ...where, ...values(CASE_CHANGE)]);
    const contact = ['--sobject', 'Contact'];
    const { id } = await sf.result<{ id: string }>(['data', 'create', 'record', ...contact, ...values(PASSING)]);
    await sf.result(['data', 'delete', 'record', ...contact, '--record-id', id]);
    const read = ['data', 'get', 'record', '--sobject', 'Lead', '--record-id', lead.id];
    const found = await sf.result<{ records: unknown }>(['data', 'query', '--query', QUERY]);
    return { lead: chosen(await sf.result(read)), cases: plain(found.records) };
  };
}

function values(fields: Record<string, string>): string[] {
  const pairs = Object.entries(fields).map(([name, value]) => `${name}='${value}'`);
  return ['--values', pairs.join(' ')];
}

/** The work as jsforce does it. */
export function byJsforce(accessToken: string): Client {
  return async (org) => {
    const connection = new Connection({ instanceUrl: org.url, accessToken, version: '68.0' });
    const { id } = await connection.sobject('Lead').create(LEAD);
    await connection.sobject('Lead').update({ Id: id ?? '', ...CHANGE });
    for (const fields of [CASE, CASE_CHANGE]) {
      await connection.sobject('Case').upsert({ ...fields, [KEY.field]: KEY.value }, KEY.field);
    }
    const contact = await connection.sobject('Contact').create(PASSING);
    await connection.sobject('Contact').destroy(contact.id ?? '');
    const found = await connection.query(QUERY);
    return { lead: chosen(await connection.sobject('Lead').retrieve(id ?? '')), cases: plain(found.records) };
  };
}

/** The work as flows have it done by our connector. */
export function byConnector(t: TestContext): Client {
  return async (org) => {
    const { http, close } = createHttp({ closeGraceMs: 0 });
    t.after(close);
    const login = { loginUrl: org.url, grant: 'refresh_token', clientId: 'app', clientSecret: 'secret' } as const;
    const config: SalesforceConfig = { ...login, refreshToken: '5Aep-demo-refresh' };
    const connection = memoryConnection<SalesforceConfig>({ config, http });
    let number = 0;
    const perform = async (operation: string, input: JsonObject): Promise<JsonObject> => {
      const known = salesforce.operations[operation];
      assert.ok(known, `the connector has no operation ${operation}`);
      return await known.run(input, connection.io(`rd${String(++number).padStart(43, '0')}`));
    };
    const { id = null } = await perform('create', { object: 'Lead', fields: LEAD });
    await perform('update', { object: 'Lead', id, fields: CHANGE });
    for (const fields of [CASE, CASE_CHANGE]) {
      const key = { externalIdField: KEY.field, externalId: KEY.value };
      await perform('upsert', { object: 'Case', ...key, fields });
    }
    const contact = await perform('create', { object: 'Contact', fields: PASSING });
    await perform('delete', { object: 'Contact', id: contact['id'] ?? null });
    const read = await perform('get', { object: 'Lead', id, fields: READ });
    const { records } = await perform('find', { soql: QUERY });
    return { lead: chosen(read['record']), cases: plain(records) };
  };
}

/** The fields of the Lead that all read. */
function chosen(record: unknown): unknown {
  return READ.map((name) => (record as Record<string, unknown>)[name]);
}

/** Rows without what tells of their resource, which not every client passes on. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, member: unknown) => (name === 'attributes' ? undefined : member)));
}

/** What differs between orgs that hold the same: ids, times, and the key that our connector puts on what it creates. */
const OWN = /^(Id|.*Date|SystemModstamp|LastModifiedById|Rondine_Key__c)$/;

/** The records that the work left, without what is each org's own. */
export async function outcomeOf(org: OrgProcess): Promise<object> {
  const left: Record<string, unknown> = {};
  for (const object of ['Lead', 'Case', 'Contact', 'Account', 'Task']) {
    left[object] = (await org.records(object)).map((fields) =>
      Object.fromEntries(Object.entries(fields).filter(([name]) => !OWN.test(name))),
    );
  }
  return left;
}
