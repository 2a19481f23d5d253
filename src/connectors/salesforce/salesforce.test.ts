import type { HttpRequest } from '../../net/http.ts';
import { recordingHttp, type Reply } from '../../net/testing/recording-http.ts';
import { testConnector } from '../connector.contract.ts';
import { salesforce } from './salesforce.ts';

const KEY_FIELD = {
  name: 'Rondine_Key__c',
  type: 'string',
  externalId: true,
  unique: true,
  createable: true,
  length: 64,
};
const LEAD = { id: '00Qxx0000000001AAA', success: true, errors: [], created: true };
const CASE_ID = '500xx0000000001AAA';
const COMMENT_ID = '00axx0000000001AAA';
const STAFF = '005xx0000000002AAA';
const STAMPS = { CreatedDate: '2026-11-22T09:00:00.000+0000', SystemModstamp: '2026-11-22T09:30:00.000+0000' };
const CASE_ROW = { Id: CASE_ID, ...STAMPS, LastModifiedById: STAFF, CaseNumber: '00001001', Status: 'Closed' };
const COMMENT_ROW = {
  ...STAMPS,
  Id: COMMENT_ID,
  ParentId: CASE_ID,
  CommentBody: 'Sistemato.',
  CreatedDate: STAMPS.SystemModstamp,
  CreatedById: STAFF,
  CreatedBy: { Name: 'Giulia Bianchi' },
  Parent: { CaseNumber: '00001001', Subject: 'Guasto', Status: 'Closed' },
};
const TOKEN = { access_token: 'access-of-the-answer', instance_url: 'https://acme.my.salesforce.com' };

testConnector({
  connector: salesforce,
  config: {
    loginUrl: 'https://acme.my.salesforce.com',
    grant: 'refresh_token',
    clientId: '3MVG9.acme',
    clientSecret: 'client-secret-7731',
    privateKey: 'private-key-5520',
    refreshToken: '5Aep861-refresh-4410',
    accessToken: '00Dxx0000000001!access-9102',
    instanceUrl: 'https://acme.my.salesforce.com',
  },
  examples: {
    create: { object: 'Lead', fields: { LastName: 'Rossi', Company: 'Acme', Phone: '+390612345678' } },
    update: { object: 'Lead', id: LEAD.id, fields: { LastName: 'Rossi' } },
    upsert: { object: 'Lead', externalIdField: 'WhatsApp__c', externalId: '39 06', fields: { LastName: 'Rossi' } },
    get: { object: 'Case', externalIdField: 'Number__c', externalId: 7, fields: ['Subject', 'Owner.Name'] },
    find: { object: 'Contact', where: { all: [{ field: 'Email', operator: 'equals', value: 'ada@example.it' }] } },
    search: { phone: '+39 333 123 4567', objects: [{ object: 'Lead' }, { object: 'Case', fields: ['Subject'] }] },
    setOwner: { object: 'Lead', id: LEAD.id, queue: 'New_leads' },
    runAssignment: { object: 'Lead', id: LEAD.id, rule: 'Standard' },
    logActivity: { subject: 'WhatsApp: Ada', text: 'Ciao', who: LEAD.id },
    addCaseComment: { caseId: CASE_ID, text: 'Ciao' },
    attachFile: { recordId: CASE_ID, file: { id: 'photo', mime: 'image/jpeg' } },
    addCampaignMember: { campaign: 'Spring 2026', lead: LEAD.id, status: 'Responded' },
    invokeAction: { kind: 'flow', name: 'Assign_by_postcode', inputs: { leadId: LEAD.id } },
    delete: { object: 'Lead', id: LEAD.id },
    findOrCreate: { match: { phone: '+39 333 123 4567' }, fields: { LastName: 'Rossi', Company: 'Acme' } },
  },
  polls: {
    records: {
      input: {
        object: 'Case',
        where: { all: [{ field: 'Subject', operator: 'contains', value: 'a' }] },
        changes: [{ field: 'Status' }],
      },
      cursor: { window: { from: '2026-11-22T08:59:00.000Z', done: [] }, values: { [CASE_ID]: ['New'] } },
      items: [
        {
          id: `${CASE_ID}@2026-11-22T09:30:00.000Z`,
          object: 'Case',
          record: CASE_ID,
          event: 'updated',
          at: Date.parse('2026-11-22T09:30:00Z'),
          by: STAFF,
          url: `https://acme.my.salesforce.com/lightning/r/Case/${CASE_ID}/view`,
          fields: { Id: CASE_ID, CaseNumber: '00001001', Status: 'Closed' },
          changed: ['Status'],
          before: { Status: 'New' },
        },
      ],
    },
    caseComments: {
      input: { fields: ['Status'] },
      cursor: { window: { from: '2026-11-22T08:59:00.000Z', done: [] } },
      items: [
        {
          id: COMMENT_ID,
          object: 'Case',
          record: CASE_ID,
          text: 'Sistemato.',
          at: Date.parse('2026-11-22T09:30:00Z'),
          by: STAFF,
          author: 'Giulia Bianchi',
          url: `https://acme.my.salesforce.com/lightning/r/Case/${CASE_ID}/view`,
          fields: { CaseNumber: '00001001', Subject: 'Guasto', Status: 'Closed' },
        },
      ],
    },
  },
  keyedByInput: ['upsert', 'findOrCreate'],
  media: { photo: { bytes: 3, stream: () => ReadableStream.from([new Uint8Array([1, 2, 3])]) } },
  world: () => recordingHttp(answer).http,
});

