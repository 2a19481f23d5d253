import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';

/** One value of a picklist. */
export type Choice = {
  value: string;
  /** As people of the org see it; absent where it is the value itself. */
  label?: string;
  default?: true;
  /** Values of the controlling field with which it may be chosen; absent where no field controls it. */
  with?: readonly string[];
};

/** What we use of a field's describe. A flag that is absent is off. */
export type FieldDescribe = {
  name: string;
  label: string;
  type: string;
  createable?: true;
  updateable?: true;
  /** Has to be given when a record is created. */
  required?: true;
  filterable?: true;
  length?: number;
  precision?: number;
  scale?: number;
  digits?: number;
  picklist?: readonly Choice[];
  /** Only the picklist's values are taken. */
  restricted?: true;
  /** The field whose value decides which values can be chosen. */
  controller?: string;
  referenceTo?: readonly string[];
  /** Under this name a parent can be given by its External ID. */
  relationship?: string;
  externalId?: true;
  unique?: true;
  idLookup?: true;
  nameField?: true;
  help?: string;
  default?: JsonValue;
};

/** A record type of an object; `available` tells whether the connected user may give it to records. */
export type RecordTypeInfo = {
  id: string;
  developerName: string;
  name: string;
  available?: true;
  default?: true;
  master?: true;
};

/** An object as the connected user may see it, reduced to what we use. */
export type ObjectDescribe = {
  object: string;
  label: string;
  labelPlural: string;
  keyPrefix?: string;
  createable?: true;
  updateable?: true;
  queryable?: true;
  fields: readonly FieldDescribe[];
  recordTypes: readonly RecordTypeInfo[];
};

/** Reduces an answer of `GET /sobjects/X/describe`; undefined for anything else. */
export function readDescribe(body: JsonValue | undefined): ObjectDescribe | undefined {
  if (!isObject(body) || typeof body['name'] !== 'string' || !Array.isArray(body['fields'])) return undefined;
  const fields = body['fields'].filter(isObject);
  const controllers = new Map(fields.map((field) => [field['name'], field]));
  const types = Array.isArray(body['recordTypeInfos']) ? body['recordTypeInfos'].filter(isObject) : [];
  return {
    object: body['name'],
    label: textOf(body['label']) ?? body['name'],
    labelPlural: textOf(body['labelPlural']) ?? body['name'],
    ...given('keyPrefix', textOf(body['keyPrefix'])),
    ...flags(body, ['createable', 'updateable', 'queryable']),
    fields: fields.flatMap((field) => readField(field, controllers.get(field['controllerName']))),
    recordTypes: types.filter((type) => type['active'] !== false).flatMap(readRecordType),
  };
}

/** The field of this API name, whatever its case, as the org itself finds it. */
export function fieldOf(describe: ObjectDescribe, name: string): FieldDescribe | undefined {
  let index = indexes.get(describe);
  if (!index) {
    index = new Map(describe.fields.map((field) => [field.name.toLowerCase(), field]));
    indexes.set(describe, index);
  }
  return index.get(name.toLowerCase());
}

const indexes = new WeakMap<ObjectDescribe, Map<string, FieldDescribe>>();

const FLAGS = ['createable', 'updateable', 'filterable', 'externalId', 'unique', 'idLookup', 'nameField'] as const;
const SIZES = ['length', 'precision', 'scale', 'digits'] as const;

function readField(field: JsonObject, controller: JsonObject | undefined): FieldDescribe[] {
  const { name, type } = field;
  if (typeof name !== 'string' || typeof type !== 'string' || field['deprecatedAndHidden'] === true) return [];
  const sizes = SIZES.flatMap((size) => (Number(field[size] ?? 0) > 0 ? [[size, Number(field[size])]] : []));
  const choices = readChoices(field, controller);
  const referenceTo = textsOf(field['referenceTo']);
  const preset = field['defaultValue'];
  return [
    {
      name,
      label: textOf(field['label']) ?? name,
      type,
      ...flags(field, FLAGS),
      ...(isRequired(field) ? { required: true as const } : {}),
      ...Object.fromEntries(sizes),
      ...(choices.length > 0 ? { picklist: choices } : {}),
      ...(field['restrictedPicklist'] === true ? { restricted: true as const } : {}),
      ...given('controller', textOf(field['controllerName'])),
      ...(referenceTo.length > 0 ? { referenceTo } : {}),
      ...given('relationship', textOf(field['relationshipName'])),
      ...given('help', textOf(field['inlineHelpText'])),
      ...(preset === null || preset === undefined || preset === false ? {} : { default: preset }),
    },
  ];
}

/** Booleans are never required: one that is not given is false. */
function isRequired(field: JsonObject): boolean {
  const may = field['createable'] === true && field['nillable'] !== true && field['defaultedOnCreate'] !== true;
  return may && field['type'] !== 'boolean';
}

function readChoices(field: JsonObject, controller: JsonObject | undefined): Choice[] {
  const values = Array.isArray(field['picklistValues']) ? field['picklistValues'].filter(isObject) : [];
  const controlling = controller ? controllingValues(controller) : [];
  return values.flatMap((entry): Choice[] => {
    const value = textOf(entry['value']);
    if (value === undefined || entry['active'] === false) return [];
    const label = textOf(entry['label']);
    const validFor = textOf(entry['validFor']);
    return [
      {
        value,
        ...(label === undefined || label === value ? {} : { label }),
        ...(entry['defaultValue'] === true ? { default: true as const } : {}),
        ...(validFor === undefined || !controller ? {} : { with: bitsOf(validFor).map((at) => controlling[at] ?? '') }),
      },
    ];
  });
}

/** All values of a controlling field in their order, inactive ones too: positions count. */
function controllingValues(controller: JsonObject): string[] {
  if (controller['type'] === 'boolean') return ['false', 'true'];
  const values = Array.isArray(controller['picklistValues']) ? controller['picklistValues'].filter(isObject) : [];
  return values.map((entry) => textOf(entry['value']) ?? '');
}

/** Positions of the bits that are set in a base64 text, the most significant bit of each byte first. */
function bitsOf(base64: string): number[] {
  const set: number[] = [];
  for (const [at, byte] of Buffer.from(base64, 'base64').entries()) {
    for (let bit = 0; bit < 8; bit++) if (byte & (0x80 >> bit)) set.push(at * 8 + bit);
  }
  return set;
}

function readRecordType(type: JsonObject): RecordTypeInfo[] {
  const [id, name] = [textOf(type['recordTypeId']), textOf(type['name'])];
  if (id === undefined || name === undefined) return [];
  return [
    {
      id,
      name,
      developerName: textOf(type['developerName']) ?? name,
      ...flags(type, ['available', 'master']),
      ...(type['defaultRecordTypeMapping'] === true ? { default: true as const } : {}),
    },
  ];
}

function flags<Name extends string>(from: JsonObject, names: readonly Name[]): { [name in Name]?: true } {
  const on = names.filter((name) => from[name] === true).map((name) => [name, true] as const);
  return Object.fromEntries(on) as { [name in Name]?: true };
}

function given<Name extends string>(name: Name, value: string | undefined): { [name in Name]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { [name in Name]?: string };
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function textsOf(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
