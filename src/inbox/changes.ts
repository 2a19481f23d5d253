import type { Scene } from '../engine/router.ts';
import type { ChangeRecord } from '../store/records.ts';
import { timedName } from './digest.ts';

/** Writes down what has happened to a contact or a conversation; flows may start from it in the same commit. */
export function recordChange(change: Omit<ChangeRecord, 'key' | 'at'>, scene: Scene): void {
  const name = timedName('h', scene.at, scene.cause, change.what, String(scene.changes.length));
  const record: ChangeRecord = { ...change, key: `${change.contact}/${name}`, at: scene.at };
  // That a contact began is said by the contact itself.
  if (change.what !== 'created') scene.draft.put('change', record);
  scene.changes.push(record);
}
