import { Failure } from '../../base/failure.ts';
import type { Lane } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Types } from '../../flow/step-type.ts';
import { ConflictError, type Store } from '../../store/store.ts';
import type { FlowBook } from '../flow-book.ts';
import type { Acceptance, LaneEvent } from '../host.ts';
import type { Router } from '../router.ts';
import type { Shadow } from '../shadow.ts';
import { LaneMove, Redirection, type Aftermath, type InnerEvent } from './lane-move.ts';
import { keepStuck } from './stuck.ts';

export type { InnerEvent } from './lane-move.ts';

/** What the lanes read and write. */
export type Storage = Pick<Store, 'get' | 'commit'>;

/** What the lanes need: where they write, who routes, and whom they tell. */
export type LanesOptions = {
  store: Storage;
  router: Router;
  flows: Pick<FlowBook, 'version'>;
  types: Types;
  now(): number;
  /** Notes effects as held: nobody performs them while this engine runs. */
  hold?: boolean;
  /** Which connections are in shadow mode, and how effects end there; none is where it is left out. */
  shadow?: Shadow | undefined;
  /** Called when the store failed at a commit: over a network it may have kept it all the same. */
  doubted?(aftermath: Aftermath): void;
  /** Called after each commit, in order per lane. */
  committed(aftermath: Aftermath): void;
  log(message: string, facts: JsonObject): void;
};

/** One event in a lane's queue. */
export type Job = {
  key: string | undefined;
  event: LaneEvent | InnerEvent;
  resolve(acceptance: Acceptance): void;
  reject(error: unknown): void;
};

/** How often a commit that collided with another lane's is worked out anew. */
const MAX_COLLISIONS = 20;

/** The lanes of one process: each applies its events one at a time, in the order given, one commit each. */
export type Lanes = {
  /** Resolves once the event's commit is on disk. */
  apply(lane: Lane, event: LaneEvent | InnerEvent, key?: string): Promise<Acceptance>;
  /** Resolves when no event is being applied. */
  idle(): Promise<void>;
};

/** Creates the lanes over a store whose trouble is told apart. */
export function createLanes(options: LanesOptions): Lanes {
  const queues = new Map<Lane, Job[]>();
  let idlers: (() => void)[] = [];

  const drain = async (lane: Lane, queue: Job[]): Promise<void> => {
    for (let job = queue[0]; job; queue.shift(), job = queue[0]) await settle(lane, job);
    queues.delete(lane);
    if (queues.size > 0) return;
    for (const resolve of idlers) resolve();
    idlers = [];
  };

  const settle = async (lane: Lane, job: Job): Promise<void> => {
    try {
      job.resolve(await applyOnce(options, lane, job));
    } catch (error) {
      // The other lane takes its turn; until it has, this one waits, so that the sender's order holds.
      if (error instanceof Redirection) return apply(error.lane, job.event, job.key).then(job.resolve, job.reject);
      // What could not be stored was not accepted: the sender tries again.
      if (error instanceof StorageError) return job.reject(error.cause);
      // Who does something by hand is told why it is refused, and nothing waits for a repair.
      if (job.event.type === 'operate' && error instanceof Failure) return job.reject(error);
      await keepStuck(options, lane, job, error).then(
        () => job.resolve('accepted'),
        (failure) => (isRepeated(failure) ? job.resolve('repeated') : job.reject(withoutWrap(failure))),
      );
    }
  };

  const apply: Lanes['apply'] = (lane, event, key) =>
    new Promise((resolve, reject) => {
      const job: Job = { key, event, resolve, reject };
      const queue = queues.get(lane);
      if (queue) return void queue.push(job);
      const fresh = [job];
      queues.set(lane, fresh);
      void drain(lane, fresh);
    });

  return {
    apply,
    idle: () => (queues.size === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  };
}

/** The store failed: nothing was written. */
class StorageError extends Error {}

function withoutWrap(error: unknown): unknown {
  return error instanceof StorageError ? error.cause : error;
}

/** A store whose own trouble can be told from a bug of ours: an event that meets it was not accepted. */
export function toldApart(store: Store): Store {
  const failed = (error: unknown): never => {
    if (error instanceof ConflictError) throw error;
    throw new StorageError(`the store failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  };
  return {
    ...store,
    get: (kind, key) => store.get(kind, key).catch(failed),
    commit: (writes) => store.commit(writes).catch(failed),
  };
}

async function applyOnce(options: LanesOptions, lane: Lane, job: Job): Promise<Acceptance> {
  for (let collisions = 0; ; collisions++) {
    const move = new LaneMove(options, lane, job);
    await move.run();
    try {
      await options.store.commit(move.draft.writes());
    } catch (error) {
      // Seldom enough that looking first would cost more than working a repeated event out for nothing.
      if (isRepeated(error)) return 'repeated';
      // Another lane created the same person or record meanwhile: look again.
      if (error instanceof ConflictError && collisions < MAX_COLLISIONS) continue;
      if (error instanceof StorageError) options.doubted?.(move.aftermath());
      throw error;
    }
    if (move.redirection) throw move.redirection;
    options.committed(move.aftermath());
    return 'accepted';
  }
}

/** True when the event's own key was taken: it was accepted before. */
function isRepeated(error: unknown): boolean {
  return error instanceof ConflictError && error.kind === 'seen';
}
