import type { EffectId, Lane, RunId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { toFailureData, type FailureData } from '../../base/failure.ts';
import { advance } from '../../flow/advance.ts';
import { isFinal, type Run } from '../../flow/run.ts';
import type { Types } from '../../flow/step-type.ts';
import { createDraft } from '../../store/draft.ts';
import type { EffectRecord, LaneRecord } from '../../store/records.ts';
import { ConflictError, type Store, type Write } from '../../store/store.ts';
import type { FlowBook } from '../flow-book.ts';
import type { Acceptance, LaneEvent } from '../host.ts';
import type { Offer, Router, Scene } from '../router.ts';
import { settleEffect } from '../settle.ts';

/** What the engine tells a lane: results of effects, time, and what people do to runs. */
export type InnerEvent =
  | { type: 'result'; effect: EffectId; output: JsonObject }
  | { type: 'refusal'; effect: EffectId; failure: FailureData }
  /** An attempt that did not settle the effect: notes for the next one. */
  | { type: 'attempt'; effect: EffectId; note: Partial<EffectRecord> }
  | { type: 'due'; run: RunId }
  | { type: 'cancel'; run: RunId; by: string; reason: string };

/** What a commit leaves to do. */
export type Aftermath = { effects: readonly EffectRecord[]; wakeAt: number | undefined };

type Storage = Pick<Store, 'get' | 'commit'>;

/** What the lanes need: where they write, who routes, and whom they tell. */
export type LanesOptions = {
  store: Storage;
  router: Router;
  flows: FlowBook;
  types: Types;
  now(): number;
  /** Called after each commit, in order per lane. */
  committed(aftermath: Aftermath): void;
  log(message: string, facts: JsonObject): void;
};

type Job = {
  key: string | undefined;
  event: LaneEvent | InnerEvent;
  resolve(acceptance: Acceptance): void;
  reject(error: unknown): void;
};

/** How often a commit that collided with another lane's is worked out anew. */
const MAX_COLLISIONS = 5;
/** Runs that one event may move, one after the other; more is a defect. */
const MAX_MOVES = 1000;

/** The lanes of one process: each applies its events one at a time, in the order given, one commit each. */
export type Lanes = {
  /** Resolves once the event's commit is on disk. */
  apply(lane: Lane, event: LaneEvent | InnerEvent, key?: string): Promise<Acceptance>;
  /** Resolves when no event is being applied. */
  idle(): Promise<void>;
};

/** Creates the lanes over a store. */
export function createLanes({ store, ...rest }: LanesOptions): Lanes {
  const options = { ...rest, store: toldApart(store) };
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
      // What could not be stored was not accepted: the sender tries again.
      if (error instanceof StorageError) return job.reject(error.cause);
      await keepStuck({ ...rest, store }, lane, job, error).then(
        () => job.resolve('accepted'),
        (failure) => (isRepeated(failure) ? job.resolve('repeated') : job.reject(failure)),
      );
    }
  };

  return {
    apply: (lane, event, key) =>
      new Promise((resolve, reject) => {
        const job: Job = { key, event, resolve, reject };
        const queue = queues.get(lane);
        if (queue) return void queue.push(job);
        const fresh = [job];
        queues.set(lane, fresh);
        void drain(lane, fresh);
      }),
    idle: () => (queues.size === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  };
}

/** The store failed: nothing was written. */
class StorageError extends Error {}

/** A store whose own trouble can be told from a bug of ours: an event that meets it was not accepted. */
function toldApart(store: Storage): Storage {
  const failed = (error: unknown): never => {
    throw error instanceof ConflictError ? error : new StorageError('the store failed', { cause: error });
  };
  return {
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
      throw error;
    }
    options.committed({ effects: move.pending, wakeAt: move.wakeAt });
    return 'accepted';
  }
}

/** True when the event's own key was taken: it was accepted before. */
function isRepeated(error: unknown): boolean {
  return error instanceof ConflictError && error.kind === 'seen';
}

/** One event being applied to its lane: everything it changes is gathered in one draft. */
class LaneMove {
  readonly draft;
  /** Effects to perform once the commit is on disk. */
  pending: EffectRecord[] = [];
  wakeAt: number | undefined;
  private readonly options: LanesOptions;
  private readonly lane: Lane;
  private readonly job: Job;

  constructor(options: LanesOptions, lane: Lane, job: Job) {
    this.options = options;
    this.lane = lane;
    this.job = job;
    this.draft = createDraft(options.store);
  }

  async run(): Promise<void> {
    const { event, key } = this.job;
    const scene = await this.scene();
    if (key !== undefined) this.draft.insert('seen', { key, at: scene.at });
    const offers = isOuter(event) ? await this.options.router.receive(event, scene) : await this.inner(event, scene);
    for (let moves = 0; offers.length > 0; moves++) {
      if (moves === MAX_MOVES) throw new Error(`One event moved more than ${MAX_MOVES} runs.`);
      const offer = offers.shift();
      if (offer) offers.push(...(await this.move(offer, scene)));
    }
  }

