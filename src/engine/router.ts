import type { ConnectionId, Lane, RunId } from '../base/ids.ts';
import type { EventContext } from '../flow/event-context.ts';
import type { Effect, Run, RunEvent } from '../flow/run.ts';
import type { Draft } from '../store/draft.ts';
import type { ChangeRecord, EffectRecord, LaneRecord, TimerRecord } from '../store/records.ts';
import type { LaneEvent } from './host.ts';

type WithoutMoment<E> = E extends unknown ? Omit<E, 'at' | 'context'> : never;

/** A run event before the lane gives it its time and context. */
export type EventInput = WithoutMoment<RunEvent>;

/** An event for one run: for one that begins with it, or for one under way. */
export type Offer = { begin: Run; event: EventInput } | { run: RunId; event: EventInput };

/** What a router takes in: an event from outside, or a timer that rings. */
export type Received = LaneEvent | { type: 'timer'; timer: TimerRecord };

/** One lane event being applied: everything put into `draft` is committed together with the runs that it moves. */
export type Scene = {
  lane: LaneRecord;
  /** The lane's time for this event. */
  at: number;
  /** Key of the external event, or a name of the internal one: what new ids are derived from. */
  cause: string;
  draft: Draft;
  /** What has happened to contacts and conversations so far: flows may start from it. */
  changes: ChangeRecord[];
  /** Effects that no run has issued, to be performed once the commit is on disk; they are in the draft already. */
  effects: EffectRecord[];
};

/** Where an issued effect goes. With `event` it is performed already, inside this very commit. */
export type Placement = {
  connection: ConnectionId | null;
  target?: EffectRecord['target'];
  event?: EventInput;
  /** What else follows at once: a run that it starts. The effect is `inside` until that run has ended. */
  inside?: Offer;
};

/**
 * Who gets what: handed to the engine as a parameter, so that it need not know contacts and conversations.
 * All members work inside the lane's commit and must not touch the world.
 */
export type Router = {
  /** The lane that a lane's events belong to instead; asked for the first event of a lane only. */
  redirect(event: Received, scene: Scene): Promise<Lane | undefined>;
  /** Takes an external event in: writes what is to be kept and says which runs are offered something. */
  receive(event: Received, scene: Scene): Promise<Offer[]>;
  /** Follows a run that has moved: frees the lane at its end, offers what was held at its next wait. */
  moved(run: Run, scene: Scene): Promise<Offer[]>;
  /** Starts what is to start from a change of a contact or a conversation. */
  changed(change: ChangeRecord, scene: Scene): Promise<Offer[]>;
  /** The values of the moment that a run's event carries. */
  context(run: Run, scene: Scene): Promise<EventContext>;
  /** Places an effect that a run has issued. */
  issued(effect: Effect, run: Run, scene: Scene): Promise<Placement>;
  /** Notes the end of an effect, done or failed; says who is offered something besides its run. */
  finished(effect: EffectRecord, scene: Scene): Promise<Offer[]>;
};
