import type { SourceObject } from '../metadata.ts';
import { createSchema, type Schema } from '../schema.ts';
import type { Author, Store } from '../store.ts';
import type {
  ActionDeed,
  AssignmentRuleDeed,
  DuplicateRuleDeed,
  OrgDeed,
  RecordTypeDeed,
  SetupDeed,
  TriggerDeed,
  ValidationRuleDeed,
} from './deeds.ts';
import { changeField, makeField } from './make-field.ts';
import { allowPersonAccounts } from './person-accounts.ts';

/** What the admin has made of the org: its schema, its rules and its settings. */
export type Setup = {
  schema: Schema;
  validationRules: ValidationRuleDeed[];
  duplicateRules: DuplicateRuleDeed[];
  /** With the id of the AssignmentRule record that stands for each. */
  assignmentRules: (AssignmentRuleDeed & { id: string })[];
  triggers: TriggerDeed[];
  actions: ActionDeed[];
  /** By record type id: what a type leaves of picklists, and whether the integration user has it. */
  recordTypes: Map<string, RecordTypeDeed>;
  settings: Required<Omit<OrgDeed, 'deed'>>;
};

/** The setup of a new org, without any rule. */
export function createSetup(language: 'en' | 'it'): Setup {
  return { schema: createSchema(language), ...noRules() };
}

/** Takes back everything that an admin has done. */
export function clearSetup(setup: Setup): void {
  setup.schema.clear();
  Object.assign(setup, noRules());
}

function noRules(): Omit<Setup, 'schema'> {
  return {
    validationRules: [],
    duplicateRules: [],
    assignmentRules: [],
    triggers: [],
    actions: [],
    recordTypes: new Map(),
    settings: {
      searchLagMs: 0,
      parentLockMs: 0,
      duplicateMember: 'duplicateResut',
      mayCustomize: false,
      storageFull: false,
      bulkMs: 0,
      limits: {},
    },
  };
}

/** Where a deed is done: the records that stand for rules and record types are planted in the store. */
export type SetupPlace = { setup: Setup; store: Store; by: Author };

/** Carries out what an admin does. */
export function applyDeed(place: SetupPlace, deed: SetupDeed): void {
  const { setup } = place;
  switch (deed.deed) {
    case 'custom-field':
      return edit(place, deed.object, (object) => [
        ...object.fields.filter((field) => field.name !== deed.name),
        makeField(deed),
      ]);
    case 'change-field':
      return edit(place, deed.object, (object) =>
        object.fields.map((field) => (field.name === deed.field ? changeField(field, deed) : field)),
      );
    case 'remove-field':
      return edit(place, deed.object, (object) => object.fields.filter((field) => field.name !== deed.field));
    case 'many-fields':
      return edit(place, deed.object, (object) => [...object.fields, ...manyFields(deed)]);
    case 'custom-object':
      return addObject(place, deed);
    case 'record-type':
      return addRecordType(place, deed);
    case 'validation-rule':
      setup.validationRules.push(deed);
      return;
    case 'duplicate-rule':
      setup.duplicateRules.push(deed);
      return;
    case 'assignment-rule':
      return addAssignmentRule(place, deed);
    case 'trigger':
      setup.triggers.push(deed);
      return;
    case 'action':
      setup.actions = [...setup.actions.filter((action) => action.name !== deed.name), deed];
      return;
    case 'org': {
      const { deed: _, ...settings } = deed;
      Object.assign(setup.settings, settings);
      return;
    }
    case 'person-accounts':
      return allowPersonAccounts(place, edit);
    case 'remove-rules':
      return removeRules(setup, deed.object);
  }
}

/** Changes the fields of an object, and the indexes over its records with them. */
export type EditFields = (
  place: SetupPlace,
  object: string,
  change: (object: SourceObject) => SourceObject['fields'],
) => void;

const edit: EditFields = (place, name, change) => {
  const object = place.setup.schema.full(name);
  if (!object) throw new Error(`The simulated org has no object ${name}.`);
  place.setup.schema.set({ ...object, fields: change(object) }, place.by.at);
  place.store.reindex(object.name);
};

function manyFields(deed: { object: string; count: number }): SourceObject['fields'] {
  return Array.from({ length: deed.count }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    return makeField({
      deed: 'custom-field',
      object: deed.object,
      name: `Campo_${number}__c`,
      label: `Campo ${number}`,
    });
  });
}

function addObject(place: SetupPlace, deed: { name: string; label?: string }): void {
  const { schema } = place.setup;
  const system = schema
    .full('FeedItem')
    ?.fields.filter((field) => /^(?:Id|IsDeleted|Created|Last|System)/.test(field.name));
  const label = deed.label ?? deed.name.replace(/__c$/, '').replaceAll('_', ' ');
  const number = schema.objects().filter((object) => object.keyPrefix.startsWith('a')).length;
  const owner = schema.full('Account')?.fields.find((field) => field.name === 'OwnerId');
  const name = { ...makeField({ deed: 'custom-field', object: deed.name, name: 'Name', length: 80 }), nameField: true };
  const fields = [...(system ?? []), ...(owner ? [owner] : []), { ...name, custom: false, idLookup: true }];
  const labels = { label, labelPlural: label, labelIt: label, labelPluralIt: label };
  const keyPrefix = `a${String(number).padStart(2, '0')}`;
  schema.set({ name: deed.name, ...labels, keyPrefix, fields }, place.by.at);
}

function addRecordType(place: SetupPlace, deed: RecordTypeDeed): void {
  const { setup, store, by } = place;
  const type = setup.schema.full('RecordType');
  const known = [...store.list('RecordType')].find(
    (row) => row.fields['SobjectType'] === deed.object && row.fields['DeveloperName'] === deed.developerName,
  );
  const fields = {
    Name: deed.name ?? deed.developerName,
    DeveloperName: deed.developerName,
    SobjectType: deed.object,
    IsActive: deed.active ?? true,
  };
  if (known) Object.assign(known.fields, fields);
  const row = known ?? (type && store.plant(type, fields, by));
  if (row) setup.recordTypes.set(row.id, deed);
}

function addAssignmentRule(place: SetupPlace, deed: AssignmentRuleDeed): void {
  const type = place.setup.schema.full('AssignmentRule');
  if (!type) return;
  const fields = { Name: deed.name ?? 'Standard', SobjectType: deed.object, Active: deed.active ?? true };
  place.setup.assignmentRules.push({ ...deed, id: place.store.plant(type, fields, place.by).id });
}

function removeRules(setup: Setup, object: string | undefined): void {
  const stays = (rule: { object: string }): boolean => object !== undefined && rule.object !== object;
  setup.validationRules = setup.validationRules.filter(stays);
  setup.duplicateRules = setup.duplicateRules.filter(stays);
  setup.assignmentRules = setup.assignmentRules.filter(stays);
  setup.triggers = setup.triggers.filter(stays);
}
