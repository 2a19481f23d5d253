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
  Lead: `${SYSTEM} MasterRecordId LastName FirstName Salutation Name RecordTypeId Title Company Street City State
    PostalCode Country Phone MobilePhone Fax Email Website Description LeadSource Status Industry Rating AnnualRevenue
    NumberOfEmployees OwnerId HasOptedOutOfEmail DoNotCall IsConverted ConvertedDate ConvertedAccountId
    ConvertedContactId ConvertedOpportunityId IsUnreadByOwner CleanStatus EmailBouncedDate`,
  Case: `${SYSTEM} MasterRecordId CaseNumber ContactId AccountId ParentId RecordTypeId SuppliedName SuppliedEmail
    SuppliedPhone SuppliedCompany Type Status Reason Origin Subject Priority Description IsClosed ClosedDate IsEscalated
    OwnerId IsClosedOnCreate ContactPhone ContactMobile ContactEmail Comments`,
  Contact: `${SYSTEM} MasterRecordId AccountId LastName FirstName Salutation Name MailingStreet MailingCity MailingState
    MailingPostalCode MailingCountry Phone MobilePhone HomePhone Fax ReportsToId Email Title Department LeadSource
    Birthdate Description OwnerId HasOptedOutOfEmail DoNotCall`,
  Account: `${SYSTEM} MasterRecordId Name Type RecordTypeId ParentId BillingStreet BillingCity BillingState
    BillingPostalCode BillingCountry Phone Fax AccountNumber Website Industry AnnualRevenue NumberOfEmployees
    Description Rating OwnerId AccountSource`,
  Task: `${SYSTEM} WhoId WhatId Subject ActivityDate Status Priority OwnerId Description Type IsClosed AccountId
    CallDurationInSeconds CallType ReminderDateTime IsReminderSet TaskSubtype CompletedDateTime`,
  Opportunity: `${SYSTEM} AccountId RecordTypeId Name Description StageName Amount Probability CloseDate Type NextStep
    LeadSource IsClosed IsWon ForecastCategoryName CampaignId OwnerId ContactId`,
  Campaign: `${SYSTEM} Name ParentId Type Status StartDate EndDate ExpectedRevenue BudgetedCost ActualCost IsActive
    Description OwnerId`,
  CampaignMember: `${SYSTEM} CampaignId LeadId ContactId Status HasResponded FirstRespondedDate Name FirstName LastName
    Email Phone MobilePhone CompanyOrAccount LeadSource Type LeadOrContactId`,
  CaseComment: `${SYSTEM} ParentId IsPublished CommentBody CreatorName`,
  ContentVersion: `${SYSTEM} ContentDocumentId IsLatest ContentUrl VersionNumber Title Description ReasonForChange
    PathOnClient OwnerId FileType PublishStatus VersionData ContentSize FileExtension FirstPublishLocationId Origin
    ContentLocation Checksum IsMajorVersion`,
  ContentDocumentLink: 'Id LinkedEntityId ContentDocumentId IsDeleted SystemModstamp ShareType Visibility',
  User: `${SYSTEM} Username LastName FirstName Name Email Phone MobilePhone Alias CommunityNickname IsActive
    TimeZoneSidKey LocaleSidKey EmailEncodingKey UserType LanguageLocaleKey ManagerId`,
  Group: `${SYSTEM} Name DeveloperName Type Email RelatedId`,
  QueueSobject: 'Id QueueId SobjectType',
  RecordType: `${SYSTEM} Name DeveloperName NamespacePrefix Description SobjectType IsActive`,
  Organization: `${SYSTEM} Name InstanceName IsSandbox OrganizationType TrialExpirationDate NamespacePrefix
    LanguageLocaleKey TimeZoneSidKey DefaultLocaleSidKey`,
};

