import source from './metadata.json' with { type: 'json' };

/** One choice of a picklist; a choice without `labelIt` reads the same in Italian. */
export type PicklistValue = {
  value: string;
  labelIt?: string;
  defaultValue?: boolean;
  /** What the platform takes the value for, where an org calls it otherwise: `Closed` for `Chiuso`. */
  means?: string;
  /** Values of the controlling field that this choice goes with; absent for all. */
  validFor?: readonly string[];
};

/** One field of an object. Members that are absent hold describe's usual value: false, 0 or an empty list. */
export type Field = {
  name: string;
  label: string;
  labelIt: string;
  type: string;
  soapType: string;
  length?: number;
  precision?: number;
  scale?: number;
  digits?: number;
  nillable?: boolean;
  createable?: boolean;
  updateable?: boolean;
  defaultedOnCreate?: boolean;
  idLookup?: boolean;
  nameField?: boolean;
  autoNumber?: boolean;
  calculated?: boolean;
  externalId?: boolean;
  unique?: boolean;
  caseSensitive?: boolean;
  custom?: boolean;
  restrictedPicklist?: boolean;
  dependentPicklist?: boolean;
  controllerName?: string;
  filterable?: boolean;
  sortable?: boolean;
  groupable?: boolean;
  referenceTo?: readonly string[];
  relationshipName?: string;
  picklistValues?: readonly PicklistValue[];
  /** What the integration user may do with the field, where that is less than the object allows. */
  access?: 'hidden' | 'read-only';
};

/** What is written down of an object; the rest follows from it. */
export type SourceObject = {
  name: string;
  label: string;
  labelPlural: string;
  labelIt: string;
  labelPluralIt: string;
  keyPrefix: string;
  fields: readonly Field[];
};

/** One object of the org with its fields; `field` finds one by name, in any case, as the API does. */
export type ObjectType = SourceObject & {
  field: (name: string) => Field | undefined;
  /** The field that a relationship such as `Owner` goes through. */
  relationship: (name: string) => Field | undefined;
  /** Fields whose values no two records may share. */
  uniqueFields: readonly Field[];
  /** Fields that a new record must bring. */
  required: readonly Field[];
  /** Picklist values that a new record gets where nothing was sent. */
  defaults: readonly { name: string; value: string; nillable: boolean }[];
  /** True when every record has an owner, who defaults to the calling user. */
  owned: boolean;
};

/** When the standard metadata was last changed: what `describe` answers as Last-Modified at first. */
export const METADATA_CHANGED_AT = Date.parse(source.lastModified);

/** The objects of a new org as they are written down. */
export const STANDARD_OBJECTS: readonly SourceObject[] = source.objects;

/** Works out what follows from the fields of an object. */
export function indexObject(object: SourceObject): ObjectType {
  const byName = new Map<string, Field>();
  const byRelationship = new Map<string, Field>();
  for (const field of object.fields) {
    byName.set(field.name, field).set(field.name.toLowerCase(), field);
    if (field.relationshipName) byRelationship.set(field.relationshipName.toLowerCase(), field);
  }
  return {
    ...object,
    field: (name) => byName.get(name) ?? byName.get(name.toLowerCase()),
    relationship: (name) => byRelationship.get(name.toLowerCase()),
    uniqueFields: object.fields.filter((field) => field.unique),
    required: object.fields.filter(isRequired),
    defaults: object.fields.flatMap((field) => {
      const choice = field.createable && field.picklistValues?.find((value) => value.defaultValue);
      return choice ? [{ name: field.name, value: choice.value, nillable: field.nillable ?? false }] : [];
    }),
    owned: object.fields.some((field) => field.name === 'OwnerId' && field.createable && field.defaultedOnCreate),
  };
}

function isRequired(field: Field): boolean {
  return Boolean(field.createable && !field.nillable && !field.defaultedOnCreate) && field.type !== 'boolean';
}

/** Every standard object, in the order of the file. */
export const OBJECTS: readonly ObjectType[] = STANDARD_OBJECTS.map(indexObject);

const BY_NAME = new Map(
  OBJECTS.flatMap((object) => [[object.name, object] as const, [object.name.toLowerCase(), object] as const]),
);

/** The standard object of that name, in any case; an org's own objects are in its schema. */
export function findObject(name: string): ObjectType | undefined {
  return BY_NAME.get(name) ?? BY_NAME.get(name.toLowerCase());
}
