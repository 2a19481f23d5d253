import { isObject, type JsonObject, type JsonValue } from '../../../../src/base/json.ts';
import { hasTemplate } from '../../../../src/flow/expression/template.ts';
import type { FormSchema } from '../../../ui/form/field-model.ts';
import { said } from '../../../ui/form/said.ts';

/** The words that a described form has beyond JSON Schema. */
type DescribedSchema = FormSchema & {
  readonly 'x-type'?: string;
  readonly 'x-reference'?: readonly string[];
  readonly 'x-suggest'?: boolean;
  readonly 'x-labels'?: Readonly<Record<string, string>>;
  readonly 'x-controller'?: string;
  readonly 'x-with'?: Readonly<Record<string, readonly string[]>>;
  readonly 'x-external-id'?: boolean;
  readonly 'x-unique'?: boolean;
  readonly uniqueItems?: boolean;
};

/** One field of the system that a value can be given to. */
export type MappingField = {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly help: string | undefined;
  readonly isRequired: boolean;
  /** Values that can be chosen, with what the system shows for them. */
  readonly values: readonly { readonly value: string; readonly label: string }[];
  /** True where only those values are taken. */
  readonly isClosed: boolean;
  /** True where several of them are taken. */
  readonly isList: boolean;
  /** True where it names another record. */
  readonly isReference: boolean;
  readonly isYesNo: boolean;
  /** True where a record is told by it. */
  readonly isKey: boolean;
  readonly most: number | undefined;
};

/** True where the form of a member was described by the system: its parts are rows to give values to. */
export function isDescribed(schema: FormSchema | undefined): boolean {
  const members = Object.values(schema?.properties ?? {}) as DescribedSchema[];
  return members.some((member) => member['x-type'] !== undefined);
}

/**
 * A described form in the words of the general one, which speaks the reader's language. What the system described itself
 * keeps the system's words.
 */
export function inWordsOf(general: FormSchema | undefined, described: FormSchema): FormSchema {
  if (general === undefined || isDescribed(described)) return described;
  const { title = described.title, description = described.description } = general;
  const members = Object.entries(described.properties ?? {}).map(
    ([name, member]) => [name, inWordsOf(general.properties?.[name], member)] as const,
  );
  return {
    ...described,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(described.properties ? { properties: Object.fromEntries(members) } : {}),
  };
}

/** The rows of a described form. `chosen`: what is given so far, for values that depend on another field's. */
export function mappingFields(schema: FormSchema, chosen: JsonObject): MappingField[] {
  const required = new Set(schema.required);
  const members = Object.entries(schema.properties ?? {}) as [string, DescribedSchema][];
  return members.flatMap(([name, member]) => {
    const type = member['x-type'];
    return type === undefined ? [] : [fieldOf(name, { member, type, isRequired: required.has(name), chosen })];
  });
}

type Described = { member: DescribedSchema; type: string; isRequired: boolean; chosen: JsonObject };

function fieldOf(name: string, { member, type, isRequired, chosen }: Described): MappingField {
  const { title = name, description, maxLength } = member;
  const isList = member.type === 'array';
  const values = valuesOf(isList ? (member.items ?? {}) : member, member, chosen);
  return {
    name,
    label: title,
    type,
    // The name stands beside the label already.
    help: description === name ? undefined : description?.replace(`${name}. `, ''),
    isRequired,
    values,
    isClosed: (isList ? member.items?.enum : member.enum) !== undefined,
    isList,
    isReference: member['x-reference'] !== undefined,
    isYesNo: member.type === 'boolean',
    isKey: member['x-external-id'] === true || member['x-unique'] === true,
    most: maxLength,
  };
}

function valuesOf(holder: DescribedSchema, member: DescribedSchema, chosen: JsonObject): MappingField['values'] {
  const all = (holder.enum ?? (member['x-labels'] || isPicklist(member) ? holder.examples : undefined) ?? []).map(
    String,
  );
  const controlling = member['x-controller'] === undefined ? undefined : chosen[member['x-controller']];
  const left = typeof controlling === 'string' ? member['x-with']?.[controlling] : undefined;
  const labels = member['x-labels'] ?? {};
  return all
    .filter((value) => !left || left.includes(value))
    .map((value) => ({ value, label: labels[value] ?? value }));
}

function isPicklist(member: DescribedSchema): boolean {
  return /picklist|combobox/.test(member['x-type'] ?? '');
}

/** Rows in the order in which they are worked on: what has to be given, what is given, and the rest by label. */
export function orderFields(fields: readonly MappingField[], given: JsonObject, language: string): MappingField[] {
  const rank = ({ name, isRequired }: MappingField): number => (isRequired ? 0 : given[name] === undefined ? 2 : 1);
  return fields.toSorted((left, right) => rank(left) - rank(right) || left.label.localeCompare(right.label, language));
}

/** Rows whose label, name or type has all words that are looked for. */
export function searchFields(fields: readonly MappingField[], text: string): MappingField[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return fields.filter(({ label, name, type }) => {
    const facts = plain(`${label} ${name} ${type}`);
    return words.every((word) => facts.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** How a row is filled in: by choosing, by looking for a record, or by writing. */
export type RowInput = 'choose' | 'yesNo' | 'several' | 'record' | 'write';

/** How a row is filled in now; a value with templates is always written. */
export function rowInput(field: MappingField, value: JsonValue | undefined): RowInput {
  if (typeof value === 'string' && hasTemplate(value)) return 'write';
  if (field.isReference) return typeof value === 'string' && value !== '' ? 'write' : 'record';
  if (field.isYesNo) return 'yesNo';
  if (field.values.length === 0) return 'write';
  if (field.isList) return 'several';
  const isOther = typeof value === 'string' && value !== '' && !field.values.some((each) => each.value === value);
  return isOther && !field.isClosed ? 'write' : 'choose';
}

/** What a reference by name says, in few words: `queue New_leads`. */
export function referenceText(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return said(value);
  return Object.entries(value)
    .map(([name, member]) => `${name} ${referenceText(member)}`)
    .join(', ');
}

/** One part of a suggested mapping. */
export type ProposedPart = {
  readonly path: readonly (string | number)[];
  readonly value: JsonValue;
  readonly confidence: string;
  readonly why: string;
};

/** What a proposal adds to or changes of an input; what stands there already is no news. */
export function proposedParts(
  input: JsonObject,
  proposal: {
    input: JsonObject;
    why: readonly { path: readonly (string | number)[]; confidence: string; why: string }[];
  },
): ProposedPart[] {
  return proposal.why.flatMap(({ path, confidence, why }) => {
    const value = valueAt(proposal.input, path);
    const isNews = value !== undefined && JSON.stringify(value) !== JSON.stringify(valueAt(input, path));
    return isNews ? [{ path, value, confidence, why }] : [];
  });
}

/** The value at a place; undefined where there is none. */
export function valueAt(value: JsonValue | undefined, path: readonly (string | number)[]): JsonValue | undefined {
  let at = value;
  for (const name of path)
    at = isObject(at) ? at[name] : Array.isArray(at) ? (at[Number(name)] as JsonValue | undefined) : undefined;
  return at;
}

/** The input with another value at a place of members; undefined takes it out. */
export function withValueAt(
  input: JsonObject,
  path: readonly (string | number)[],
  value: JsonValue | undefined,
): JsonObject {
  const [name, ...rest] = path.map(String);
  if (name === undefined) return input;
  const former = input[name];
  const next = rest.length === 0 ? value : withValueAt(isObject(former) ? former : {}, rest, value);
  const { [name]: _former, ...others } = input;
  return next === undefined ? others : { ...input, [name]: next };
}
