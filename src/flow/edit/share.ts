import { isObject } from '../../base/json.ts';

/**
 * A value equal to `after` that takes as much as it can from `before`: parts that are equal are the very same objects,
 * and so is the whole where nothing is different. The order of members counts for nothing, `undefined` ones are dropped.
 */
export function share<Value>(before: unknown, after: Value): Value {
  return shared(before, after) as Value;
}

function shared(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (Array.isArray(after)) return sharedList(Array.isArray(before) ? before : [], after, before);
  if (!isObject(after)) return after;
  const former: object = isObject(before) ? before : {};
  let isSame = isObject(before);
  let count = 0;
  const members = Object.entries(after).filter(([, member]) => member !== undefined);
  const made = members.map(([name, member]) => {
    const was = Object.hasOwn(former, name) ? (former as Record<string, unknown>)[name] : undefined;
    const is = shared(was, member);
    isSame &&= is === was;
    count++;
    return [name, is] as const;
  });
  return isSame && count === Object.keys(former).length ? before : Object.fromEntries(made);
}

function sharedList(former: readonly unknown[], after: readonly unknown[], before: unknown): unknown {
  const made = after.map((item, at) => shared(former[at], item));
  const isSame =
    Array.isArray(before) && made.length === former.length && made.every((item, at) => item === former[at]);
  return isSame ? before : made;
}
