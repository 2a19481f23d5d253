import { randomUUID } from 'node:crypto';
import type { FlowId } from '../base/ids.ts';
import type { Host } from '../engine/host.ts';
import { clockLane } from '../inbox/timers.ts';

/** Has the clocks of a flow follow its current version. */
export async function setTimers(host: Pick<Host, 'accept'>, flow: FlowId): Promise<void> {
  await host.accept(clockLane(flow), `timers/${randomUUID()}`, { type: 'timers', flow });
}
