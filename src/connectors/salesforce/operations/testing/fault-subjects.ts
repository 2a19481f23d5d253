import type { JsonObject } from '../../../../base/json.ts';
import type { Operation } from '../../../connector.ts';
import type { Fault } from '../../../../simulator/salesforce/faults.ts';
import type { SalesforceConfig } from '../../config.ts';
import { findOrCreate } from '../../find-or-create/find-or-create.ts';
import { addCampaignMember } from '../add-campaign-member.ts';
import { addCaseComment } from '../add-case-comment.ts';
import { attachFile } from '../attach-file.ts';
import { create } from '../create.ts';
import { deleteRecord } from '../delete-record.ts';
import type { FaultRow } from '../fault-table.ts';
import { find } from '../find.ts';
import { get } from '../get.ts';
import { invokeAction } from '../invoke-action.ts';
import { logActivity } from '../log-activity.ts';
import { runAssignment } from '../run-assignment.ts';
import { search } from '../search.ts';
import { setOwner } from '../set-owner.ts';
import { update } from '../update.ts';
import { upsert } from '../upsert.ts';
import type { FaultOrg } from './fault-org.ts';

/** One operation as the faults strike it. */
export type Subject = {
  name: string;
  kind: Extract<keyof FaultRow, 'read' | 'write' | 'action'>;
  operation: Operation<SalesforceConfig>;
  /** The call that is struck, as the org names it, and how its address is told from others. */
  call: NonNullable<Fault['operation']>;
  path: RegExp;
  /** Makes what the operation needs, and gives its input. */
  prepare(org: FaultOrg, number: number): Promise<JsonObject> | JsonObject;
  /** How often the effect of this input is in the org; absent where it leaves no trace. */
  count?(org: FaultOrg, input: JsonObject): number;
  /** Whose rules may refuse it, and a field that it always fills. */
  rule?: { object: string; field: string };
  /** What the connection holds beyond the usual. */
  config?: Partial<SalesforceConfig>;
  /** Faults of the table that cannot strike it. */
  spared?: readonly string[];
};

const PERSON = { LastName: 'Rossi', FirstName: 'Ada', Company: 'Acme' };
const LEAD = { object: 'Lead', field: 'LastName' };
const NO_RULES = ['validation', 'duplicate'];
const NO_DUPLICATES = ['duplicate'];

async function make(org: FaultOrg, object: string, fields: JsonObject): Promise<string> {
  const io = org.connected.io(`made-${org.next()}`.padEnd(45, '-'));
  const made = await create.run({ object, fields, assignmentRule: 'none' }, io);
  return made['id'] as string;
}

const makeLead = (org: FaultOrg) => make(org, 'Lead', PERSON);
const makeCase = (org: FaultOrg) => make(org, 'Case', { Subject: 'Ciao' });

/** How many rows of an object have this value. */
const rowsWith = (org: FaultOrg, object: string, field: string, value: unknown) =>
  org.connected.rows(object).filter((row) => row.fields[field] === value).length;

/** 1 where the lead has such a value. */
function leadHas(org: FaultOrg, [id, field]: [id: unknown, field: string], value: RegExp): number {
  const held = org.connected.rows('Lead').find((row) => row.id === id)?.fields[field];
  return typeof held === 'string' && value.test(held) ? 1 : 0;
}

const emailOf = (input: JsonObject) => (input['fields'] as JsonObject)['Email'];

const CREATE: Subject = {
  name: 'create with a key',
  kind: 'write',
  operation: create,
  call: 'upsert',
  path: /Rondine_Key__c\//,
  prepare: (_org, number) => ({ object: 'Lead', fields: { ...PERSON, Email: `ada${number}@x.it` } }),
  count: (org, input) => rowsWith(org, 'Lead', 'Email', emailOf(input)),
  rule: LEAD,
};

