import {
  METADATA_CHANGED_AT,
  OBJECTS,
  STANDARD_OBJECTS,
  indexObject,
  type Field,
  type ObjectType,
  type PicklistValue,
  type SourceObject,
} from './metadata.ts';

/** The objects and fields of one org. An object is seen in full, or as field-level security leaves it. */
export type Schema = {
  /** Every object as the integration user sees it. */
  objects: () => readonly ObjectType[];
  /** An object as the integration user sees it; the name in any case. */
  find: (name: string) => ObjectType | undefined;
  /** An object with all its fields. */
  full: (name: string) => ObjectType | undefined;
  /** The object that a record id belongs to, by its first three characters. */
  ofId: (id: string) => ObjectType | undefined;
  /** What the platform takes a value for: in an Italian org `Chiuso` means `Closed`. */
  meaning: (object: string, field: string, value: unknown) => unknown;
  /** When anything was last changed, in epoch milliseconds. */
  changedAt: () => number;
  /** Puts an object in, or in the place of the one with its name. */
  set: (object: SourceObject, at: number) => void;
  /** Back to the objects of a new org. */
  clear: () => void;
};

type Entry = { full: ObjectType; visible: ObjectType };

const STANDARD: readonly Entry[] = OBJECTS.map((full) => ({ full, visible: full }));
let italian: readonly Entry[] | undefined;

/** Makes the schema of a new org; in an Italian one the values of picklists are Italian too. */
export function createSchema(language: 'en' | 'it'): Schema {
  const entries = new Map<string, Entry>();
  const byPrefix = new Map<string, Entry>();
  let changedAt = METADATA_CHANGED_AT;
  const put = (entry: Entry): void => {
    entries.set(entry.full.name.toLowerCase(), entry);
    byPrefix.set(entry.full.keyPrefix, entry);
  };
  const entryOf = (name: string): Entry | undefined => entries.get(name) ?? entries.get(name.toLowerCase());
  const clear = (): void => {
    entries.clear();
    byPrefix.clear();
    for (const entry of language === 'it' ? (italian ??= translated()) : STANDARD) put(entry);
    changedAt = METADATA_CHANGED_AT;
  };
  clear();
  return {
    objects: () => [...entries.values()].map((entry) => entry.visible),
    find: (name) => entryOf(name)?.visible,
    full: (name) => entryOf(name)?.full,
    ofId: (id) => byPrefix.get(id.slice(0, 3))?.visible,
    meaning: (object, field, value) => {
      const choices = entryOf(object)?.full.field(field)?.picklistValues;
      return choices?.find((choice) => choice.value === value)?.means ?? value;
    },
    changedAt: () => changedAt,
    set: (object, at) => {
      put(look(object));
      changedAt = Math.max(at, changedAt + 1000);
    },
    clear,
  };
}

/** The object in full, and without what the integration user must not see or write. */
function look(object: SourceObject): Entry {
  const full = indexObject(object);
  if (!object.fields.some((field) => field.access)) return { full, visible: full };
  const fields = object.fields.filter((field) => field.access !== 'hidden').map(asAllowed);
  const { uniqueFields, required, defaults, owned } = full;
  return { full, visible: { ...indexObject({ ...object, fields }), uniqueFields, required, defaults, owned } };
}

function asAllowed(field: Field): Field {
  return field.access === 'read-only' ? { ...field, createable: false, updateable: false } : field;
}

function translated(): readonly Entry[] {
  return STANDARD_OBJECTS.map((object) => look({ ...object, fields: object.fields.map(translateValues) }));
}

/** Restricted picklists of the platform keep their technical values. */
function translateValues(field: Field): Field {
  if (!field.picklistValues || field.restrictedPicklist) return field;
  return { ...field, picklistValues: field.picklistValues.map(translateValue) };
}

function translateValue(choice: PicklistValue): PicklistValue {
  if (choice.labelIt === undefined) return choice;
  return { ...choice, value: choice.labelIt, means: choice.value };
}
