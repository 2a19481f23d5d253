import type { JsonObject, JsonValue } from '../../src/base/json.ts';
import { checkSchema, type Schema } from '../../src/base/schema.ts';

/** One field of a connection's configuration, as a form shows it. */
export type ConfigField = {
  name: string;
  title: string;
  description?: string;
  kind: 'text' | 'secret' | 'long' | 'switch' | 'number' | 'choice' | 'texts' | 'json';
  required: boolean;
  /** Written by the connection itself: shown, never filled in. */
  kept: boolean;
  /** A text that whoever fills it in makes up. */
  madeUp: boolean;
  options?: readonly string[];
  /** What counts where nothing is filled in. */
  fallback?: JsonValue;
};

/** What is filled in so far, by the names of the fields. */
export type Filled = Readonly<Record<string, JsonValue | undefined>>;

type Member = {
  type?: string;
  enum?: string[];
  anyOf?: { const?: string }[];
  not?: object;
  title?: string;
  description?: string;
  default?: JsonValue;
  secret?: boolean;
  kept?: boolean;
  madeUp?: boolean;
  items?: { type?: string };
};

/** The fields of a configuration, in its order; members that are never right are left out. */
export function fieldsOf(schema: Schema): ConfigField[] {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, Member>; required?: string[] };
  return Object.entries(properties)
    .filter(([, member]) => member.not === undefined)
    .map(([name, member]) => {
      const options = optionsOf(member);
      return {
        name,
        title: member.title ?? name,
        ...(member.description === undefined ? {} : { description: member.description }),
        kind: kindOf(name, member),
        required: required.includes(name) && member.default === undefined,
        kept: member.kept === true,
        madeUp: member.madeUp === true,
        ...(options ? { options } : {}),
        ...(member.default === undefined ? {} : { fallback: member.default }),
      };
    });
}

function optionsOf({ enum: words, anyOf }: Member): string[] | undefined {
  if (words) return words;
  const texts = anyOf?.flatMap((each) => (typeof each.const === 'string' ? [each.const] : []));
  return texts !== undefined && texts.length > 0 && texts.length === anyOf?.length ? texts : undefined;
}

function kindOf(name: string, member: Member): ConfigField['kind'] {
  if (optionsOf(member)) return 'choice';
  // A key has many lines.
  if (/^(privateKey|certificate|serviceAccount)$/.test(name)) return 'long';
  if (member.type === 'string') return member.secret ? 'secret' : 'text';
  if (member.type === 'boolean') return 'switch';
  if (member.type === 'number' || member.type === 'integer') return 'number';
  return member.type === 'array' && member.items?.type === 'string' ? 'texts' : 'json';
}

/** True for what stands for a secret that is set: nobody is shown it again. */
export function isMasked(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && /^•+$/.test(value);
}

/** What is sent: what is empty is not there. */
export function configOf(filled: Filled): JsonObject {
  return Object.fromEntries(
    Object.entries(filled).filter(([, value]) => value !== undefined && value !== '' && !isEmptyList(value)),
  );
}

const isEmptyList = (value: JsonValue): boolean => Array.isArray(value) && value.length === 0;

/** What is wrong with a field: it is needed and empty, or has not the form that it needs. */
export type FieldProblem = 'missing' | 'misfit';

/** What is wrong with a configuration as it is filled in, by the names of the fields. */
export function problemsOf(schema: Schema, filled: Filled): Readonly<Record<string, FieldProblem>> {
  const found = checkSchema(schema, configOf(filled));
  const missing = fieldsOf(schema).filter(({ name, required }) => required && !(name in configOf(filled)));
  return {
    ...Object.fromEntries(
      found.flatMap(({ path: [name] }) =>
        // What is set already was looked at when it was set.
        name === undefined || isMasked(filled[String(name)]) ? [] : [[String(name), 'misfit'] as const],
      ),
    ),
    ...Object.fromEntries(missing.map(({ name }) => [name, 'missing'] as const)),
  };
}

/** What a person changed of a configuration that is shown with its secrets masked; null for what was emptied. */
export function changesOf(before: JsonObject, filled: Filled): JsonObject {
  const changed = Object.entries(filled).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(
    changed.map(([name, value]) => [name, value === undefined || value === '' || isEmptyList(value) ? null : value]),
  );
}

/** A name for a connection that is not taken: the family's, with a number where that is. */
export function freeName(family: string, taken: readonly string[]): string {
  const base =
    family
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-')
      .slice(0, 34) || 'connection';
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(name)) return name;
  }
}

/** True for what a connection can be called. */
export function isName(text: string): boolean {
  return /^[a-z][a-z0-9-]{0,39}$/.test(text);
}

/** A random text that nobody guesses, for tokens that one makes up. */
export function randomText(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  return [...random(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
