import { isObject } from '../../../base/json.ts';
import type { Org } from '../request.ts';

/** One object that the connected user can see. */
export type ObjectBrief = { name: string; label: string; createable: boolean; updateable: boolean; custom: boolean };

const KEPT_MS = 24 * 60 * 60_000;
const KEY = 'objects';

/** The objects that the connected user can see, by one call that is kept for a day. */
export async function objectsOf(org: Org): Promise<readonly ObjectBrief[]> {
  const { io } = org;
  const kept = io.local.get(KEY) as { objects: readonly ObjectBrief[]; until: number } | undefined;
  if (kept && io.now() < kept.until) return kept.objects;
  const { body } = await org.call({ method: 'GET', path: '/sobjects', action: 'list its objects' });
  const list = isObject(body) && Array.isArray(body['sobjects']) ? body['sobjects'].filter(isObject) : [];
  const objects = list.flatMap((entry): ObjectBrief[] => {
    const { name, label } = entry;
    if (typeof name !== 'string' || entry['deprecatedAndHidden'] === true) return [];
    return [
      {
        name,
        label: typeof label === 'string' ? label : name,
        createable: entry['createable'] === true,
        updateable: entry['updateable'] === true,
        custom: entry['custom'] === true,
      },
    ];
  });
  io.local.set(KEY, { objects, until: io.now() + KEPT_MS });
  return objects;
}
