import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject } from '../../base/json.ts';
import { PLAIN_INSTALLATION } from '../../engine/installation-book.ts';
import type { Flow } from '../../flow/flow.ts';
import type { Catalog } from '../../flow/validate/catalog.ts';
import { validate } from '../../flow/validate/validate.ts';
import { CommandError, type Call } from '../command.ts';
import { catalogOf, type Around } from '../../control/catalog.ts';
import { readFacts } from '../start/project-facts.ts';
import { readFlowFiles } from '../start/project-flows.ts';

/** Checks a flow that was read from a file. */
export type FlowChecker = (flow: Omit<Flow, 'version'>, file: string) => Promise<Diagnostic[]>;

type Given = Pick<Call, 'io' | 'control'> & { values: { project?: string; data?: string } };

/**
 * Makes what checks flows: against the project that is named or that a file lies in, else the installation that is named,
 * else, after saying so, against nothing but this Rondine.
 */
export function createFlowChecker({ values, io, control }: Given): FlowChecker {
  const catalogs = new Map<string, Promise<Catalog>>();
  const inProject = async (folder: string): Promise<Catalog> => {
    const known = catalogs.get(folder) ?? aroundIn(folder).then(catalogOf);
    catalogs.set(folder, known);
    return known;
  };
  let told = false;
  return async (flow, file) => {
    const folder = values.project === undefined ? await projectOf(file, io.cwd) : resolve(io.cwd, values.project);
    if (values.project === undefined && values.data !== undefined)
      return (await control()).call('flows.check', { flow });
    if (folder !== undefined) return validate({ ...flow, version: 0 }, await inProject(folder));
    if (!told)
      io.err(
        'rondine: connections are not checked; name a project (--project DIR) or a data folder (--data DIR) for that\n',
      );
    told = true;
    return validate({ ...flow, version: 0 }, ALONE).filter(({ code }) => code !== 'unknown_connection');
  };
}

/** This Rondine alone. What is left out of a catalog is not known, and nothing is said about it. */
const ALONE: Catalog = (() => {
  const { types, connections, operations, polls } = catalogOf({ connections: [], facts: PLAIN_INSTALLATION });
  return { types, connections, operations, ...(polls ? { polls } : {}) };
})();

/** The folder with the rondine.json that a file lies beside or one below; `-` lies nowhere. */
async function projectOf(file: string, cwd: string): Promise<string | undefined> {
  if (file === '-') return undefined;
  const folder = dirname(resolve(cwd, file));
  for (const place of [folder, dirname(folder)]) {
    if (await stat(join(place, 'rondine.json')).catch(() => undefined)) return place;
  }
  return undefined;
}

/**
 * What the flows of a project stand in. The values of connections and secrets are not looked at, so nothing need be in
 * the environment; whether the project itself is right is found out when it is started.
 */
async function aroundIn(folder: string): Promise<Around> {
  const path = join(folder, 'rondine.json');
  let read: unknown;
  try {
    read = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new CommandError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const content = isObject(read) ? read : {};
  const entries = isObject(content['connections']) ? content['connections'] : {};
  const connections = Object.entries(entries).flatMap(([key, entry]) => {
    if (!isObject(entry)) return [];
    const kind = 'channel' in entry ? ('channel' as const) : ('connector' as const);
    const type = entry[kind];
    return typeof type === 'string' ? [{ key, kind, type }] : [];
  });
  const names = connections.map(({ key }) => key);
  const facts = readFacts(content, names, () => undefined);
  const { flows } = await readFlowFiles([join(folder, 'flows')], { connections, facts });
  return { connections, facts, flows };
}
