import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic, FileDiagnostic } from '../../base/diagnostic.ts';
import type { Flow } from '../../flow/flow.ts';
import { parseFlowFile } from '../../flow/flow-file.ts';
import { validate } from '../../flow/validate/validate.ts';
import { catalogOf } from '../../control/catalog.ts';

type Around = Parameters<typeof catalogOf>[0];

/** Flows read from files, and what is doubtful about them. */
export type ReadFlows = { flows: Omit<Flow, 'version'>[]; warnings: FileDiagnostic[] };

/**
 * Reads and validates every flow file of some folders, in the order of their names.
 * All findings go into `problems`, errors and warnings alike; a folder that is not there holds no flows.
 */
export async function readFlowFiles(
  folders: readonly string[],
  around: Around,
  problems: FileDiagnostic[] = [],
): Promise<ReadFlows> {
  const flows: Omit<Flow, 'version'>[] = [];
  const files: string[] = [];
  const fileOf = new Map<string, string>();
  for (const file of await flowFiles(folders)) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) {
      problems.push({ file, diagnostic: UNREADABLE });
      continue;
    }
    const parsed = parseFlowFile(text);
    if ('diagnostics' in parsed) {
      problems.push(...parsed.diagnostics.map((diagnostic) => ({ file, diagnostic })));
      continue;
    }
    const { flow } = parsed.file;
    const first = fileOf.get(flow.id);
    if (first) problems.push({ file, diagnostic: repeatedId(flow.id, first) });
    fileOf.set(flow.id, file);
    flows.push(flow);
    files.push(file);
  }
  // Flows name each other, so they are checked when all are known.
  const catalog = catalogOf({ ...around, flows });
  for (const [at, flow] of flows.entries()) {
    const file = files[at] ?? '';
    problems.push(...validate({ ...flow, version: 0 }, catalog).map((diagnostic) => ({ file, diagnostic })));
  }
  return { flows, warnings: problems.filter(({ diagnostic }) => diagnostic.severity === 'warning') };
}

const UNREADABLE: Diagnostic = {
  code: 'unreadable_file',
  severity: 'error',
  path: [],
  message: 'The file cannot be read.',
  fix: 'Give this user read access to it, or move it out of the folder.',
};

async function flowFiles(folders: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const folder of folders) {
    const names = await readdir(folder).catch((): string[] => []);
    files.push(
      ...names
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(folder, name)),
    );
  }
  return files;
}

function repeatedId(flow: string, first: string): Diagnostic {
  return {
    code: 'repeated_flow_id',
    severity: 'error',
    path: ['flow', 'id'],
    message: `The flow id "${flow}" is taken by ${first}.`,
    fix: 'Give each flow of the project an id of its own.',
  };
}
