import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { FlowFile } from '../../flow/flow.ts';
import { parseFlowFile } from '../../flow/flow-file.ts';
import { UsageError, type Call, type Io } from '../command.ts';
import type { FlowRef } from '../../control/flows.ts';
import { ControlError } from '../../control/control.ts';
import { readText } from './text-source.ts';

/** Reads a flow file, or the standard input for `-`. Throws `ControlError` with what is wrong with its form. */
export async function readFlowFile(name: string, io: Pick<Io, 'cwd' | 'input'>): Promise<FlowFile> {
  const { text, from } = await readText(name, io);
  const parsed = parseFlowFile(text);
  if ('file' in parsed) return parsed.file;
  throw new ControlError('invalid', `${from} is no flow file.`, parsed.diagnostics);
}

/** True for what names a file rather than a flow: a path, a `.json`, a file that is there, or `-`. */
export function isFileName(name: string, { cwd }: Pick<Io, 'cwd'>): boolean {
  return name === '-' || name.includes('/') || name.endsWith('.json') || existsSync(resolve(cwd, name));
}

/** Reads `id`, `id@3` or `id@draft`. */
export function readFlowRef(text: string): FlowRef {
  const [, flow = '', version] = /^([^@]+)(?:@(.+))?$/.exec(text) ?? [];
  if (flow === '') throw new UsageError(`"${text}" names no flow. Write its id, id@3 for a version, or id@draft.`);
  if (version === undefined) return { flow };
  if (version === 'draft') return { flow, version };
  return { flow, version: readVersion(version) };
}

/** Reads the number of a version. */
export function readVersion(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`"${text}" is no version. Versions are numbers, such as 3.`);
}

/** A flow from a file, or from the installation by its id, version or draft; `label` is what to call it. */
export async function readFlow(
  name: string,
  { io, control }: Pick<Call, 'io' | 'control'>,
): Promise<FlowFile & { label: string }> {
  if (isFileName(name, io)) return { ...(await readFlowFile(name, io)), label: name === '-' ? 'standard input' : name };
  const { version, ...file } = await (await control()).call('flows.get', readFlowRef(name));
  return { ...file, label: version === undefined ? name : `${file.flow.id}@${version}` };
}

/** How many findings are errors and how many are warnings, in words. */
export function countFindings(findings: readonly Diagnostic[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  return [count(errors, 'error'), count(findings.length - errors, 'warning')].join(', ');
}
