import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { Use } from '../../connector.ts';
import { keyFieldOf, type SalesforceConfig } from '../config.ts';
import { readReference } from '../describe/reference.ts';
import { textOf } from './look.ts';

/** What flows do with one field: `values` are those that are written in the flows as they are. */
export type FieldNeed = { write: boolean; values: JsonValue[]; steps: Set<string> };

/** What flows do with one object, and which of its fields they use. Reading is needed for every object. */
export type ObjectNeed = {
  object: string;
  create: boolean;
  edit: boolean;
  remove: boolean;
  /** True where an assignment rule may choose the owner of what is created. */
  assigns: boolean;
  fields: Map<string, FieldNeed>;
};

/** Objects that conversations become, for a connection that no flow uses yet. */
export const USUAL_OBJECTS = ['Lead', 'Case', 'Contact'] as const;

type Act = 'create' | 'edit' | 'remove';

/** What each operation does with the object that its input names. One that is missing here only reads. */
const ACTS: Readonly<Record<string, readonly Act[]>> = {
  create: ['create'],
  upsert: ['create', 'edit'],
  update: ['edit'],
  setOwner: ['edit'],
  runAssignment: ['edit'],
  delete: ['remove'],
};

type Fixed = { object: string; act: Act; fields: readonly string[] };

/** What a look for comments reads: the comments themselves, and their cases. */
const COMMENT_FIELDS = ['ParentId', 'CommentBody', 'IsPublished'];
const CASE_FIELDS = ['CaseNumber', 'Subject'];

/** Operations that write an object which their input does not name. */
const FIXED: Readonly<Record<string, Fixed>> = {
  logActivity: { object: 'Task', act: 'create', fields: ['Subject', 'Description', 'WhoId', 'WhatId'] },
  addCaseComment: { object: 'CaseComment', act: 'create', fields: ['ParentId', 'CommentBody', 'IsPublished'] },
  attachFile: { object: 'ContentVersion', act: 'create', fields: ['Title', 'PathOnClient', 'VersionData'] },
  addCampaignMember: {
    object: 'CampaignMember',
    act: 'create',
    fields: ['CampaignId', 'LeadId', 'ContactId', 'Status'],
  },
};

/** What the published uses need of the org, object by object, in the order of their names. */
export function needsOf(uses: readonly Use[], config: SalesforceConfig): ObjectNeed[] {
  const needs = new Map<string, ObjectNeed>();
  const need = (object: string): ObjectNeed => {
    const empty = { object, create: false, edit: false, remove: false, assigns: false, fields: new Map() };
    const found = needs.get(object) ?? empty;
    needs.set(object, found);
    return found;
  };
  for (const use of uses) {
    const fixed = Object.hasOwn(FIXED, use.operation) ? FIXED[use.operation] : undefined;
    if (fixed) addFixed(need(fixed.object), fixed, stepOf(use));
    else if (use.operation === 'findOrCreate') addPerson(need, use);
    else if (use.operation === 'caseComments') addComments(need, use);
    else addNamed(need, use);
  }
  for (const each of needs.values()) {
    const keyField = each.create ? keyFieldOf(config, each.object) : '';
    if (keyField !== '') addField(each, keyField, { write: true, step: 'exactly once' });
  }
  return [...needs.values()].sort((left, right) => (left.object < right.object ? -1 : 1));
}

function stepOf({ flow, step }: Use): string {
  return `${flow}/${step}`;
}

function addFixed(need: ObjectNeed, { act, fields }: Fixed, step: string): void {
  need[act] = true;
  for (const field of fields) addField(need, field, { write: true, step });
}

