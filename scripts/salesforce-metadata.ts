/**
 * Writes the metadata of the Salesforce org simulator from a catalogue of standard fields.
 * Usage: node scripts/salesforce-metadata.ts [catalogue.json]
 * Keeps only the objects and fields that the simulator offers and adds the unique key field to the record objects.
 * Members that hold describe's usual value (false, 0, no list) are left out; `describe.ts` puts them back.
 */
import { readFileSync, writeFileSync } from 'node:fs';

type SourcePicklistValue = { value: string; labelIt: string; default: boolean; active: boolean };
type SourceField = {
  name: string;
  label: string;
  labelIt: string;
  type: string;
  soapType: string;
  length: number;
  picklist?: SourcePicklistValue[];
  referenceTo?: string[];
  relationshipName?: string;
  precision?: number;
  scale?: number;
  digits?: number;
  [flag: string]: unknown;
};
type SourceObject = {
  name: string;
  label: string;
  labelPlural: string;
  labelIt: string;
  labelPluralIt: string;
  keyPrefix: string;
  fields: SourceField[];
};
type Catalogue = { _meta: { generated: string }; objects: Record<string, SourceObject> };

const SYSTEM =
  'Id IsDeleted CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp LastViewedDate LastReferencedDate';
const FIELDS: Record<string, string> = {
  Lead: `${SYSTEM} LastName FirstName Salutation Name RecordTypeId Title Company Street City State PostalCode Country
    Phone MobilePhone Fax Email Website Description LeadSource Status Industry Rating AnnualRevenue NumberOfEmployees
    OwnerId HasOptedOutOfEmail DoNotCall IsConverted ConvertedDate ConvertedAccountId ConvertedContactId
    IsUnreadByOwner CleanStatus EmailBouncedDate`,
  Case: `${SYSTEM} CaseNumber ContactId AccountId ParentId RecordTypeId SuppliedName SuppliedEmail SuppliedPhone
    SuppliedCompany Type Status Reason Origin Subject Priority Description IsClosed ClosedDate IsEscalated OwnerId`,
  Contact: `${SYSTEM} AccountId LastName FirstName Salutation Name MailingStreet MailingCity MailingState
    MailingPostalCode MailingCountry Phone MobilePhone HomePhone Fax ReportsToId Email Title Department LeadSource
    Birthdate Description OwnerId HasOptedOutOfEmail DoNotCall`,
  Account: `${SYSTEM} Name Type ParentId BillingStreet BillingCity BillingState BillingPostalCode BillingCountry Phone
    Fax AccountNumber Website Industry AnnualRevenue NumberOfEmployees Description Rating OwnerId AccountSource`,
  Task: `${SYSTEM} WhoId WhatId Subject ActivityDate Status Priority OwnerId Description Type IsClosed
    CallDurationInSeconds CallType ReminderDateTime IsReminderSet TaskSubtype`,
  User: `${SYSTEM} Username LastName FirstName Name Email Phone MobilePhone Alias CommunityNickname IsActive
    TimeZoneSidKey LocaleSidKey EmailEncodingKey UserType LanguageLocaleKey ManagerId`,
  Group: `${SYSTEM} Name DeveloperName Type Email RelatedId`,
  QueueSobject: 'Id QueueId SobjectType',
  RecordType: `${SYSTEM} Name DeveloperName NamespacePrefix Description SobjectType IsActive`,
  Organization: `${SYSTEM} Name InstanceName IsSandbox OrganizationType TrialExpirationDate NamespacePrefix
    LanguageLocaleKey TimeZoneSidKey DefaultLocaleSidKey`,
};
const FLAGS = [
  'nillable',
  'createable',
  'updateable',
  'defaultedOnCreate',
  'idLookup',
  'nameField',
  'autoNumber',
  'calculated',
  'externalId',
  'unique',
  'custom',
  'restrictedPicklist',
  'filterable',
  'sortable',
  'groupable',
];
const WITH_KEY = ['Lead', 'Case', 'Contact'];
const KEY_FIELD = {
  name: 'Rondine_Key__c',
  label: 'Rondine Key',
  labelIt: 'Chiave Rondine',
  type: 'string',
  soapType: 'xsd:string',
  length: 64,
  nillable: true,
  createable: true,
  updateable: true,
  idLookup: true,
  externalId: true,
  unique: true,
  caseSensitive: true,
  custom: true,
  filterable: true,
  sortable: true,
};

function shapeField(field: SourceField): object {
  const { name, label, labelIt, type, soapType, length, precision, scale, digits } = field;
  const flags = Object.fromEntries(FLAGS.filter((flag) => field[flag] === true).map((flag) => [flag, true]));
  return {
    name,
    label,
    labelIt,
    type,
    soapType,
    length: length || undefined,
    precision,
    scale,
    digits,
    ...flags,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    picklistValues: field.picklist?.map((choice) => ({
      value: choice.value,
      ...(choice.labelIt === choice.value ? {} : { labelIt: choice.labelIt }),
      ...(choice.default ? { defaultValue: true } : {}),
    })),
  };
}

function shapeObject(object: SourceObject, wanted: Set<string>): object {
  const { name, label, labelPlural, labelIt, labelPluralIt, keyPrefix } = object;
  const known = new Set(object.fields.map((field) => field.name));
  const missing = [...wanted].filter((field) => !known.has(field) && !SYSTEM.includes(field));
  if (missing.length > 0) throw new Error(`The catalogue has no ${name}.${missing.join(', ')}; correct FIELDS.`);
  const fields = object.fields.filter((field) => wanted.has(field.name)).map(shapeField);
  if (WITH_KEY.includes(name)) fields.push(KEY_FIELD);
  return { name, label, labelPlural, labelIt, labelPluralIt, keyPrefix, fields };
}

const source = process.argv[2] ?? '../shared/facts/sf-objects.json';
const catalogue = JSON.parse(readFileSync(source, 'utf8')) as Catalogue;
const objects = Object.entries(FIELDS).map(([name, fields]) => {
  const object = catalogue.objects[name];
  if (!object) throw new Error(`${source} has no object ${name}.`);
  return shapeObject(object, new Set(fields.split(/\s+/)));
});
const target = new URL('../src/simulator/salesforce/metadata.json', import.meta.url);
writeFileSync(target, `${JSON.stringify({ lastModified: catalogue._meta.generated, objects }, null, 2)}\n`);
console.log(`Wrote ${objects.length} objects to ${target.pathname}`);
