import type { Diagnostic } from '../base/diagnostic.ts';
import { canonicalJson, isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { diagnose } from './diagnose.ts';
import { Type } from 'typebox';
import type { Schema } from '../base/schema.ts';
import { own, type Flow, type FlowFile } from './flow.ts';
import { flowShape } from './flow-schema.ts';
import { HANDLERS, TRIGGERS } from './trigger-schema.ts';
import { didYouMean } from './validate/closest.ts';
import { findJsonFault } from './json-place.ts';
import { migrateFile } from './migrate/migrate.ts';
import { explainSchema } from './validate/explain-schema.ts';

/** Longest flow file, in characters. */
export const MAX_FILE_LENGTH = 2_000_000;
/** Deepest nesting of objects and lists in a flow file. */
export const MAX_FILE_DEPTH = 64;

/**
 * Reads a flow file: its text, its format, its outer form. Files of older formats are brought up to the present one.
 * Never throws. What the steps say is for `validate`.
 */
export function parseFlowFile(text: string): { file: FlowFile } | { diagnostics: Diagnostic[] } {
  if (text.length > MAX_FILE_LENGTH)
    return refuse(
      'too_large',
      `The file has ${text.length} characters; a flow has at most ${MAX_FILE_LENGTH}.`,
      'Split the flow into several.',
    );
  const fault = findJsonFault(text.replace(/^\uFEFF/, ' '), MAX_FILE_DEPTH);
  if (fault)
    return refuse(
      'not_json',
      `At line ${fault.line}, column ${fault.column}: ${fault.message}.`,
      'Correct the text there; the mistake may also stand just before.',
    );
  return checkFile(JSON.parse(text.replace(/^\uFEFF/, '')) as JsonValue);
}

/** Writes a flow file: two spaces, members in a fixed order, so that a diff shows meaning. */
export function formatFlowFile(file: FlowFile): string {
  return `${JSON.stringify(inOrder(file), null, 2)}\n`;
}

/** The text that a flow version is known by: equal for flows that mean the same. The version's number is no part of it. */
export function flowIdentity(flow: Flow | FlowFile['flow']): string {
  const { version: _version, ...rest } = flow as Flow;
  return canonicalJson(rest);
}

/** Checks the outer form of a flow; an empty list means that its members can be relied upon. */
export function checkFlowShape(flow: unknown): Diagnostic[] {
  const path = ['flow'];
  if (!isObject(flow))
    return [diagnose('bad_shape', path, { message: 'The flow is missing.', fix: 'Put the flow under "flow".' })];
  const { version: _version, ...rest } = flow;
  const found = explainSchema(flowShape, rest, { code: 'bad_shape', path });
  // Of several forms only the one that the author meant is worth explaining.
  return [
    ...found.filter((finding) => !isInside(finding.path, 'triggers') && !isInside(finding.path, 'handlers')),
    ...explainEach(rest['triggers'], TRIGGERS, { by: 'type', path: [...path, 'triggers'] }),
    ...explainEach(rest['handlers'], HANDLERS, { by: 'on', path: [...path, 'handlers'] }),
  ];
}

function isInside([, list, at]: Diagnostic['path'], name: string): boolean {
  return list === name && at !== undefined;
}

type Forms = { by: string; path: Diagnostic['path'] };

/** What is wrong with each member of a list whose form depends on one word in it. */
function explainEach(
  list: JsonValue | undefined,
  forms: Readonly<Record<string, Schema>>,
  { by, path }: Forms,
): Diagnostic[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: JsonValue, at): Diagnostic[] => {
    const where = [...path, at];
    if (!isObject(item)) return explainSchema(Type.Object({}), item, { code: 'bad_shape', path: where });
    const form = typeof item[by] === 'string' ? own(forms, item[by]) : undefined;
    if (form) return explainSchema(form, item, { code: 'bad_shape', path: where });
    const words = Object.keys(forms);
    const wrong = typeof item[by] === 'string' ? didYouMean(item[by], words) : '';
    return [
      diagnose('bad_shape', [...where, by], {
        message: `"${by}" must be one of: ${words.join(', ')}.${wrong}`,
        fix: 'Correct the word.',
      }),
    ];
  });
}

function checkFile(written: JsonValue): { file: FlowFile } | { diagnostics: Diagnostic[] } {
  const migrated = migrateFile(written);
  if ('diagnostics' in migrated) return migrated;
  const value = migrated.file;
  const found = checkFlowShape(value['flow']);
  const known = ['$schema', 'rondine', 'flow', 'layout'];
  for (const name of Object.keys(value).filter((member) => !known.includes(member)))
    found.push(diagnose('bad_shape', [name], { message: `A flow file has no "${name}".`, fix: 'Remove it.' }));
  if (value['layout'] !== undefined && !isObject(value['layout']))
    found.push(
      diagnose('bad_shape', ['layout'], {
        message: 'The layout is no object.',
        fix: 'Remove it; the editor lays the steps out anew.',
      }),
    );
  if (found.length > 0) return { diagnostics: found };
  const { flow, layout } = value as JsonObject & FlowFile;
  return { file: { rondine: 1, flow, ...(layout === undefined ? {} : { layout }) } };
}

function refuse(code: 'not_json' | 'too_large', message: string, fix: string) {
  return { diagnostics: [diagnose(code, [], { message, fix })] };
}

/** Names that come first, in this order; all others follow by the alphabet. */
const FIRST = [
  ['rondine', 'flow', 'layout'],
  ['id', 'name', 'type', 'on', 'title', 'language', 'settings', 'triggers', 'handlers', 'start', 'steps'],
  ['text', 'params', 'next', 'left', 'operator', 'right'],
].flat();

function inOrder(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((item: JsonValue) => inOrder(item) ?? null);
  if (!isObject(value)) return value;
  const rank = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const byAlphabet = (left: string, right: string) => (left < right ? -1 : 1);
  const names = Object.keys(value).sort((left, right) => rank(left) - rank(right) || byAlphabet(left, right));
  return Object.fromEntries(names.map((name) => [name, inOrder(value[name])]));
}
