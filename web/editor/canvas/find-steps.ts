import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { StepId } from '../../../src/base/ids.ts';
import { idsOf, stepOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { waysOf } from '../../../src/flow/edit/ends.ts';
import { variablesOf } from '../../../src/flow/edit/variables-of.ts';
import { own } from '../../../src/flow/flow.ts';
import { fieldsOf, textsOf } from '../../../src/flow/step-fields.ts';
import { triggersOf } from '../../../src/flow/trigger.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';

/** What is searched for: words, and filters such as `is:invalid`. */
export type Query = { readonly words: readonly string[]; readonly filters: readonly Filter[] };
export type Filter = { readonly name: 'is' | 'uses' | 'channel' | 'type'; readonly value: string };

const FILTER = /^(is|uses|channel|type):(.*)$/;

/** Reads what was typed. A filter without a value yet narrows nothing. */
export function readQuery(text: string): Query {
  const parts = text.trim().split(/\s+/).filter(Boolean);
  const filters = parts.flatMap((part): Filter[] => {
    const found = FILTER.exec(part);
    const [, name, value = ''] = found ?? [];
    return value === '' ? [] : [{ name: name as Filter['name'], value: value.toLowerCase() }];
  });
  return { words: parts.filter((part) => !FILTER.test(part)).map(fold), filters };
}

/** Without case and accents. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What is looked at besides the draft. */
export type Known = { catalog: Catalog; diagnostics: readonly Diagnostic[]; titleOf(step: StepId): string };

/** The steps that all words and filters fit, in the order of the flow. Words are looked for in titles, ids, types and every text. */
export function findSteps(draft: Draft, query: Query, known: Known): StepId[] {
  if (query.words.length === 0 && query.filters.length === 0) return [];
  const sets = query.filters.map((filter) => fitting(draft, filter, known));
  return idsOf(draft).filter((id) => sets.every((set) => set.has(id)) && hasWords(draft, id, { query, known }));
}

function hasWords(draft: Draft, id: StepId, { query, known }: { query: Query; known: Known }): boolean {
  if (query.words.length === 0) return true;
  const step = stepOf(draft, id);
  const texts = textsOf(step.params, []).map(({ text }) => text);
  const all = fold([id, step.type, known.titleOf(id), ...texts].join('\n'));
  return query.words.every((word) => all.includes(word));
}

function fitting(draft: Draft, { name, value }: Filter, known: Known): ReadonlySet<StepId> {
  const ids = idsOf(draft);
  if (name === 'type') return new Set(ids.filter((id) => stepOf(draft, id).type.toLowerCase() === value));
  if (name === 'uses') return usersOf(draft, value, known);
  if (name === 'channel') return speakersOf(draft, value, known);
  const isIn: Readonly<Record<string, () => ReadonlySet<StepId>>> = {
    invalid: () =>
      new Set(known.diagnostics.flatMap(({ severity, path }) => (severity === 'error' ? stepIn(path) : []))),
    unused: () => unreached(draft),
    disabled: () => new Set(ids.filter((id) => stepOf(draft, id).disabled)),
    pinned: () => new Set(ids.filter((id) => own(draft.layout.pins, id))),
  };
  return own(isIn, value)?.() ?? new Set();
}

/** The step that a path of a diagnostic leads into. */
export function stepIn(path: Diagnostic['path']): StepId[] {
  const at = path.indexOf('steps');
  const step = at === -1 ? undefined : path[at + 1];
  return typeof step === 'string' ? [step as StepId] : [];
}

function unreached(draft: Draft): Set<StepId> {
  const ways = waysOf(draft);
  const reached = new Set(ways.flatMap(({ exit, to }) => ('step' in exit ? [] : [to])));
  for (const step of reached)
    for (const { exit, to } of ways) if ('step' in exit && exit.step === step) reached.add(to);
  return new Set(idsOf(draft).filter((id) => !reached.has(id)));
}

/** Steps that name a connection, a flow or a calendar, or that read or write a variable. */
function usersOf(draft: Draft, value: string, { catalog }: Known): Set<StepId> {
  const named = idsOf(draft).filter((id) => namedIn(draft, id, catalog).some((name) => name.toLowerCase() === value));
  const variable = variablesOf(draft, catalog.types).filter(({ name }) => name.toLowerCase() === value);
  return new Set([...named, ...variable.flatMap(({ setBy, readBy }) => [...setBy, ...readBy].map(({ step }) => step))]);
}

function namedIn(draft: Draft, id: StepId, { types }: Catalog): string[] {
  const step = stepOf(draft, id);
  const type = own(types.steps, step.type);
  if (!type) return [];
  return fieldsOf(type.params, step.params).flatMap(({ kind, value }) =>
    (kind === 'connection' || kind === 'flow' || kind === 'calendar') && typeof value === 'string' ? [value] : [],
  );
}

/** Steps that talk on a channel: by a connection that they name, or by those that the flow listens on. */
function speakersOf(draft: Draft, channel: string, { catalog }: Known): Set<StepId> {
  const isOn = (name: string): boolean => own(catalog.connections, name)?.channel?.toLowerCase() === channel;
  const listens = triggersOf(draft.flow, 'message').some(({ connections }) =>
    (connections ?? Object.keys(catalog.connections)).some(isOn),
  );
  return new Set(
    idsOf(draft).filter((id) => {
      const named = namedIn(draft, id, catalog).filter((name) => own(catalog.connections, name)?.channel !== undefined);
      if (named.length > 0) return named.some(isOn);
      const { type } = stepOf(draft, id);
      return listens && (type === 'send' || own(catalog.types.steps, type)?.asks === true);
    }),
  );
}
