import type { ConversationId, ConnectionId, Lane, MessageId, RunId } from '../base/ids.ts';
import type { IdentityEvent, MessageEvent, StatusEvent } from '../message/channel-event.ts';

/** Something from outside that belongs to one lane. */
export type LaneEvent =
  | { type: 'message'; connection: ConnectionId; channel: string; message: MessageEvent }
  /** News about `message`, which we sent. */
  | { type: 'status'; connection: ConnectionId; status: StatusEvent; message: MessageId }
  | { type: 'identity'; connection: ConnectionId; identity: IdentityEvent }
  /** People give a conversation back. */
  | { type: 'release'; conversation: ConversationId; by: string };

/** `repeated`: an event with this key was accepted before; nothing changed. */
export type Acceptance = 'accepted' | 'repeated';

/**
 * The port of durable engines: where flows run. `host.contract.ts` holds the suite that each one passes.
 *
 * What `accept` has acknowledged survives a kill at any point; events of one lane are applied in the order accepted,
 * each in one commit; effects are performed at least once, each under the same id for ever.
 */
export type Host = {
  /**
   * Takes an event in and resolves once it is on disk. The same key again changes nothing, even days later.
   * Rejects only when it could not be stored: then nothing was kept, and the sender must try again.
   */
  accept(lane: Lane, key: string, event: LaneEvent): Promise<Acceptance>;
  /** Ends a run where it stands; a final run stays as it is. */
  cancel(run: RunId, by: string, reason: string): Promise<void>;
  /** Takes up what waited for a broken connection, once its credentials are good again. */
  resume(connection: ConnectionId): void;
  /** Lets effects under way finish (bounded), then stops. Later calls of `accept` reject. */
  close(): Promise<void>;
};
