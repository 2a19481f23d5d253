import { formatTime } from './field-value.ts';
import type { Org } from './org.ts';
import type { Fields } from './store.ts';

/** A write of which the platform's own share is worked out; `before` holds the record's values, nothing for a new one. */
export type DerivedWrite = { object: string; before: Fields; fields: Fields; at: number };

type Derive = (org: Pick<Org, 'store' | 'setup'>, write: DerivedWrite, value: (name: string) => unknown) => void;

/** Adds to a write what the platform works out itself: a person's name, whether a case or a task is closed. */
export function addDerivedFields(org: Pick<Org, 'store' | 'setup'>, write: DerivedWrite): void {
  const { before, fields } = write;
  DERIVE[write.object]?.(org, write, (name) => (name in fields ? fields[name] : before[name]));
}

function nameOfPerson(_org: unknown, { fields }: DerivedWrite, value: (name: string) => unknown): void {
  fields['Name'] = fullName(value);
}

function fullName(value: (name: string) => unknown): string {
  return [value('FirstName'), value('LastName')].filter((part) => typeof part === 'string').join(' ');
}

const deriveCase: Derive = (org, { before, fields, at }, value) => {
  const closed = org.setup.schema.meaning('Case', 'Status', value('Status')) === 'Closed';
  if (closed !== (before['IsClosed'] ?? false)) fields['ClosedDate'] = closed ? formatTime(at) : null;
  fields['IsClosed'] = closed;
  if (closed && before['Id'] === undefined) fields['IsClosedOnCreate'] = true;
  const id = fields['ContactId'];
  if (id === undefined) return;
  const contact = typeof id === 'string' ? org.store.find(id)?.fields : undefined;
  fields['ContactEmail'] = contact?.['Email'] ?? null;
  fields['ContactPhone'] = contact?.['Phone'] ?? null;
  fields['ContactMobile'] = contact?.['MobilePhone'] ?? null;
  if (contact?.['AccountId'] && (value('AccountId') ?? null) === null) fields['AccountId'] = contact['AccountId'];
};

const deriveTask: Derive = (org, { before, fields, at }, value) => {
  const closed = org.setup.schema.meaning('Task', 'Status', value('Status')) === 'Completed';
  if (closed !== (before['IsClosed'] ?? false)) fields['CompletedDateTime'] = closed ? formatTime(at) : null;
  fields['IsClosed'] = closed;
  const related = value('WhatId') ?? value('WhoId');
  if (typeof related !== 'string' || related.startsWith('00Q')) return;
  fields['AccountId'] = related.startsWith('001') ? related : (org.store.find(related)?.fields['AccountId'] ?? null);
};

const PROBABILITIES: Record<string, number> = {
  Prospecting: 10,
  Qualification: 10,
  'Needs Analysis': 20,
  'Value Proposition': 50,
  'Id. Decision Makers': 60,
  'Perception Analysis': 70,
  'Proposal/Price Quote': 75,
  'Negotiation/Review': 90,
  'Closed Won': 100,
  'Closed Lost': 0,
};

const deriveOpportunity: Derive = (org, { fields }) => {
  if (fields['StageName'] === undefined) return;
  const stage = String(org.setup.schema.meaning('Opportunity', 'StageName', fields['StageName']));
  fields['IsWon'] = stage === 'Closed Won';
  fields['IsClosed'] = stage.startsWith('Closed');
  fields['Probability'] ??= PROBABILITIES[stage] ?? 10;
};

const COPIED = ['Name', 'FirstName', 'LastName', 'Email', 'Phone', 'MobilePhone', 'LeadSource'];

const deriveMember: Derive = (org, { before, fields }, value) => {
  const status = org.setup.schema.meaning('CampaignMember', 'Status', value('Status'));
  fields['HasResponded'] = status === 'Responded';
  if (before['Id'] !== undefined) return;
  const id = fields['LeadId'] ?? fields['ContactId'];
  const person = typeof id === 'string' ? org.store.find(id) : undefined;
  if (!person) return;
  for (const name of COPIED) fields[name] = person.fields[name] ?? null;
  fields['LeadOrContactId'] = person.id;
  fields['Type'] = person.object;
};

const DERIVE: Record<string, Derive> = {
  Lead: nameOfPerson,
  Contact: nameOfPerson,
  User: nameOfPerson,
  Case: deriveCase,
  Task: deriveTask,
  Opportunity: deriveOpportunity,
  CampaignMember: deriveMember,
  CaseComment: (_org, { before, fields }) => {
    if (Object.keys(before).length === 0) fields['IsPublished'] ??= false;
  },
  Account: (_org, { fields }, value) => {
    if (typeof value('LastName') !== 'string') return;
    fields['Name'] = fullName(value);
    fields['IsPersonAccount'] = true;
  },
};
