import { id, type ConnectionId, type ContactId, type Lane } from '../base/ids.ts';
import type { Scene } from '../engine/router.ts';
import type { Draft } from '../store/draft.ts';

/** Where the lane is noted that knows a person whose other handles would lead to others. */
export const laneNoteKey = (connection: ConnectionId, contact: ContactId): string => `${connection}/lane/${contact}`;

/** Notes that this lane is the one of a person on a connection. */
export function noteLane(connection: ConnectionId, contact: ContactId, scene: Scene): void {
  scene.draft.put('memory', { key: laneNoteKey(connection, contact), value: scene.lane.key });
}

/** The lane that is noted for a person on a connection. */
export async function notedLane(
  connection: ConnectionId,
  contact: ContactId,
  draft: Pick<Draft, 'get'>,
): Promise<Lane | undefined> {
  const note = await draft.get('memory', laneNoteKey(connection, contact));
  return typeof note?.value === 'string' ? id.lane(note.value) : undefined;
}