/** Operations that name their object, as nearly all do. */
function addNamed(need: (object: string) => ObjectNeed, use: Use): void {
  const input = use.input as JsonObject;
  const { externalIdField, assignmentRule } = input;
  const acts = Object.hasOwn(ACTS, use.operation) ? (ACTS[use.operation] ?? []) : [];
  const step = stepOf(use);
  for (const { object, fields } of namedIn(input)) {
    const found = need(object);
    for (const act of acts) found[act] = true;
    addFields(found, fields, step);
    // What a look watches for changes stands like conditions: each with the field that it is about.
    for (const field of conditionFields([input['where'] ?? null, input['changes'] ?? null]))
      addField(found, field, { write: false, step });
    if (typeof externalIdField === 'string')
      addField(found, externalIdField, { write: use.operation === 'upsert', step });
    const owned = isObject(fields) && 'OwnerId' in fields;
    if (acts.includes('create') && (assignmentRule === 'default' || (assignmentRule === undefined && !owned)))
      found.assigns = true;
  }
}

type Named = { object: string; fields: JsonValue | undefined };

/** One object, a list of them each with its fields, or the one of a query. */
function namedIn({ object, objects, fields, soql }: JsonObject): Named[] {
  if (typeof object === 'string') return [{ object, fields }];
  if (Array.isArray(objects)) {
    return objects.filter(isObject).flatMap(({ object: name, fields: read }): Named[] => {
      return typeof name === 'string' ? [{ object: name, fields: read }] : [];
    });
  }
  const [, from] = /\bFROM\s+([A-Za-z]\w*)/i.exec(textOf(soql)) ?? [];
  return from === undefined ? [] : [{ object: from, fields: undefined }];
}

/** The fields that conditions compare. */
function conditionFields(value: JsonValue | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(conditionFields);
  if (!isObject(value)) return [];
  const { field, all, any } = value;
  return [...(typeof field === 'string' ? [field] : []), ...conditionFields(all), ...conditionFields(any)];
}

/** Comments on cases are read with fields of the case; conditions are about the comment. */
function addComments(need: (object: string) => ObjectNeed, use: Use): void {
  const { where, fields } = use.input as JsonObject;
  const step = stepOf(use);
  addFields(need('CaseComment'), [...COMMENT_FIELDS, ...conditionFields(where)], step);
  addFields(need('Case'), CASE_FIELDS, step);
  addFields(need('Case'), fields, step);
}

/** A person is looked for among leads and contacts, and made as one of them. */
function addPerson(need: (object: string) => ObjectNeed, use: Use): void {
  const { object = 'person', create, fields, update, onFound = 'update' } = use.input as JsonObject;
  const api = (name: JsonValue | undefined): string => (name === 'PersonAccount' ? 'Account' : textOf(name));
  const step = stepOf(use);
  const made = need(api(create ?? (object === 'person' ? 'Lead' : object)));
  made.create = true;
  addFields(made, fields, step);
  const looked = object === 'person' ? ['Lead', 'Contact'] : [api(object)];
  for (const name of looked) {
    const found = need(name);
    found.edit ||= onFound === 'update';
    for (const field of name === 'Account' ? ['Phone'] : ['Email', 'Phone', 'MobilePhone'])
      addField(found, field, { write: false, step });
  }
  if (!isObject(update)) return;
  for (const [name, members] of Object.entries(update)) addFields(need(api(name)), members, step);
}

/** Fields to write are an object of values, fields to read a list of names. */
function addFields(need: ObjectNeed, fields: JsonValue | undefined, step: string): void {
  if (Array.isArray(fields)) {
    for (const name of fields) if (typeof name === 'string') addField(need, name, { write: false, step });
  }
  if (!isObject(fields)) return;
  for (const [name, value] of Object.entries(fields)) {
    // A parent by its External ID stands under the name of the relationship, which is no field.
    const isParent = isObject(value) && !('$unknown' in value) && !readReference(value, need.object);
    if (!isParent) addField(need, name, { write: true, step, value });
  }
}

type Adding = { write: boolean; step: string; value?: JsonValue | undefined };

function addField(need: ObjectNeed, field: string, { write, step, value }: Adding): void {
  // A field of a related record, such as Owner.Name, is none of this object.
  if (field.includes('.')) return;
  const found: FieldNeed = need.fields.get(field) ?? { write: false, values: [], steps: new Set() };
  found.write ||= write;
  found.steps.add(step);
  const isKnown = value !== undefined && value !== null && !(isObject(value) && '$unknown' in value);
  if (isKnown) found.values.push(value);
  need.fields.set(field, found);
}
