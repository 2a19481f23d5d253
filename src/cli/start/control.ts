import { createControlApi } from '../../control/api.ts';
import type { ControlParts } from '../../control/control.ts';
import { serveControl, type ControlServer } from '../socket/serve-control.ts';

/** What the server gives to control: the open installation, and where it is reached. */
export type ControlledServer = Omit<ControlParts, 'startedAt' | 'now'> & { url: string };

/** Lets this user's commands work through a running server. Close it before the engine. */
export function startControl(installation: ControlledServer): Promise<ControlServer> {
  return serveControl(createControlApi({ ...installation, startedAt: Date.now(), now: Date.now }), installation.folder);
}