/** Every operation, with what it needs and what it leaves. */
export const SUBJECTS: readonly Subject[] = [
  CREATE,
  { ...CREATE, name: 'create without a key', config: { externalIdField: '' }, call: 'create', path: /sobjects\/Lead$/ },
  {
    ...CREATE,
    name: 'upsert',
    operation: upsert,
    prepare: (_org, number) => ({
      object: 'Lead',
      externalIdField: 'Rondine_Key__c',
      externalId: `wa/${number}`,
      fields: { ...PERSON, Email: `ada${number}@x.it` },
    }),
  },
  {
    ...CREATE,
    name: 'findOrCreate',
    operation: findOrCreate,
    call: 'create',
    path: /sobjects\/Lead$/,
    prepare: (_org, number) => ({
      match: { email: `ada${number}@x.it` },
      fields: { ...PERSON, Email: `ada${number}@x.it` },
    }),
    // A duplicate rule names somebody: who is found is what it asks for.
    spared: NO_DUPLICATES,
  },
  {
    name: 'update',
    kind: 'write',
    operation: update,
    call: 'update',
    path: /sobjects\/Lead\/00Q/,
    prepare: async (org) => ({ object: 'Lead', id: await makeLead(org), fields: { City: 'Como' } }),
    count: (org, { id }) => leadHas(org, [id, 'City'], /^Como$/),
    rule: LEAD,
    spared: NO_DUPLICATES,
  },
  {
    name: 'setOwner',
    kind: 'write',
    operation: setOwner,
    call: 'update',
    path: /sobjects\/Lead\/00Q/,
    prepare: async (org) => ({ object: 'Lead', id: await makeLead(org), queue: 'Lead_da_assegnare' }),
    count: (org, { id }) => leadHas(org, [id, 'OwnerId'], /^00G/),
    rule: LEAD,
    spared: NO_DUPLICATES,
  },
  {
    name: 'runAssignment',
    kind: 'write',
    operation: runAssignment,
    call: 'update',
    path: /sobjects\/Lead\/00Q/,
    prepare: async (org) => ({ object: 'Lead', id: await makeLead(org) }),
    count: (org, { id }) => leadHas(org, [id, 'OwnerId'], /^00G/),
    rule: LEAD,
    spared: NO_DUPLICATES,
  },
  {
    name: 'logActivity',
    kind: 'write',
    operation: logActivity,
    call: 'create',
    path: /sobjects\/Task$/,
    prepare: async (org) => ({ subject: 'WhatsApp', who: await makeLead(org) }),
    count: (org, { who }) => rowsWith(org, 'Task', 'WhoId', who),
    rule: { object: 'Task', field: 'Subject' },
    spared: NO_DUPLICATES,
  },
  {
    name: 'addCaseComment',
    kind: 'write',
    operation: addCaseComment,
    call: 'create-many',
    path: /composite\/sobjects$/,
    prepare: async (org) => ({ caseId: await makeCase(org), text: 'Ciao' }),
    count: (org, { caseId }) => rowsWith(org, 'CaseComment', 'ParentId', caseId),
    rule: { object: 'CaseComment', field: 'CommentBody' },
    spared: NO_DUPLICATES,
  },
  {
    name: 'attachFile',
    kind: 'write',
    operation: attachFile,
    call: 'create',
    path: /sobjects\/ContentVersion$/,
    prepare: async (org) => ({ recordId: await makeCase(org), file: 'photo' }),
    count: (org, { recordId }) => rowsWith(org, 'ContentVersion', 'FirstPublishLocationId', recordId),
    rule: { object: 'ContentVersion', field: 'Title' },
    spared: NO_DUPLICATES,
  },
  {
    name: 'addCampaignMember',
    kind: 'write',
    operation: addCampaignMember,
    call: 'create',
    path: /sobjects\/CampaignMember$/,
    prepare: async (org) => {
      if (org.connected.rows('Campaign').length === 0) await make(org, 'Campaign', { Name: 'Primavera' });
      return { campaign: 'Primavera', lead: await makeLead(org) };
    },
    count: (org, { lead }) => rowsWith(org, 'CampaignMember', 'LeadId', lead),
    rule: { object: 'CampaignMember', field: 'CampaignId' },
    spared: NO_DUPLICATES,
  },
  {
    name: 'delete',
    kind: 'write',
    operation: deleteRecord,
    call: 'delete',
    path: /sobjects\/Lead\/00Q/,
    prepare: async (org) => ({ object: 'Lead', id: await makeLead(org) }),
    count: (org, { id }) => 1 - leadHas(org, [id, 'LastName'], /./),
    spared: NO_RULES,
  },
  {
    name: 'invokeAction',
    kind: 'action',
    operation: invokeAction,
    call: 'invoke-action',
    path: /actions\//,
    prepare: () => ({ kind: 'flow', name: 'Greet' }),
  },
  {
    name: 'get',
    kind: 'read',
    operation: get,
    call: 'get',
    path: /sobjects\/Lead\/00Q/,
    prepare: async (org) => ({ object: 'Lead', id: await makeLead(org) }),
  },
  {
    name: 'find',
    kind: 'read',
    operation: find,
    call: 'query',
    path: /query\?q=/,
    prepare: () => ({ object: 'Lead', limit: 1 }),
  },
  {
    name: 'search',
    kind: 'read',
    operation: search,
    call: 'search',
    path: /search\?q=/,
    prepare: () => ({ text: 'Rossi' }),
  },
];
