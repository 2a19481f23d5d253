import { Failure } from '../../../base/failure.ts';
import { isObject } from '../../../base/json.ts';
import type { Org } from '../request.ts';
import type { Written } from './record.ts';
import { updateRecord } from './update-record.ts';
import type { Write } from './write.ts';

/** A similar record that a duplicate rule has found. */
type Similar = { object: string; id: string };

/**
 * What follows when a duplicate rule stops a write, by what its author chose: the record that was found, best one of the
 * same object, with the fields written onto it or without; or the refusal.
 */
export async function afterDuplicate(org: Org, write: Write, refused: Failure): Promise<Written> {
  const [use, update] = [write.onDuplicate === 'use', write.onDuplicate === 'update'];
  const similar = similarRecords(refused);
  const same = similar.find(({ object }) => object === write.object);
  const found = same ?? similar[0];
  if (!found || (!use && !update) || write.operation === 'update') throw refused;
  if (use) return { id: found.id, object: found.object || write.object, created: false, untouched: true };
  if (!same) throw refused;
  const { object, fields, headers } = write;
  return updateRecord(org, {
    operation: 'update',
    object,
    fields,
    headers: { ...headers, 'sforce-duplicate-rule-header': 'allowSave=true' },
    at: { id: same.id },
    onDuplicate: 'allow',
    follow: true,
  });
}

function similarRecords(refused: Failure): Similar[] {
  const existing = refused.data.details?.['existing'];
  if (!Array.isArray(existing)) return [];
  return existing.filter(isObject).flatMap(({ object, id }) => {
    return typeof object === 'string' && typeof id === 'string' ? [{ object, id }] : [];
  });
}
