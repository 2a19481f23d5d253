import type { FailureData } from '../base/failure.ts';
import { id, type ContactId } from '../base/ids.ts';
import { isObject } from '../base/json.ts';
import type { Offer, Scene } from '../engine/router.ts';
import { isFinal, type Run, type SendRequest } from '../flow/run.ts';
import { handlerFor } from '../flow/words-of.ts';
import { textOf } from '../message/content.ts';
import type { Address } from '../message/address.ts';
import type { ContactRecord, ConversationRecord, LaneRecord, MessageRecord } from '../store/records.ts';
import { messageContext } from './context.ts';
import { hold, noteFate } from './held.ts';
import { laneOf } from './lane-of.ts';
import type { RouterOptions } from './options.ts';
import { addressKey } from './people.ts';
import { reply, wayOf } from './reply.ts';
import { foregroundOf } from './start.ts';
import { laneOfPerson } from './start-event.ts';

/** Where somebody is reached on another connection than the one that the run talks on. */
export type Elsewhere = {
  connection: ConversationRecord['connection'];
  channel: string;
  to: readonly Address[];
  /** Their lane there, and their conversation, if there ever was one. */
  lane: LaneRecord | undefined;
  conversation: ConversationRecord | undefined;
};

/** Finds how a person is reached on another connection: by an address of theirs that its channel understands. */
export async function findElsewhere(
  { connection: name, address: kind }: NonNullable<SendRequest['to']>,
  { contact, country }: { contact: ContactRecord | undefined; country: string },
  scene: Scene,
  options: RouterOptions,
): Promise<Elsewhere | FailureData> {
  const connection = id.connection(name);
  const channel = options.channelOf?.(connection);
  if (channel === undefined)
    return { code: 'not_found', message: `There is no channel connection "${name}". Add it, or correct the name.` };
  const candidates = (contact?.addresses ?? []).filter((each) => kind === undefined || each.kind === kind);
  for (const address of candidates) {
    const party = options.recipient?.(connection, address.value, country);
    const known = party ? undefined : await scene.draft.get('address', addressKey(address, connection));
    const sender = party?.sender ?? (known && { key: address.value, addresses: [address] });
    if (!sender) continue;
    const lane = await scene.draft.get(
      'lane',
      (await laneOfPerson(connection, sender, scene)) ?? laneOf(connection, sender),
    );
    const conversation = lane?.conversation ? await scene.draft.get('conversation', lane.conversation) : undefined;
    return { connection, channel, to: sender.addresses, lane, conversation };
  }
  const what = kind === undefined ? 'no address' : `no address of the kind "${kind}"`;
  return { code: 'not_found', message: `The contact has ${what} that can be reached on "${name}".` };
}

const guestKey = (connection: string, contact: string): string => `${connection}/guest/${contact}`;

/** Notes that a run wrote to somebody on a connection that is not its own: their answer there is for that run. */
export function noteGuest(connection: string, contact: ContactId, run: Run, scene: Scene): void {
  scene.draft.put('memory', { key: guestKey(connection, contact), value: { run: run.id, lane: run.lane } });
}

/**
 * Hands a message over to the run that wrote to this person here from another lane, while that run holds their
 * conversation there. It goes on its own lane, by a timer that rings at once. False where there is no such run.
 */
export async function handOverToGuest(
  { record, conversation, contact }: { record: MessageRecord; conversation: ConversationRecord; contact: ContactId },
  scene: Scene,
): Promise<boolean> {
  const note = (await scene.draft.get('memory', guestKey(conversation.connection, contact)))?.value;
  if (!isObject(note) || typeof note['run'] !== 'string' || note['lane'] === scene.lane.key) return false;
  const run = (await scene.draft.get('run', note['run']))?.run;
  if (!run || isFinal(run)) return false;
  const lane = await scene.draft.get('lane', run.lane);
  if (lane?.foreground !== run.id) return false;
  noteFate(record, { fate: 'held', run: run.id }, scene);
  const event: ForwardRing = { type: 'forward', run: run.id, message: record.key };
  scene.draft.put('timer', { key: `forward/${record.key}`, lane: run.lane, at: scene.at, event });
  return true;
}

/** The event of a timer that brings a message to a run on another lane. */
export type ForwardRing = { type: 'forward'; run: string; message: string };

/** Offers a message that came in on another connection to the run that wrote there, or keeps it for its next wait. */
export async function takeForwarded(
  { run: wanted, message: key }: ForwardRing,
  scene: Scene,
  { flows }: RouterOptions,
): Promise<Offer[]> {
  const record = await scene.draft.get('message', key);
  if (!record) return [];
  const run = await foregroundOf(scene);
  const home = scene.lane.conversation && (await scene.draft.get('conversation', scene.lane.conversation));
  if (run?.id !== wanted || (home && home.state === 'people')) {
    noteFate(record, { fate: run?.id === wanted ? 'silent' : 'untaken' }, scene);
    return [];
  }
  const handlers = flows.version(run.flow.id, run.flow.version)?.handlers;
  const handler = handlerFor(handlers, textOf(record.content));
  if (handler !== undefined) {
    noteFate(record, { fate: 'handled', run: run.id }, scene);
    const via = await wayOf(record, scene);
    const message = messageContext(record);
    return [{ run: run.id, event: { type: 'interrupted', handler, message, ...(via ? { via } : {}) } }];
  }
  if (run.wait.for !== 'reply' || scene.lane.held.length > 0) {
    noteFate(record, { fate: hold(record, scene) ? 'held' : 'untaken', run: run.id }, scene);
    return [];
  }
  noteFate(record, { fate: 'replied', run: run.id }, scene);
  return [await reply(record, run, scene)];
}
