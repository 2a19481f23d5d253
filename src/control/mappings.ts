import type { Diagnostic } from '../base/diagnostic.ts';
import { toFailureData } from '../base/failure.ts';
import { id } from '../base/ids.ts';
import type { ProbeResult } from '../base/probe.ts';
import type { Finding, Use } from '../connectors/connector.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import { own, type Flow } from '../flow/flow.ts';
import { usesOf } from '../flow/uses.ts';
import type { Books } from './books.ts';
import { catalogOf } from './catalog.ts';
import { withConnector } from './with-connector.ts';

type Parts = Pick<Books, 'store' | 'flows' | 'connections' | 'installation'> & { now(): number };

/** What a look at mappings found, and why no more could be looked at where the system gave no answer. */
type Inspected = { findings: { use: Use; finding: Finding }[]; unreachable?: string };

/** Asks the system behind a connection whether it will take what these uses give it. Never rejects. */
async function inspectUses(parts: Parts, connection: OpenConnection, uses: readonly Use[]): Promise<Inspected> {
  const findings: Inspected['findings'] = [];
  try {
    await withConnector(parts, connection, async ({ operations }, io) => {
      for (const use of uses) {
        const found = (await own(operations, use.operation)?.inspect?.(use.input, io)) ?? [];
        findings.push(...found.map((finding) => ({ use, finding })));
      }
    });
    return { findings };
  } catch (error) {
    return { findings, unreachable: toFailureData(error).message };
  }
}

/**
 * What the systems behind a flow's connections would refuse of it. `over` says which connection stands for a name in the
 * flow; with it only those names are looked at. A system that gives no answer is a warning.
 */
export async function inspectFlow(
  parts: Parts,
  content: Omit<Flow, 'version'>,
  over?: Readonly<Record<string, string>>,
): Promise<Diagnostic[]> {
  const { flows, connections, installation } = parts;
  const around = { connections: connections.all().map(({ record }) => record), flows: flows.current() };
  const given = Object.entries(over ?? {}).flatMap(([name, stands]) => {
    const record = connections.get(id.connection(stands))?.record;
    return record ? [{ ...record, key: id.connection(name) }] : [];
  });
  const catalog = catalogOf({
    ...around,
    connections: [...around.connections.filter(({ key }) => !given.some((each) => each.key === key)), ...given],
    facts: installation.facts(),
  });
  const uses = Map.groupBy(usesOf({ ...content, version: 0 }, catalog), ({ connection }) => connection);
  const found: Diagnostic[] = [];
  for (const [name, list] of uses) {
    const connection = connections.get(id.connection(over ? (own(over, name) ?? '') : name));
    if (!connection) continue;
    const { findings, unreachable } = await inspectUses(parts, connection, list);
    found.push(...findings.map(({ use, finding }) => diagnosticOf(use, finding)));
    if (unreachable !== undefined) found.push(unreachableDiagnostic(name, unreachable));
  }
  return found;
}

/** Probes for the mappings of published flows that the system would refuse now; none for those that it would take. */
export async function mappingProbes(
  parts: Parts,
  connection: OpenConnection,
  uses: readonly Use[],
): Promise<ProbeResult[]> {
  const { findings } = await inspectUses(parts, connection, uses);
  const errors = findings.filter(({ finding }) => finding.severity === 'error');
  return [...Map.groupBy(errors, ({ use }) => use.flow)].map(([flow, found]) => ({
    topic: 'mappings',
    name: `Mapping of flow ${flow}`,
    ok: false,
    known: 'verified' as const,
    message: found.map(({ use, finding }) => `${use.step}: ${finding.message}`).join(' '),
    fix: [...new Set(found.map(({ finding }) => finding.fix))].join(' '),
  }));
}

function diagnosticOf({ step }: Use, { code, severity, path, message, fix }: Finding): Diagnostic {
  return {
    code: code.replaceAll('-', '_'),
    severity,
    path: ['flow', 'steps', step, 'params', 'input', ...path],
    message,
    fix,
  };
}

function unreachableDiagnostic(connection: string, why: string): Diagnostic {
  return {
    code: 'mapping_not_checked',
    severity: 'warning',
    path: [],
    message: `The system behind the connection "${connection}" could not be asked whether it takes what the flow gives: ${why}`,
    fix: `Look at the connection (rondine doctor ${connection}), and check the flow again.`,
  };
}
