import { canonicalJson, isObject, type JsonObject, type JsonValue } from '../../base/json.ts';

/** One value that is different: where, what it was and what it is. An absent side means that there was or is nothing. */
export type Edit = { path: readonly (string | number)[]; before?: JsonValue; after?: JsonValue };

/** A member of a list that came, went, changed, or took another place among the others. */
export type ListChange =
  | { change: 'added'; at: number; item: JsonValue }
  | { change: 'removed'; at: number; item: JsonValue }
  | { change: 'changed'; at: number; edits: readonly Edit[] }
  | { change: 'moved'; at: number; from: number; item: JsonValue };

/** What is different between two values, as deep as it can be told; nothing for values that mean the same. */
export function editsOf(before: JsonValue | undefined, after: JsonValue | undefined, path: Edit['path'] = []): Edit[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => editsOf(member(before, name), member(after, name), [...path, name]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, at) =>
      editsOf(before[at] as JsonValue | undefined, after[at] as JsonValue | undefined, [...path, at]),
    ).flat();
  }
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function member(value: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * What is different between two lists whose members have a kind (`kindOf`): equal members belong together, of the
 * others those of one kind, in order. `at` is the place in the later list, of removed ones in the earlier.
 */
export function listChanges(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  kindOf: (item: JsonValue) => string,
): ListChange[] {
  const equal = pairs(before, after, { by: canonicalJson });
  const alike = pairs(before, after, { by: kindOf, apart: equal });
  const taken = new Set([...equal, ...alike].map(([from]) => from));
  const given = new Set([...equal, ...alike].map(([, at]) => at));
  return [
    ...before.flatMap((item, at): ListChange[] => (taken.has(at) ? [] : [{ change: 'removed', at, item }])),
    ...after.flatMap((item, at): ListChange[] => (given.has(at) ? [] : [{ change: 'added', at, item }])),
    ...alike.map(([from, at]): ListChange => ({ change: 'changed', at, edits: editsOf(before[from], after[at]) })),
    ...moved([...equal, ...alike]).map(([from, at]): ListChange => ({ change: 'moved', at, from, item: after[at]! })),
  ];
}

type Pair = readonly [from: number, at: number];

/** Places of members with the same name in both lists, first with first. */
function pairs(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  { by, apart = [] }: { by: (item: JsonValue) => string; apart?: readonly Pair[] },
): Pair[] {
  const free = new Map<string, number[]>();
  for (const [at, item] of after.entries())
    if (!apart.some((pair) => pair[1] === at)) free.set(by(item), [...(free.get(by(item)) ?? []), at]);
  return before.flatMap((item, from): Pair[] => {
    const at = apart.some((pair) => pair[0] === from) ? undefined : free.get(by(item))?.shift();
    return at === undefined ? [] : [[from, at]];
  });
}

/** Pairs that stand in another order than the rest; as few as going through them once can tell. */
function moved(all: readonly Pair[]): Pair[] {
  let highest = -1;
  return all
    .toSorted(([left], [right]) => left - right)
    .filter(([, at]) => {
      const isMoved = at < highest;
      highest = Math.max(highest, at);
      return isMoved;
    });
}
