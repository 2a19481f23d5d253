import { id } from '../base/ids.ts';
import type { Notice } from '../engine/host.ts';
import type { Scene } from '../engine/router.ts';
import { timedName } from './digest.ts';
import { issue } from './issue.ts';
import type { RouterOptions } from './options.ts';

/** A notice is tried for this long; whoever reads it later has no use for it. */
const DEADLINE_MS = 24 * 3_600_000;

/** Tells staff something through the installation's connection for that; without one nobody is told. */
export function giveNotice(notice: Notice, scene: Scene, options: RouterOptions): void {
  const connection = options.staff?.();
  if (!connection) return;
  const { subject, text, severity, fields } = notice;
  const input = { subject, text, severity, ...(fields ? { fields } : {}) };
  issue(
    {
      name: id.run(timedName('n', scene.at, scene.lane.key, scene.cause, subject)),
      connection,
      request: { kind: 'call', connection, operation: 'send', input },
      deadlineMs: DEADLINE_MS,
    },
    scene,
  );
}
