import { Failure } from '../base/failure.ts';
import { id, type RunId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Acceptance, Host } from '../engine/host.ts';
import type { Flow } from '../flow/flow.ts';
import type { Trigger } from '../flow/trigger.ts';
import type { Recipient } from '../flow/recipient.ts';
import type { MemoryRecord } from '../store/records.ts';
import { timedName } from './digest.ts';
import { laneOf, serialLane } from './lane-of.ts';
import type { FindRecipient } from './options.ts';
import { recipientOf, renderForStart } from './recipient.ts';

/** What starting a flow needs: where events go, and how addresses are read. */
export type StartParts = { host: Pick<Host, 'accept'>; recipient?: FindRecipient | undefined; now(): number };

/** A start that somebody outside asks for. */
export type StartRequest = {
  flow: Flow;
  trigger: Trigger['type'];
  /** Names this start: a second one with the same key starts nothing. */
  key: string;
  input: JsonObject;
  to?: Recipient | undefined;
  /** Template over `input`: runs for which it gives the same text go one after the other. */
  serialBy?: string | undefined;
  /** What is to be remembered along with the run. */
  remember?(run: RunId): MemoryRecord;
};

/**
 * Starts a run of a flow: on the lane of the person that it talks to, on the one of its subject, or on one of its own.
 * Resolves once the start is on disk; with `repeated`, nothing was started, and `run` names nothing. Throws a `Failure`
 * with the code `invalid` where the address means nobody; then nothing was kept.
 */
export async function startFlow(
  request: StartRequest,
  { host, recipient, now }: StartParts,
): Promise<{ run: RunId; acceptance: Acceptance }> {
  const { flow, trigger, key, input, remember } = request;
  const at = now();
  const run = id.run(timedName('r', at, flow.id, key));
  const to = request.to && recipientOf(request.to, { flow, input, at }, recipient);
  if (request.to && !to) {
    const message = `The flow would talk to nobody: what is given as the address is none on the connection "${request.to.connection}".`;
    throw new Failure({ code: 'invalid', message });
  }
  const by = request.serialBy === undefined ? undefined : renderForStart(request.serialBy, input, flow, at);
  const lane = to ? laneOf(to.connection, to.sender) : by ? serialLane(flow.id, by) : id.lane(`run:${run}`);
  const acceptance = await host.accept(lane, key, {
    type: 'start',
    flow: flow.id,
    trigger,
    input,
    run,
    ...(to ? { to } : {}),
    ...(remember ? { remember: remember(run) } : {}),
  });
  return { run, acceptance };
}
