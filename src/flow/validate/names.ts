import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject } from '../../base/json.ts';
import { diagnose, type DiagnosticCode } from '../diagnose.ts';
import { variablesOf } from '../expression/template.ts';
import { own } from '../flow.ts';
import { inputFaults } from './call-input.ts';
import type { Catalog } from './catalog.ts';
import { didYouMean } from './closest.ts';
import { listOf, type Field, type Leaf, type Rule } from './subject.ts';

/** Calendars, flows, secrets and settings that the flow names are there; nothing is said of those that are not known. */
export const names: Rule = ({ fields, leaves, catalog }) => [
  ...fields.flatMap((field) => namedBy(field, catalog)),
  ...leaves.flatMap((leaf) => readBy(leaf, catalog)),
];

function namedBy(field: Field, catalog: Catalog): Diagnostic[] {
  const { kind, value, path } = field;
  if (typeof value !== 'string') return [];
  if (kind === 'flow') return calledFlow(value, field, catalog);
  if (kind !== 'calendar' || !catalog.calendars) return [];
  return missing('unknown_calendar', value, { what: 'calendar', known: Object.keys(catalog.calendars), path });
}

/** A flow that is called exists, can be called, and is given what it wants. */
function calledFlow(id: string, { path, step }: Field, catalog: Catalog): Diagnostic[] {
  const called = catalog.flows && own(catalog.flows, id);
  if (!called) return flowFaults(id, catalog, path);
  if (!called.triggers.includes('flow'))
    return [
      diagnose('uncallable_flow', path, {
        message: `The flow "${id}" cannot be called: it has no trigger of the type "flow".`,
        fix: 'Add that trigger to it, or choose another flow.',
      }),
    ];
  const input = step.step.params['input'] ?? {};
  if (!called.input || !isObject(input)) return [];
  return inputFaults(called.input, { value: input, path: [...step.path, 'input'] });
}

/** What keeps a flow from being named. */
export function flowFaults(id: string, { flows }: Catalog, path: Diagnostic['path']): Diagnostic[] {
  return flows ? missing('unknown_flow', id, { what: 'flow', known: Object.keys(flows), path }) : [];
}

/** What keeps a secret from being named. */
export function secretFaults(name: string, { secrets }: Catalog, path: Diagnostic['path']): Diagnostic[] {
  return secrets ? missing('unknown_secret', name, { what: 'secret', known: secrets, path }) : [];
}

function readBy({ text, path }: Leaf, catalog: Catalog): Diagnostic[] {
  return variablesOf(text).flatMap(([root, name]) => {
    if (root === 'secrets' && name !== undefined) return secretFaults(name, catalog, path);
    if (root !== 'settings' || name === undefined || !catalog.settings) return [];
    return missing('unknown_setting', name, { what: 'setting', known: catalog.settings, path });
  });
}

type Named = { what: string; known: readonly string[]; path: Diagnostic['path'] };

function missing(code: DiagnosticCode, name: string, { what, known, path }: Named): Diagnostic[] {
  if (known.includes(name)) return [];
  return [
    diagnose(code, path, {
      message: `There is no ${what} "${name}".${didYouMean(name, known)}`,
      fix: known.length === 0 ? `Add the ${what}.` : `Choose one of ${listOf(known)}, or add the ${what}.`,
    }),
  ];
}
