import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';

/** How one value becomes another: in its place, or by members that are other, new and gone. Null where it stays. */
export type Patch = { is: JsonValue } | { in?: Readonly<Record<string, Patch>>; gone?: readonly string[] } | null;

/** What leads from one value to another. Parts that are the very same object cost nothing. */
export function patchOf(before: JsonValue | undefined, after: JsonValue): Patch {
  if (Object.is(before, after)) return null;
  if (!isObject(before) || !isObject(after))
    return JSON.stringify(before) === JSON.stringify(after) ? null : { is: after };
  const changed = Object.entries(after).flatMap(([name, member]): [string, Patch][] => {
    const patch = member === undefined ? null : patchOf(memberOf(before, name), member);
    return patch === null ? [] : [[name, patch]];
  });
  const gone = Object.keys(before).filter((name) => memberOf(after, name) === undefined);
  if (changed.length + gone.length === 0) return null;
  return {
    ...(changed.length > 0 ? { in: Object.fromEntries(changed) } : {}),
    ...(gone.length > 0 ? { gone } : {}),
  };
}

/** The value that a patch leads to. Parts that stay are the very same objects. */
export function applyPatch(before: JsonValue | undefined, patch: Patch): JsonValue {
  if (patch === null) return before ?? null;
  if ('is' in patch) return patch.is;
  const { in: changed = {}, gone = [] } = patch;
  const former = (before ?? {}) as JsonObject;
  const left = Object.entries(former).filter(([name]) => !gone.includes(name));
  const made = Object.entries(changed).map(([name, each]) => [name, applyPatch(memberOf(former, name), each)] as const);
  return Object.fromEntries([...left, ...made]);
}

function memberOf(value: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
