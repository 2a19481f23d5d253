import { refuseWrite } from '../answer.ts';
import type { Pending } from './rules.ts';
import type { Writer } from './writer.ts';

/** Records that a write of children holds, and until when by the machine's own clock. */
export type ParentLocks = { held: Map<string, { until: number; by: Writer['by'] }> };

/**
 * Takes the parents of a record for as long as the org is set to, or refuses the write when another call has one.
 * Writes of one call share what they hold.
 */
export function holdParents(writer: Writer, write: Pending): void {
  const { org, by } = writer;
  const now = performance.now();
  const until = now + org.setup.settings.parentLockMs;
  const parents = write.object.fields
    .filter((field) => field.type === 'reference' && !field.referenceTo?.includes('User'))
    .map((field) => write.fields[field.name])
    .filter((id) => typeof id === 'string');
  for (const id of parents) {
    const lock = org.locks.held.get(id);
    if (!lock || lock.by === by || lock.until <= now) continue;
    throw refuseWrite([{ message: org.texts.lockedRow(id), errorCode: 'UNABLE_TO_LOCK_ROW' }]);
  }
  for (const id of parents) org.locks.held.set(id, { until, by });
}
