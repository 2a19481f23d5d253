import { id } from '../base/ids.ts';
import type { Notice } from '../engine/host.ts';
import type { Scene } from '../engine/router.ts';
import type { EffectRecord } from '../store/records.ts';
import { timedName } from './digest.ts';
import type { RouterOptions } from './options.ts';

/** A notice is tried for this long; whoever reads it later has no use for it. */
const DEADLINE_MS = 24 * 3_600_000;

/** Tells staff something through the installation's connection for that; without one nobody is told. */
export function giveNotice(notice: Notice, scene: Scene, options: RouterOptions): void {
  const connection = options.staff?.();
  if (!connection) return;
  const { subject, text, severity, fields } = notice;
  const run = id.run(timedName('n', scene.at, scene.lane.key, scene.cause, subject));
  const record: EffectRecord = {
    key: id.effect(run, 0),
    run,
    lane: scene.lane.key,
    connection,
    request: {
      kind: 'call',
      connection,
      operation: 'send',
      input: { subject, text, severity, ...(fields ? { fields } : {}) },
    },
    retry: { deadlineMs: DEADLINE_MS },
    state: 'pending',
    attempts: 0,
    nextAt: scene.at,
    at: scene.at,
  };
  scene.draft.insert('effect', record);
  scene.effects.push(record);
}
