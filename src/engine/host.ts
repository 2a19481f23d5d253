import type { ContactId, ConversationId, ConnectionId, EffectId, FlowId, Lane, MessageId, RunId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Trigger } from '../flow/trigger.ts';
import type { Run, RunEvent, REPAIRS } from '../flow/run.ts';
import type { Sender } from '../message/address.ts';
import type {
  IdentityEvent,
  MessageEvent,
  PreferenceEvent,
  ReceiptEvent,
  StatusEvent,
} from '../message/channel-event.ts';
import type { MemoryRecord } from '../store/records.ts';

type WithoutMoment<E> = E extends unknown ? Omit<E, 'at' | 'context'> : never;

/** What a person does to a run. */
export type Repair = WithoutMoment<Extract<RunEvent, { type: (typeof REPAIRS)[number] }>>;

/** Whom a run talks to that no message of theirs started. */
export type Party = { connection: ConnectionId; channel: string; sender: Sender };

/** Something from outside that belongs to one lane. */
export type LaneEvent =
  | { type: 'message'; connection: ConnectionId; channel: string; message: MessageEvent }
  /** News about `message`, which we sent. */
  | { type: 'status'; connection: ConnectionId; status: StatusEvent; message: MessageId }
  /** News about everything that we sent somebody until a time. */
  | { type: 'receipt'; connection: ConnectionId; receipt: ReceiptEvent }
  /** Somebody let us write to them, or forbade it, at the provider. */
  | { type: 'preference'; connection: ConnectionId; preference: PreferenceEvent }
  | { type: 'identity'; connection: ConnectionId; identity: IdentityEvent }
  /** People give a conversation back. */
  | { type: 'release'; conversation: ConversationId; by: string }
  /**
   * Starts a run of a flow by one of its triggers. `run` is its id where the caller has to know it beforehand;
   * `remember` is kept along with the run, if it begins.
   */
  | {
      type: 'start';
      flow: FlowId;
      trigger: Trigger['type'];
      input: JsonObject;
      run?: RunId;
      to?: Party;
      remember?: MemoryRecord;
    }
  /** A call from outside for a run that waits for one; with `wait`, for that very wait only. */
  | { type: 'resume'; run: RunId; data: JsonObject; wait?: number }
  /** A person repairs a run. */
  | { type: 'repair'; run: RunId; repair: Repair }
  /** A person says what became of an effect that nobody knows about, or has it tried again. */
  | { type: 'settle'; effect: EffectId; as: Settlement; by: string }
  /** A person, or a program in their name, does one of our own operations to a contact or a conversation. */
  | {
      type: 'operate';
      operation: string;
      input: JsonObject;
      by: string;
      contact?: ContactId;
      conversation?: ConversationId;
    }
  /** The clocks of a flow are set as its current version has them, or taken away where it has none. */
  | { type: 'timers'; flow: FlowId }
  /** Tells the staff something, where the installation says how. */
  | { type: 'notice'; notice: Notice }
  /** What was said on this lane is to be forgotten. */
  | { type: 'erase'; by: string };

/** Something that staff should know. */
export type Notice = {
  subject: string;
  text: string;
  severity: 'info' | 'warning' | 'alarm';
  fields?: Readonly<Record<string, string>>;
};

/** How an effect is settled by hand. */
export type Settlement =
  | { type: 'happened'; output: JsonObject }
  | { type: 'failed'; reason: string }
  | { type: 'again' };

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
   * Rejects when it could not be stored: then nothing was kept, and the sender must try again. An operation by hand that
   * is refused rejects with the `Failure`, and changes nothing.
   */
  accept(lane: Lane, key: string, event: LaneEvent): Promise<Acceptance>;
  /** Takes up what waited for a broken connection, once its credentials are good again. */
  resume(connection: ConnectionId): void;
  /** Tells each state of a run that is committed from now on; the returned function ends that. */
  watch(run: RunId, told: (run: Run) => void): () => void;
  /** Lets effects under way finish (bounded), then stops. Later calls of `accept` reject. */
  close(): Promise<void>;
};
