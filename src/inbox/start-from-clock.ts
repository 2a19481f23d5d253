import type { JsonObject } from '../base/json.ts';
import type { LaneEvent, Party } from '../engine/host.ts';
import type { Offer, Scene } from '../engine/router.ts';
import type { Flow, Recipient } from '../flow/flow.ts';
import { laneOf } from './lane-of.ts';
import { giveNotice } from './notices.ts';
import type { RouterOptions } from './options.ts';
import { recipientOf } from './recipient.ts';
import { startInBackground } from './start.ts';
import { laneOfPerson } from './start-event.ts';

/** What starts on the lane of a flow's clocks. `name` tells it from all others of the flow. */
export type ClockStart = {
  flow: Flow;
  trigger: 'schedule' | 'connection';
  to: Recipient | undefined;
  input: JsonObject;
  name: string;
};

/** The event of a timer that starts a run on the lane of a person. */
export type StartRing = Pick<Extract<LaneEvent, { type: 'start' }>, 'flow' | 'trigger' | 'input'> & {
  type: 'start';
  to: Party;
};

/**
 * Starts a run from the lane of a flow's clocks: there, or, where it talks to somebody, on that person's own lane, for
 * which it leaves a timer that rings at once. Staff are told where the address means nobody.
 */
export async function startFromClock(start: ClockStart, scene: Scene, options: RouterOptions): Promise<Offer[]> {
  const { flow, trigger, input, name } = start;
  if (!start.to) return [startInBackground({ flow, input, part: name }, scene)];
  const to = recipientOf(start.to, { flow, input, at: scene.at }, options.recipient);
  if (!to) {
    giveNotice(unreachable(flow, start.to, name), scene, options);
    return [];
  }
  const lane = (await laneOfPerson(to.connection, to.sender, scene)) ?? laneOf(to.connection, to.sender);
  const event: StartRing = { type: 'start', flow: flow.id, trigger, input, to };
  scene.draft.put('timer', { key: `start/${flow.id}/${name}`, lane, at: scene.at, event });
  return [];
}

function unreachable(flow: Flow, { connection }: Recipient, name: string) {
  return {
    subject: `"${flow.name}" could not start`,
    text: `The address that its trigger gives (${name}) means nobody on the connection "${connection}". Correct it, or what it is made from.`,
    severity: 'warning',
    fields: { flow: flow.id, connection },
  } as const;
}
