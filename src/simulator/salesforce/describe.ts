import { childrenOf } from './child-relationships.ts';
import type { Field, ObjectType, PicklistValue } from './metadata.ts';
import type { Org } from './org.ts';

/** The language that labels are shown in. */
export type Language = 'en' | 'it';

/** How metadata is shown: the version that stands in URLs, and the language of labels. */
export type Shown = { version: string; language: Language };

/** One entry of `GET /sobjects`. */
export function describeBriefly(object: ObjectType, shown: Shown): object {
  const base = `/services/data/${shown.version}/sobjects/${object.name}`;
  const writable = object.fields.some((field) => field.createable);
  return {
    ...OBJECT_DEFAULTS,
    name: object.name,
    label: shown.language === 'it' ? object.labelIt : object.label,
    labelPlural: shown.language === 'it' ? object.labelPluralIt : object.labelPlural,
    keyPrefix: object.keyPrefix,
    custom: object.name.endsWith('__c'),
    createable: writable,
    updateable: writable,
    deletable: writable,
    undeletable: writable,
    layoutable: writable,
    triggerable: writable,
    urls: { sobject: base, describe: `${base}/describe`, rowTemplate: `${base}/{ID}` },
  };
}

/** The answer of `GET /sobjects/X/describe`. */
export function describeFully(org: Org, object: ObjectType, shown: Shown): object {
  return {
    ...describeBriefly(object, shown),
    actionOverrides: [],
    childRelationships: childRelationships(org, object),
    compactLayoutable: true,
    fields: object.fields.map((field) => describeField(object, field, shown.language)),
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: recordTypeInfos(org, object, shown.version),
    searchLayoutable: true,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [{ label: 'All', name: 'everything' }],
  };
}

const OBJECT_DEFAULTS = {
  activateable: false,
  associateEntityType: null,
  associateParentEntity: null,
  custom: false,
  customSetting: false,
  deepCloneable: false,
  defaultImplementation: null,
  deprecatedAndHidden: false,
  extendedBy: null,
  extendsInterfaces: null,
  feedEnabled: false,
  hasSubtypes: false,
  implementedBy: null,
  implementsInterfaces: null,
  interfaceFor: null,
  isInterface: false,
  isSubtype: false,
  mergeable: false,
  mruEnabled: true,
  queryable: true,
  replicateable: true,
  retrieveable: true,
  searchable: true,
};

const FIELD_DEFAULTS = {
  aggregatable: true,
  aiPredictionField: false,
  autoNumber: false,
  calculated: false,
  calculatedFormula: null,
  cascadeDelete: false,
  caseSensitive: false,
  compoundFieldName: null,
  controllerName: null,
  createable: false,
  custom: false,
  defaultValue: null,
  defaultValueFormula: null,
  defaultedOnCreate: false,
  dependentPicklist: false,
  deprecatedAndHidden: false,
  digits: 0,
  displayLocationInDecimal: false,
  encrypted: false,
  externalId: false,
  extraTypeInfo: null,
  filterable: false,
  filteredLookupInfo: null,
  formulaTreatNullNumberAsZero: false,
  groupable: false,
  highScaleNumber: false,
  htmlFormatted: false,
  idLookup: false,
  inlineHelpText: null,
  length: 0,
  mask: null,
  maskType: null,
  nameField: false,
  namePointing: false,
  nillable: false,
  polymorphicForeignKey: false,
  precision: 0,
  queryByDistance: false,
  referenceTargetField: null,
  referenceTo: [],
  relationshipName: null,
  relationshipOrder: null,
  restrictedDelete: false,
  restrictedPicklist: false,
  scale: 0,
  searchPrefilterable: false,
  sortable: false,
  unique: false,
  updateable: false,
  writeRequiresMasterRead: false,
};

function describeField(object: ObjectType, field: Field, language: Language): object {
  const { labelIt, access: _, ...described } = field;
  const controller = field.controllerName === undefined ? undefined : object.field(field.controllerName);
  return {
    ...FIELD_DEFAULTS,
    ...described,
    label: language === 'it' ? labelIt : field.label,
    byteLength: (field.length ?? 0) * 3,
    defaultValue: field.type === 'boolean' ? false : null,
    namePointing: (field.referenceTo?.length ?? 0) > 1,
    permissionable: Boolean(field.createable && field.nillable),
    picklistValues: (field.picklistValues ?? []).map((choice) => describeChoice(choice, { language, controller })),
    polymorphicForeignKey: (field.referenceTo?.length ?? 0) > 1,
  };
}

/** One choice as describe shows it. */
export function describeChoice(
  choice: PicklistValue,
  shown: { language: Language; controller: Field | undefined },
): { active: boolean; defaultValue: boolean; label: string; validFor: string | null; value: string } {
  const label = shown.language === 'it' ? (choice.labelIt ?? choice.value) : choice.value;
  const validFor = shown.controller ? validForBits(choice, shown.controller) : null;
  return { active: true, defaultValue: choice.defaultValue ?? false, label, validFor, value: choice.value };
}

/** A bit for each value of the controlling field, the first one highest, as base64. */
function validForBits(choice: PicklistValue, controller: Field): string {
  const values =
    controller.type === 'boolean' ? ['false', 'true'] : (controller.picklistValues ?? []).map(({ value }) => value);
  const bytes = new Uint8Array(Math.ceil(values.length / 8));
  for (const [index, value] of values.entries()) {
    if (choice.validFor && !choice.validFor.includes(value)) continue;
    bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7));
  }
  return Buffer.from(bytes).toString('base64');
}

function childRelationships(org: Org, object: ObjectType): object[] {
  return childrenOf(org.setup.schema, object).map(({ child, field, name }) => ({
    cascadeDelete: false,
    childSObject: child.name,
    deprecatedAndHidden: false,
    field: field.name,
    junctionIdListNames: [],
    junctionReferenceTo: [],
    relationshipName: name,
    restrictedDelete: false,
  }));
}

function recordTypeInfos(org: Org, object: ObjectType, version: string): object[] {
  const base = `/services/data/${version}/sobjects/${object.name}`;
  const master = { id: '012000000000000AAA', name: 'Master', developerName: 'Master', isMaster: true };
  const { recordTypes } = org.setup;
  const chosen = [...recordTypes].find(([, type]) => type.object === object.name && type.isDefault)?.[0];
  const own = [...org.store.list('RecordType')]
    .filter((row) => row.fields['SobjectType'] === object.name)
    .map((row) => ({
      id: row.id,
      name: String(row.fields['Name']),
      developerName: String(row.fields['DeveloperName']),
      isMaster: false,
      active: row.fields['IsActive'] === true,
    }));
  return [...own, { ...master, active: true }].map((type) => ({
    active: type.active,
    available: type.active && recordTypes.get(type.id)?.available !== false,
    defaultRecordTypeMapping: chosen === undefined ? type.isMaster : type.id === chosen,
    developerName: type.developerName,
    master: type.isMaster,
    name: type.name,
    recordTypeId: type.id,
    urls: { layout: `${base}/describe/layouts/${type.id}` },
  }));
}