  private async scene(): Promise<Scene> {
    const { draft, lane, job } = this;
    const record: LaneRecord = (await draft.get('lane', lane)) ?? {
      key: lane,
      contact: null,
      conversation: null,
      foreground: null,
      held: [],
      at: 0,
    };
    const at = Math.max(this.options.now(), record.at);
    return {
      lane: record,
      at,
      draft,
      cause: job.key ?? nameOf(job.event),
    };
  }

  /** Offers one event to one run and follows what comes of it. */
  private async move(offer: Offer, scene: Scene): Promise<Offer[]> {
    const before = 'begin' in offer ? offer.begin : (await this.draft.get('run', offer.run))?.run;
    if (!before) return [];
    const flow = this.options.flows.version(before.flow.id, before.flow.version);
    if (!flow) throw new Error(`Flow ${before.flow.id} has no version ${before.flow.version}.`);
    const context = await this.options.router.context(before, scene);
    const event = { ...offer.event, at: Math.max(scene.at, before.changedAt), context };
    const { run, effects } = advance(flow, before, event, this.options.types);
    if (run === before) return [];
    this.draft['begin' in offer ? 'insert' : 'put']('run', { key: run.id, run });
    const number = before.revision;
    const key = `${run.id}/${String(number).padStart(6, '0')}`;
    this.draft.insert('journal', { key, run: run.id, number, at: event.at, event, after: run });
    this.remember(run);
    const offers: Offer[] = [];
    for (const effect of effects) {
      const { event: result, ...placement } = await this.options.router.issued(effect, run, scene);
      const { id, ...request } = effect;
      const record: EffectRecord = {
        key: id,
        run: run.id,
        lane: this.lane,
        request,
        ...placement,
        state: result ? 'done' : 'pending',
        attempts: 0,
        nextAt: event.at,
        at: event.at,
      };
      this.draft.insert('effect', record);
      if (result) offers.push({ run: run.id, event: result });
      else this.pending.push(record);
    }
    return [...offers, ...(await this.options.router.moved(run, scene))];
  }

  private remember(run: Run): void {
    if (isFinal(run) || run.wait.until === undefined) return;
    this.wakeAt = Math.min(this.wakeAt ?? Infinity, run.wait.until);
  }

  private async inner(event: InnerEvent, scene: Scene): Promise<Offer[]> {
    if (event.type === 'cancel') {
      return [{ run: event.run, event: { type: 'canceled', by: event.by, reason: event.reason } }];
    }
    if (event.type === 'due') {
      const run = (await this.draft.get('run', event.run))?.run;
      if (!run) return [];
      return [{ run: run.id, event: { type: 'elapsed', wait: run.wait.id } }];
    }
    return this.settleEffect(event, scene);
  }

  private async settleEffect(event: Extract<InnerEvent, { effect: EffectId }>, scene: Scene): Promise<Offer[]> {
    const record = await this.draft.get('effect', event.effect);
    // Settled already: by proof from a delivery status, or by an earlier answer.
    if (!record || record.state === 'done' || record.state === 'failed') return [];
    if (event.type === 'attempt') {
      this.draft.put('effect', { ...record, ...event.note });
      return [];
    }
    return settleEffect(this.options.router, record, event, scene);
  }
}

/** An event without a key, named by what it is about. */
function nameOf(event: LaneEvent | InnerEvent): string {
  const about = 'effect' in event ? event.effect : 'run' in event ? event.run : '';
  return `${event.type}/${about}`;
}

function isOuter(event: LaneEvent | InnerEvent): event is LaneEvent {
  return event.type === 'message' || event.type === 'status' || event.type === 'identity' || event.type === 'release';
}

/** Our own bug kept an event from being applied: keep it whole, so that nothing accepted is lost. */
async function keepStuck(options: LanesOptions, lane: Lane, job: Job, error: unknown): Promise<void> {
  const at = options.now();
  const message = toFailureData(error).message;
  const key = job.key ?? `${lane}/${nameOf(job.event)}`;
  options.log('an event could not be applied and is kept', {
    lane,
    key,
    message,
    stack: (error as Error)?.stack ?? '',
  });
  const event = JSON.parse(JSON.stringify(job.event));
  await options.store.commit([
    ...(job.key === undefined ? [] : [{ op: 'insert', kind: 'seen', record: { key: job.key, at } } as const]),
    { op: 'put', kind: 'stuck', record: { key, lane, event, message, at } },
    ...(await parkEnded(options.store, job.event, message)),
  ]);
}

/** An effect that has ended but whose end could not be applied: left pending, it would be performed again at each start. */
async function parkEnded(store: Storage, event: Job['event'], message: string): Promise<Write[]> {
  if (event.type !== 'result' && event.type !== 'refusal') return [];
  const record = await store.get('effect', event.effect);
  if (record?.state !== 'pending') return [];
  const end = event.type === 'result' ? { output: event.output } : {};
  const failure: FailureData = { code: 'defect', message };
  const parked: EffectRecord = { ...record, ...end, state: 'parked', attempts: record.attempts + 1, failure };
  return [{ op: 'put', kind: 'effect', record: parked }];
}
