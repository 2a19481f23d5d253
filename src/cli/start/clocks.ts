import { randomUUID } from 'node:crypto';
import type { FlowId } from '../../base/ids.ts';
import type { FlowBook } from '../../engine/flow-book.ts';
import type { Host } from '../../engine/host.ts';
import { clockLane } from '../../inbox/timers.ts';

/** Sets the clocks of a flow as its current version has them; needed after each change of what is current. */
export async function setClocks(flow: FlowId, host: Pick<Host, 'accept'>): Promise<void> {
  await host.accept(clockLane(flow), `timers/${randomUUID()}`, { type: 'timers', flow });
}

/** Sets the clocks of every flow that has some or had some. */
export async function setAllClocks(
  flows: Pick<FlowBook, 'flows' | 'history'>,
  host: Pick<Host, 'accept'>,
): Promise<void> {
  for (const flow of flows.flows()) {
    const triggers = flows.history(flow).flatMap(({ content }) => content.triggers);
    if (triggers.some(({ type }) => CLOCKED.has(type))) await setClocks(flow, host);
  }
}

const CLOCKED: ReadonlySet<string> = new Set(['schedule', 'connection']);
