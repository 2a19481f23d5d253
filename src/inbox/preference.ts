import type { FailureData } from '../base/failure.ts';
import type { MessageId } from '../base/ids.ts';
import type { LaneEvent } from '../engine/host.ts';
import type { Scene } from '../engine/router.ts';
import { PURPOSES } from '../message/purpose.ts';
import type { LaneRecord } from '../store/records.ts';
import { consentKey, giveConsent, withdrawConsent, type ConsentPlace } from './contacts/consent.ts';
import { changeLane } from './conversation.ts';
import { addressKey, findOrCreateContact } from './people.ts';

/** Marks the proof of a word that was about everything: only that is taken back by the opposite word. */
const EVERYTHING = 'everything: ';
/** The same for a purpose that they had never agreed to: taking the word back is no agreement either. */
const UNASKED = 'everything, never agreed: ';

/**
 * Writes down that somebody let us write to them, or forbade it, at the provider: as consent for each lasting address of
 * theirs, with the provider's words as the proof. A word about everything also says whether anything can reach them on
 * this connection; the opposite word gives back what it took, and nothing that they had withdrawn by themselves.
 */
export async function applyPreference(
  { connection, preference }: Extract<LaneEvent, { type: 'preference' }>,
  scene: Scene,
): Promise<void> {
  const { sender, at, purpose, allowed, how } = preference;
  const { contact } = await findOrCreateContact({ sender, at, written: false }, connection, scene);
  if (purpose === 'all') {
    if (allowed) unblock(scene);
    else changeLane(scene, { blocked: { at: scene.at, how } });
  }
  changeLane(scene, { contact: contact.key });
  const lasting = sender.addresses.filter(({ kind }) => kind !== 'username');
  for (const each of lasting) {
    const place = { contact: contact.key, address: addressKey(each, connection) };
    if (purpose === 'all') await setAll(place, { allowed, how }, scene);
    else await (allowed ? giveConsent : withdrawConsent)({ ...place, purpose, proof: { how }, by: BY }, scene);
  }
}

const BY = 'contact';

/**
 * Allows or forbids writing to an address for every purpose. The opposite word gives back what the word took, and nothing
 * that was withdrawn by itself.
 */
export async function setAll(
  place: Omit<ConsentPlace, 'purpose'>,
  { allowed, how, message }: { allowed: boolean; how: string; message?: MessageId },
  scene: Scene,
): Promise<void> {
  for (const purpose of PURPOSES) {
    const known = await scene.draft.get('consent', consentKey({ ...place, purpose }));
    const mark = !known && purpose === 'marketing' ? UNASKED : EVERYTHING;
    const proof = { how: `${mark}${how}`, ...(message === undefined ? {} : { message }) };
    const change = { ...place, purpose, proof, by: BY };
    if (!allowed) await withdrawConsent(change, scene);
    else if (known?.state === 'withdrawn' && known.proof.how.startsWith(EVERYTHING)) await giveConsent(change, scene);
    else if (known?.proof.how.startsWith(UNASKED)) scene.draft.delete('consent', known.key);
  }
}

/** Notes that messages can reach the person again. */
export function unblock(scene: Scene): void {
  if (!scene.lane.blocked) return;
  const { blocked: _over, ...lane } = scene.lane;
  scene.lane = lane;
  changeLane(scene, {});
}

/** Why nothing can be sent on a lane; undefined where it can. */
export function blockedFailure({ blocked }: LaneRecord): FailureData | undefined {
  if (!blocked) return undefined;
  return {
    code: 'denied',
    message: `The person has blocked us at the provider (${blocked.how}). Nothing can be sent until they write again or let us; try another channel.`,
    providerCode: 'blocked',
  };
}
