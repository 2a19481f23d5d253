import { METADATA_CHANGED_AT, OBJECTS, type Field, type ObjectType, type PicklistValue } from './metadata.ts';
import type { Org } from './org.ts';

/** The language that labels are shown in. */
export type Language = 'en' | 'it';

/** `Last-Modified` of every describe answer. */
export const DESCRIBE_LAST_MODIFIED = new Date(METADATA_CHANGED_AT).toUTCString();

/** One entry of `GET /sobjects`. */
export function describeBriefly(object: ObjectType, shown: { version: string; language: Language }): object {
  const base = `/services/data/${shown.version}/sobjects/${object.name}`;
  const writable = object.fields.some((field) => field.createable);
  return {
    ...OBJECT_DEFAULTS,
    name: object.name,
    label: shown.language === 'it' ? object.labelIt : object.label,
    labelPlural: shown.language === 'it' ? object.labelPluralIt : object.labelPlural,
    keyPrefix: object.keyPrefix,
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
export function describeFully(org: Org, object: ObjectType, shown: { version: string; language: Language }): object {
  return {
    ...describeBriefly(object, shown),
    actionOverrides: [],
    childRelationships: childRelationships(object),
    compactLayoutable: true,
    fields: object.fields.map((field) => describeField(field, shown.language)),
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

function describeField(field: Field, language: Language): object {
  const { labelIt, ...described } = field;
  return {
    ...FIELD_DEFAULTS,
    ...described,
    label: language === 'it' ? labelIt : field.label,
    byteLength: (field.length ?? 0) * 3,
    defaultValue: field.type === 'boolean' ? false : null,
    namePointing: (field.referenceTo?.length ?? 0) > 1,
    permissionable: Boolean(field.createable && field.nillable),
    picklistValues: (field.picklistValues ?? []).map((choice) => describeChoice(choice, language)),
    polymorphicForeignKey: (field.referenceTo?.length ?? 0) > 1,
  };
}

function describeChoice(choice: PicklistValue, language: Language): object {
  const label = language === 'it' ? (choice.labelIt ?? choice.value) : choice.value;
  return { active: true, defaultValue: choice.defaultValue ?? false, label, validFor: null, value: choice.value };
}

function childRelationships(object: ObjectType): object[] {
  return OBJECTS.flatMap((child) =>
    child.fields
      .filter((field) => field.referenceTo?.includes(object.name))
      .map((field) => ({
        cascadeDelete: false,
        childSObject: child.name,
        deprecatedAndHidden: false,
        field: field.name,
        junctionIdListNames: [],
        junctionReferenceTo: [],
        relationshipName: null,
        restrictedDelete: false,
      })),
  );
}

function recordTypeInfos(org: Org, object: ObjectType, version: string): object[] {
  const base = `/services/data/${version}/sobjects/${object.name}`;
  const master = { id: '012000000000000AAA', name: 'Master', developerName: 'Master', isMaster: true };
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
    available: true,
    defaultRecordTypeMapping: type.isMaster,
    developerName: type.developerName,
    master: type.isMaster,
    name: type.name,
    recordTypeId: type.id,
    urls: { layout: `${base}/describe/layouts/${type.id}` },
  }));
}