/** Objects that the catalogue lacks: their fields as `Name:type(length) flags`, between the system fields. */
const FURTHER: Record<string, { names: [string, string, string, string]; keyPrefix: string; fields: string[] }> = {
  ContentDocument: {
    names: ['Content Document', 'Content Documents', 'Documento contenuto', 'Documenti contenuto'],
    keyPrefix: '069',
    fields: [
      'Title:string(255) updateable nameField',
      'FileType:string(20)',
      'FileExtension:string(40) nillable',
      'ContentSize:int nillable',
      'LatestPublishedVersionId:reference(18) nillable >ContentVersion',
      'OwnerId:reference(18) updateable defaultedOnCreate >User',
      'Description:textarea(1000) nillable updateable',
    ],
  },
  AssignmentRule: {
    names: ['Assignment Rule', 'Assignment Rules', 'Regola di assegnazione', 'Regole di assegnazione'],
    keyPrefix: '01Q',
    fields: ['Name:string(120) nillable nameField', 'SobjectType:string(40) nillable', 'Active:boolean'],
  },
  FeedItem: {
    names: ['Feed Item', 'Feed Items', 'Elemento feed', 'Elementi feed'],
    keyPrefix: '0D5',
    fields: [
      'ParentId:reference(18) createable >Account,Campaign,Case,Contact,Lead,Opportunity,Task,User',
      'Body:textarea(10000) nillable createable updateable',
      'Title:string(255) nillable createable updateable',
      'Type:string(40) nillable createable defaultedOnCreate',
      'Visibility:string(40) nillable createable updateable',
    ],
  },
  EmailMessage: {
    names: ['Email Message', 'Email Messages', 'Messaggio email', 'Messaggi email'],
    keyPrefix: '02s',
    fields: [
      'ParentId:reference(18) nillable createable updateable >Case',
      'RelatedToId:reference(18) nillable createable updateable >Account,Campaign,Case,Opportunity',
      'Subject:string(3000) nillable createable updateable nameField',
      'TextBody:textarea(131072) nillable createable updateable',
      'HtmlBody:textarea(131072) nillable createable updateable',
      'FromAddress:email(1000) nillable createable updateable',
      'FromName:string(1000) nillable createable updateable',
      'ToAddress:string(4000) nillable createable updateable',
      'Incoming:boolean createable defaultedOnCreate',
      'MessageDate:datetime nillable createable updateable',
      'Status:string(40) createable updateable defaultedOnCreate',
    ],
  },
};
const SOAP_TYPES: Record<string, string> = {
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  datetime: 'xsd:dateTime',
  reference: 'tns:ID',
  id: 'tns:ID',
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

/** Reads `Name:type(length) flags >Target,Target`. */
function readField(line: string): object {
  const [head = '', ...words] = line.split(' ');
  const [, name = '', type = '', length] = /^(\w+):(\w+)(?:\((\d+)\))?$/.exec(head) ?? [];
  const label = name.replace(/Id$/, ' ID').replace(/([a-z])([A-Z])/g, '$1 $2');
  const open = type !== 'textarea';
  const referenceTo = words
    .find((word) => word.startsWith('>'))
    ?.slice(1)
    .split(',');
  const flags = Object.fromEntries(words.filter((word) => !word.startsWith('>')).map((word) => [word, true]));
  return {
    name,
    label,
    labelIt: label,
    type,
    soapType: SOAP_TYPES[type] ?? 'xsd:string',
    ...(length === undefined ? {} : { length: Number(length) }),
    ...flags,
    ...(open ? { filterable: true, sortable: true, groupable: true } : {}),
    ...(referenceTo ? { referenceTo, relationshipName: name.replace(/Id$/, '') } : {}),
  };
}

/** An object that the catalogue lacks, with the system fields of another one. */
function shapeFurther(name: string, system: readonly object[]): object {
  const object = FURTHER[name];
  if (!object) throw new Error(`FURTHER has no ${name}.`);
  const [label, labelPlural, labelIt, labelPluralIt] = object.names;
  const fields = [...system, ...object.fields.map(readField)];
  return { name, label, labelPlural, labelIt, labelPluralIt, keyPrefix: object.keyPrefix, fields };
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
const system = (catalogue.objects['CaseComment']?.fields ?? [])
  .filter((field) => SYSTEM.split(' ').includes(field.name))
  .map((field) => shapeField(field.name === 'Id' ? { ...field, label: 'ID', labelIt: 'ID' } : field));
objects.push(...Object.keys(FURTHER).map((name) => shapeFurther(name, system)));
const target = new URL('../src/simulator/salesforce/metadata.json', import.meta.url);
writeFileSync(target, `${JSON.stringify({ lastModified: catalogue._meta.generated, objects }, null, 2)}\n`);
console.log(`Wrote ${objects.length} objects to ${target.pathname}`);
