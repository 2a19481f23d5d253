import type { ConnectionId, Lane } from '../base/ids.ts';
import type { LaneEvent, Party } from '../engine/host.ts';
import type { Offer, Scene } from '../engine/router.ts';
import { triggersOf } from '../flow/trigger.ts';
import type { Sender } from '../message/address.ts';
import type { ConversationRecord } from '../store/records.ts';
import { changeLane, openConversation } from './conversation.ts';
import { noteLane, notedLane } from './lane-note.ts';
import { isSerial } from './lane-of.ts';
import type { RouterOptions } from './options.ts';
import { addressKey, findOrCreateContact } from './people.ts';
import { currentFlow, startInBackground } from './start.ts';
import { beginInTurn } from './turns.ts';

/**
 * Starts a run by a trigger that is no message. A flow that no longer has such a trigger starts nothing, and nothing
 * is remembered of it.
 */
export async function takeStart(
  event: Extract<LaneEvent, { type: 'start' }>,
  scene: Scene,
  options: RouterOptions,
): Promise<Offer[]> {
  const flow = currentFlow(options.flows.current(), event.flow);
  if (!flow || triggersOf(flow, event.trigger).length === 0) return [];
  const conversation = event.to && (await reach(event.to, scene));
  const begun = startInBackground({ flow, input: event.input, conversation, run: event.run }, scene);
  if (event.remember) scene.draft.put('memory', event.remember);
  return isSerial(scene.lane.key) ? beginInTurn(begun, scene) : [begun];
}

/**
 * The lane that a person is on already. One can be met on two lanes of a connection: by a phone number when we write
 * first, and by the provider's id when they answer. The lane that knows the conversation keeps it.
 */
export async function laneOfPerson(
  connection: ConnectionId,
  { addresses }: Pick<Sender, 'addresses'>,
  scene: Scene,
): Promise<Lane | undefined> {
  for (const address of addresses) {
    if (address.kind === 'username') continue;
    const link = await scene.draft.get('address', addressKey(address, connection));
    const lane = link && (await notedLane(connection, link.contact, scene.draft));
    if (lane !== undefined) return lane;
  }
  return undefined;
}

/** The conversation with a person whom we write to first. */
async function reach({ connection, channel, sender }: Party, scene: Scene): Promise<ConversationRecord> {
  const { contact } = await findOrCreateContact({ sender, at: scene.at, written: false }, connection, scene);
  const entrance = { connection, channel, sender, at: scene.at, incoming: false, written: false };
  const conversation = await openConversation(entrance, contact, scene);
  changeLane(scene, { contact: contact.key, conversation: conversation.key });
  noteLane(connection, contact.key, scene);
  return conversation;
}
