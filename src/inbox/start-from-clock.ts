import { id, type ConnectionId, type Lane, type RunId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { LaneEvent, Party } from '../engine/host.ts';
import type { Offer, Scene } from '../engine/router.ts';
import type { Flow } from '../flow/flow.ts';
import type { Recipient, RecordRecipient } from '../flow/recipient.ts';
import { timedName } from './digest.ts';
import { laneOf } from './lane-of.ts';
import { giveNotice } from './notices.ts';
import type { RouterOptions } from './options.ts';
import { NOT_REACHED, reachByRecord, type Reach } from './reach-by-record.ts';
import { recipientOf } from './recipient.ts';
import { startInBackground } from './start.ts';
import { laneOfPerson } from './start-event.ts';

/** What starts on the lane of a flow's clocks. `name` tells it from all others of the flow. */
export type ClockStart = {
  flow: Flow;
  trigger: 'schedule' | 'connection';
  to: Recipient | RecordRecipient | undefined;
  input: JsonObject;
  name: string;
  /** The connection that a record of the input lies on. */
  source?: ConnectionId;
};

/** What came of it: offers, the run where one starts, and how the person of a record can be reached. */
export type Started = { offers: Offer[]; run?: RunId; reach?: Reach };

/** The event of a timer that starts a run on the lane of a person. */
export type StartRing = Pick<Extract<LaneEvent, { type: 'start' }>, 'flow' | 'trigger' | 'input' | 'run'> & {
  type: 'start';
  to: Party;
};

/**
 * Starts a run from the lane of a flow's clocks: there, or, where it talks to somebody, on that person's own lane, for
 * which it leaves a timer that rings at once. Staff are told where nobody is meant, unless the trigger says otherwise.
 */
export async function startFromClock(start: ClockStart, scene: Scene, options: RouterOptions): Promise<Started> {
  const { flow, input, name, to } = start;
  if (!to) return inBackground(start, scene);
  if ('record' in to) return startFromRecord({ ...start, to }, scene, options);
  const party = recipientOf(to, { flow, input, at: scene.at }, options.recipient);
  if (party) return onLaneOf(party, start, scene);
  giveNotice(unreachable(flow, to, name), scene, options);
  return { offers: [] };
}

type RecordStart = ClockStart & { to: RecordRecipient };

async function startFromRecord(start: RecordStart, scene: Scene, options: RouterOptions): Promise<Started> {
  const { flow, to, name } = start;
  const { reach, party, lane } = await reachByRecord(start, scene, options);
  const told = { ...start, input: { ...start.input, to: { ...reach } } };
  if (party) return { ...(await onLaneOf(party, told, scene, lane)), reach };
  const { otherwise = 'tell' } = to;
  if (otherwise === 'start') return { ...inBackground(told, scene), reach };
  if (otherwise === 'tell') giveNotice(notReached(flow, reach, name), scene, options);
  return { offers: [], reach };
}

function inBackground({ flow, input, name }: ClockStart, scene: Scene): Started {
  const offer = startInBackground({ flow, input, part: name }, scene);
  return { offers: [offer], run: offer.begin.id };
}

async function onLaneOf(to: Party, start: ClockStart, scene: Scene, known?: Lane): Promise<Started> {
  const { flow, trigger, input, name } = start;
  const lane = known ?? (await laneOfPerson(to.connection, to.sender, scene)) ?? laneOf(to.connection, to.sender);
  const run = id.run(timedName('r', scene.at, flow.id, lane, name));
  const event: StartRing = { type: 'start', flow: flow.id, trigger, input, to, run };
  scene.draft.put('timer', { key: `start/${flow.id}/${name}`, lane, at: scene.at, event });
  return { offers: [], run };
}

function unreachable(flow: Flow, { connection }: Recipient, name: string) {
  return {
    subject: `"${flow.name}" could not start`,
    text: `The address that its trigger gives (${name}) means nobody on the connection "${connection}". Correct it, or what it is made from.`,
    severity: 'warning',
    fields: { flow: flow.id, connection },
  } as const;
}

function notReached(flow: Flow, { why, connection }: Reach, name: string) {
  return {
    subject: `"${flow.name}" could not reach anybody`,
    text: `${NOT_REACHED[why ?? 'no_link']} (${name}). Write to them in another way, or link the record with their contact.`,
    severity: 'warning',
    fields: { flow: flow.id, why: why ?? 'no_link', ...(connection === undefined ? {} : { connection }) },
  } as const;
}
