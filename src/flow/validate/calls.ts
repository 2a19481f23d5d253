import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import { own } from '../flow.ts';
import type { Catalog } from './catalog.ts';
import { didYouMean } from './closest.ts';
import { listOf, type Rule, type Subject, type TypedStep } from './subject.ts';

/** A step that has something done elsewhere, with the names it gives. */
export type Call = { step: TypedStep; connection: string; operation: string };

/** The steps that name a connection and an operation. */
export function callsOf({ fields }: Subject): Call[] {
  const named = fields.filter(({ kind }) => kind === 'connection' || kind === 'operation');
  return [...Map.groupBy(named, ({ step }) => step)].flatMap(([step, both]) => {
    const [connection, operation] = (['connection', 'operation'] as const).map(
      (kind) => both.find((field) => field.kind === kind)?.value,
    );
    return typeof connection === 'string' && typeof operation === 'string' ? [{ step, connection, operation }] : [];
  });
}

/** What a call's connection can do; undefined where it does not exist or is no connector. */
export function operationsOf({ connections, operations }: Catalog, connection: string) {
  const connector = own(connections, connection)?.connector;
  return connector === undefined ? undefined : (own(operations, connector) ?? {});
}

/** Every connection that is called exists and can do what it is asked for. */
export const calls: Rule = (subject) => callsOf(subject).flatMap((call) => check(call, subject.catalog));

function check({ step, connection, operation }: Call, catalog: Catalog): Diagnostic[] {
  const known = operationsOf(catalog, connection);
  if (!known) {
    const names = Object.keys(catalog.connections).filter(
      (name) => own(catalog.connections, name)?.connector !== undefined,
    );
    const why = Object.hasOwn(catalog.connections, connection)
      ? 'is a channel and performs no operations'
      : 'does not exist';
    return [
      diagnose('unknown_connection', [...step.path, 'connection'], {
        message: `The connection "${connection}" ${why}.${didYouMean(connection, names)}`,
        fix: names.length === 0 ? 'Add the connection.' : `Choose one of ${listOf(names)}, or add the connection.`,
      }),
    ];
  }
  if (Object.hasOwn(known, operation)) return [];
  const operations = Object.keys(known);
  return [
    diagnose('unknown_operation', [...step.path, 'operation'], {
      message: `The connection "${connection}" cannot do "${operation}".${didYouMean(operation, operations)}`,
      fix: operations.length === 0 ? 'Choose another connection.' : `Choose one of ${listOf(operations)}.`,
    }),
  ];
}
