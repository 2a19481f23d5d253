import { id, type ConnectionId, type RunId } from '../base/ids.ts';
import type { Scene } from '../engine/router.ts';
import type { EffectRecord } from '../store/records.ts';

/** An effect that no run has issued: it belongs to a name of its own, as if that were a run. */
export type OwnEffect = Pick<EffectRecord, 'request' | 'target'> & {
  name: RunId;
  connection: ConnectionId;
  deadlineMs: number;
};

/** Has something done that no run asked for, once the event's commit is on disk. */
export function issue({ name, connection, request, target, deadlineMs }: OwnEffect, scene: Scene): void {
  const record: EffectRecord = {
    key: id.effect(name, 0),
    run: name,
    lane: scene.lane.key,
    connection,
    request,
    ...(target ? { target } : {}),
    retry: { deadlineMs },
    state: 'pending',
    attempts: 0,
    nextAt: scene.at,
    at: scene.at,
  };
  scene.draft.insert('effect', record);
  scene.effects.push(record);
}