/** Fields that the examples read. */
const SEEN = ['Id', 'Subject', 'Status', 'Email', 'LastName', 'Phone', 'Number__c'].map((name) => {
  return {
    name,
    type: 'string',
    idLookup: true,
    filterable: true,
    sortable: true,
    nillable: true,
    createable: true,
    updateable: true,
  };
});

/** An object whose records can be written, seen without its other fields. */
const DESCRIBE = { label: 'Object', createable: true, updateable: true, queryable: true, fields: [KEY_FIELD, ...SEEN] };

/** A trial that was undone because its end failed. */
const UNDONE = [
  {
    referenceId: 'written',
    httpStatusCode: 400,
    httpHeaders: {},
    body: [{ errorCode: 'PROCESSING_HALTED', message: '' }],
  },
  { referenceId: 'end', httpStatusCode: 404, httpHeaders: {}, body: [{ errorCode: 'NOT_FOUND', message: 'Nothing.' }] },
];

/** A world that takes every write and knows one record. */
function answer({ method, url }: HttpRequest): Reply {
  if (url.endsWith('/oauth2/token')) return { status: 200, body: TOKEN };
  if (url.endsWith('/oauth2/revoke')) return { status: 200, body: '' };
  if (url.endsWith('/oauth2/userinfo')) return { status: 200, body: { user_id: '005xx0000000001AAA' } };
  if (url.endsWith('/describe')) return { status: 200, body: { ...DESCRIBE, name: url.split('/').at(-2) ?? '' } };
  if (url.endsWith('/composite')) return { status: 200, body: { compositeResponse: UNDONE } };
  if (url.includes('/actions/')) return { status: 200, body: [{ isSuccess: true, outputValues: { queue: 'North' } }] };
  if (url.endsWith('/composite/sobjects')) return { status: 200, body: [LEAD] };
  if (/query.q=.*(AssignmentRule|Queue|Campaign)/.test(url))
    return { status: 200, body: { records: [{ Id: LEAD.id }] } };
  const news = /SystemModstamp.*FROM (Case|CaseComment) /.exec(decodeURIComponent(url))?.[1];
  if (news) return { status: 200, body: { records: isBefore(url) ? [news === 'Case' ? CASE_ROW : COMMENT_ROW] : [] } };
  if (method === 'DELETE') return { status: 204 };
  if (method === 'PATCH' || method === 'POST') return { status: 201, body: LEAD };
  return { status: 200, body: url.includes('/sobjects/Case/') ? { Id: CASE_ID, Subject: 'Ciao' } : {} };
}

/** True for a query that looks back to before the change. */
function isBefore(url: string): boolean {
  const since = /SystemModstamp >= (\S+)/.exec(decodeURIComponent(url))?.[1];
  return since === undefined || Date.parse(since) <= Date.parse('2026-11-22T09:30:00Z');
}
