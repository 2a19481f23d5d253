import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatDiagnostic, type Diagnostic, type FileDiagnostic } from '../../base/diagnostic.ts';
import { id } from '../../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { didYouMean } from '../../flow/validate/closest.ts';
import { channelsById, connectorsById } from '../../control/catalog.ts';
import { readFacts } from '../start/project-facts.ts';
import { readFlowFiles } from '../start/project-flows.ts';
import type { TestedProject } from './tested-project.ts';

/** A project that cannot be tested; the message names every finding with file, place and cure. */
export class TestedProjectError extends Error {
  override readonly name = 'TestedProjectError';

  constructor(problems: readonly FileDiagnostic[]) {
    super(problems.map(({ file, diagnostic }) => `${file}: ${formatDiagnostic(diagnostic)}`).join('\n'));
  }
}

/**
 * Reads a project folder for its transcripts. Variables of the environment are not needed and not read: credentials
 * would open nothing, and a test must not depend on where it runs. Throws `TestedProjectError`.
 */
export async function readTestedProject(folder: string): Promise<TestedProject> {
  const file = join(folder, 'rondine.json');
  const problems: FileDiagnostic[] = [];
  const report = (diagnostic: Omit<Diagnostic, 'severity'>): void =>
    void problems.push({ file, diagnostic: { severity: 'error', ...diagnostic } });
  const content = await readObject(file, report);
  const connections = content ? readConnections(content['connections'], report) : [];
  const names = connections.map(({ key }) => key as string);
  const facts = readFacts(withoutVariables(content ?? {}) as JsonObject, names, report);
  const { flows } = await readFlowFiles([join(folder, 'flows')], { connections, facts }, problems);
  const errors = problems.filter(({ diagnostic }) => diagnostic.severity === 'error');
  if (errors.length > 0) throw new TestedProjectError(errors);
  return { folder, connections, flows, calendars: facts.calendars, settings: facts.settings, secrets: facts.secrets };
}

type Report = (diagnostic: Omit<Diagnostic, 'severity'>) => void;

async function readObject(file: string, report: Report): Promise<JsonObject | undefined> {
  try {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (isObject(content)) return content;
    report({ code: 'schema', path: [], message: 'This is no object.', fix: 'Write { "connections": { … } }.' });
  } catch (error) {
    const message = `It cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
    report({
      code: 'project_file',
      path: [],
      message,
      fix: 'Give a folder with a rondine.json in it, and correct what is wrong there.',
    });
  }
  return undefined;
}

function readConnections(entries: JsonValue | undefined, report: Report): TestedProject['connections'] {
  if (!isObject(entries)) {
    report({
      code: 'schema',
      path: ['connections'],
      message: 'There are no connections.',
      fix: 'Write { } if there are none.',
    });
    return [];
  }
  return Object.entries(entries).flatMap(([name, entry]) => {
    const path = ['connections', name];
    const kind = isObject(entry) && 'channel' in entry ? 'channel' : 'connector';
    const named = isObject(entry) ? entry[kind] : undefined;
    const type = typeof named === 'string' ? named : '';
    const known = Object.keys(kind === 'channel' ? channelsById : connectorsById);
    const config = isObject(entry) && isObject(entry['config']) ? entry['config'] : {};
    if (known.includes(type)) return [{ key: id.connection(name), kind, type, config }] as const;
    const message = `There is no ${kind} "${type}".${didYouMean(type, known)}`;
    report({ code: `unknown_${kind}`, path, message, fix: `Use one of: ${known.join(', ')}.` });
    return [];
  });
}

/** Each `${NAME}` as the name alone. */
function withoutVariables(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, '$1');
  if (Array.isArray(value)) return value.map((item: JsonValue) => withoutVariables(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutVariables(item ?? null)]));
}
