import type { FailureData } from '../base/failure.ts';
import type { Placement, Scene } from '../engine/router.ts';
import { capabilitiesOf } from '../flow/step-type.ts';
import type { Effect, Run } from '../flow/run.ts';
import type { ConversationRecord, MessageRecord } from '../store/records.ts';
import { refusalOf } from './contacts/permission.ts';
import { contactOf } from './context.ts';
import { outgoingKey } from './conversation.ts';
import { findElsewhere, noteGuest, type Elsewhere } from './elsewhere.ts';
import type { RouterOptions } from './options.ts';
import { blockedFailure } from './preference.ts';

type Send = Extract<Effect, { kind: 'send' }>;

/**
 * Writes down the message that a send carries, and says whom it goes to. What must not go out is refused here, before
 * any call: to somebody who blocked us or has not agreed, outside a window that the step keeps to, or to an address that
 * nobody knows. The message is there all the same, as one that failed.
 */
export async function placeSend(
  effect: Send,
  { run, conversation: home }: { run: Run; conversation: ConversationRecord },
  scene: Scene,
  options: RouterOptions,
): Promise<Placement> {
  const current = (run.via && (await scene.draft.get('conversation', run.via.conversation))) ?? home;
  const contact = await contactOf(current, scene);
  const country = options.flows.version(run.flow.id, run.flow.version)?.settings.country ?? '';
  const away = effect.to && effect.to.connection !== current.connection ? effect.to : undefined;
  const place: Elsewhere | FailureData = away
    ? await findElsewhere(away, { contact, country }, scene, options)
    : await here(current, scene);
  const refused = 'code' in place ? place : await refusal(effect, { place, contact: current.contact }, scene, options);
  const message: MessageRecord = {
    key: outgoingKey(current, effect.id, scene),
    conversation: current.key,
    lane: scene.lane.key,
    direction: 'out',
    content: effect.content,
    at: scene.at,
    effect: effect.id,
    ...('code' in place || capabilitiesOf(options.types, place)?.proof !== 'always' ? {} : { traced: true }),
    ...('code' in place || place.connection === current.connection ? {} : { connection: place.connection }),
    ...(refused ? { status: 'failed', failure: refused } : { status: 'pending' }),
  };
  // A replayed step sends under the ids that it had, perhaps within the same millisecond.
  scene.draft[run.highest === undefined ? 'insert' : 'put']('message', message);
  if (refused) return { connection: null, event: { type: 'failed', effect: effect.id, failure: refused } };
  const { connection, to, conversation } = place as Elsewhere;
  if (connection !== home.connection) noteGuest(connection, contact?.key ?? current.contact, run, scene);
  const channelContext = conversation?.channelContext;
  return {
    connection,
    target: { to, ...(channelContext === undefined ? {} : { channelContext }), message: message.key },
  };
}

/** Where the run talks: the person is there already. */
async function here(conversation: ConversationRecord, scene: Scene): Promise<Elsewhere> {
  const { connection, channel, replyTo: to, lane: key } = conversation;
  const lane = key === scene.lane.key ? scene.lane : await scene.draft.get('lane', key);
  return { connection, channel, to, lane, conversation };
}

async function refusal(
  { content, purpose = 'service', inWindow }: Send,
  { place, contact }: { place: Elsewhere; contact: ConversationRecord['contact'] },
  scene: Scene,
  { types }: RouterOptions,
): Promise<FailureData | undefined> {
  const { connection, channel, to, lane, conversation } = place;
  const lastInboundAt = conversation?.lastInboundAt ?? 0;
  const blocked = lane && blockedFailure(lane);
  if (blocked) return blocked;
  const forbidden = await refusalOf({ contact, connection, to, purpose, lastInboundAt }, scene);
  if (forbidden || !inWindow || content.kind === 'template') return forbidden;
  const window = capabilitiesOf(types, { channel, connection })?.window;
  if (!window || scene.at - lastInboundAt < window.afterInboundMs) return undefined;
  return {
    code: 'window_closed',
    message: `The person has not written on "${connection}" lately enough for free text. Send an approved message.`,
  };
}
