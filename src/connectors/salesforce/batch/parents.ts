import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { SalesforceIo } from '../config.ts';

const LOCAL = 'batch:parents';
const RECORD_ID = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;
const FREE: Promise<void> = Promise.resolve();
/** Users, groups and queues, record types: naming one locks nothing. */
const NO_PARENT = /^(?:005|00G|012)/;

/** The records that the org locks when it writes these fields: those that they refer to. */
export function parentsOf(fields: Readonly<Record<string, JsonValue | undefined>>): string[] {
  const parents: string[] = [];
  for (const name in fields) {
    const value = fields[name];
    if (typeof value === 'string') {
      if ((name.endsWith('Id') || name.endsWith('__c')) && isParent(value)) parents.push(value.slice(0, 15));
    } else if (isObject(value)) {
      parents.push(relatedTo(name, value));
    }
  }
  return parents;
}

function isParent(value: string): boolean {
  return RECORD_ID.test(value) && /[0-9]/.test(value) && !NO_PARENT.test(value);
}

/** A parent that is told by a key of its own. */
function relatedTo(relationship: string, key: JsonObject): string {
  return `${relationship} ${JSON.stringify(key)}`;
}

/**
 * Runs writes below the same parents one after the other: at the same time they would lock each other out. All parents
 * of a request are taken at once and in the order asked for, so no two requests can wait for each other.
 */
export async function oneAtATime<T>(
  { local }: Pick<SalesforceIo, 'local'>,
  parents: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  if (parents.length === 0) return work();
  const busy = busyOf(local);
  const former = [...new Set(parents.map((parent) => busy.get(parent) ?? FREE))];
  let free = (): void => undefined;
  const mine = new Promise<void>((resolve) => (free = resolve));
  for (const parent of parents) busy.set(parent, mine);
  try {
    await Promise.all(former);
    return await work();
  } finally {
    free();
    for (const parent of parents) if (busy.get(parent) === mine) busy.delete(parent);
  }
}

function busyOf(local: Map<string, unknown>): Map<string, Promise<void>> {
  let busy = local.get(LOCAL) as Map<string, Promise<void>> | undefined;
  if (!busy) local.set(LOCAL, (busy = new Map()));
  return busy;
}
