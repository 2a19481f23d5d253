import type { FailureData } from '../../base/failure.ts';
import type { ConnectionId, EffectId, Lane, RunId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { advance } from '../../flow/advance.ts';
import { following, isFinal, type Effect, type Run, type RunEvent } from '../../flow/run.ts';
import { createDraft } from '../../store/draft.ts';
import type { EffectRecord, Exchange, LaneRecord } from '../../store/records.ts';
import type { LaneEvent } from '../host.ts';
import { dropResting, settleByHand } from '../repair.ts';
import type { EventInput, Offer, Placement, Scene } from '../router.ts';
import { settleEffect } from '../settle.ts';
import { shadowNote } from '../shadow.ts';
import type { Job, LanesOptions } from './lanes.ts';

/** What the engine tells a lane: results of effects, and time. */
export type InnerEvent =
  | { type: 'result'; effect: EffectId; output: JsonObject; exchanges?: readonly Exchange[]; shadow?: true }
  | { type: 'refusal'; effect: EffectId; failure: FailureData; exchanges?: readonly Exchange[]; shadow?: true }
  /** An attempt that did not settle the effect: notes for the next one. */
  | { type: 'attempt'; effect: EffectId; note: Partial<EffectRecord> }
  | { type: 'due'; run: RunId }
  | { type: 'ring'; timer: string };

/** What a commit leaves to do. */
export type Aftermath = {
  effects: readonly EffectRecord[];
  /** When something that it wrote is due. */
  wakeAt: number | undefined;
  /** Runs that it moved, as they are now. */
  runs: ReadonlyMap<RunId, Run>;
};

/** Runs that one event may move, one after the other; more is a defect. */
const MAX_MOVES = 5000;

/** The event belongs to another lane. */
export class Redirection extends Error {
  readonly lane: Lane;

  constructor(lane: Lane) {
    super(`The event belongs to the lane ${lane}.`);
    this.lane = lane;
  }
}

/** An event without a key, named by what it is about. */
export function nameOf(event: LaneEvent | InnerEvent): string {
  const about =
    'effect' in event ? event.effect : 'run' in event ? event.run : event.type === 'ring' ? event.timer : '';
  return `${event.type}/${about}`;
}

/** One event being applied to its lane: everything it changes is gathered in one draft. */
export class LaneMove {
  readonly draft;
  /** Set when the draft holds only where the lane's events belong from now on. */
  redirection: Redirection | undefined;
  private readonly options: LanesOptions;
  private readonly lane: Lane;
  private readonly job: Job;
  private readonly runs = new Map<RunId, Run>();
  private pending: EffectRecord[] = [];
  /** True once anything of shadow mode has a part in it: what follows from that is not performed either. */
  private shadow = false;

  constructor(options: LanesOptions, lane: Lane, job: Job) {
    this.options = options;
    this.lane = lane;
    this.job = job;
    this.draft = createDraft(options.store);
  }

  async run(): Promise<void> {
    const { event, key } = this.job;
    const scene = await this.scene();
    if (this.redirection) return;
    if (key !== undefined) this.draft.insert('seen', { key, at: scene.at });
    this.shadow = 'connection' in event && this.isShadow(event.connection);
    const offers = await this.offersOf(event, scene);
    for (let moves = 0; ; moves++) {
      if (moves === MAX_MOVES) throw new Error(`One event moved more than ${MAX_MOVES} runs.`);
      const offer = offers.shift();
      if (offer) {
        // What follows from one offer comes before the next one, as if it had been called.
        offers.unshift(...(await this.move(offer, scene)));
        continue;
      }
      const change = scene.changes.shift();
      if (change) {
        offers.push(...(await this.options.router.changed(change, scene)));
        continue;
      }
      const effect = scene.effects.shift();
      if (!effect) break;
      offers.push(...(await this.undertake(effect, scene)));
    }
  }

  /** What is left to do once the draft is on disk. */
  aftermath(): Aftermath {
    let wakeAt: number | undefined;
    const wake = (at: number | undefined): void => {
      if (at !== undefined) wakeAt = Math.min(wakeAt ?? Infinity, at);
    };
    for (const run of this.runs.values()) if (!isFinal(run)) wake(run.wait.until);
    for (const write of this.draft.writes()) if (write.kind === 'timer' && write.op !== 'delete') wake(write.record.at);
    return { effects: this.pending, wakeAt, runs: this.runs };
  }

  private async scene(): Promise<Scene> {
    const { draft, lane, job } = this;
    const known = await draft.get('lane', lane);
    const record: LaneRecord = known ?? {
      key: lane,
      contact: null,
      conversation: null,
      foreground: null,
      held: [],
      at: 0,
    };
    const { conversation } = record;
    const { lastInboundAt = 0 } = (conversation && (await draft.get('conversation', conversation))) || {};
    const at = Math.max(this.options.now(), record.at, lastInboundAt);
    const cause = job.key ?? nameOf(job.event);
    const scene: Scene = { lane: record, at, draft, cause, changes: [], effects: [] };
    if (record.alias) throw new Redirection(record.alias);
    if (!known && isOuter(job.event)) {
      const alias = await this.options.router.redirect(job.event, scene);
      if (alias && alias !== lane) {
        draft.put('lane', { ...record, alias });
        this.redirection = new Redirection(alias);
      }
    }
    return scene;
  }

  private async offersOf(event: LaneEvent | InnerEvent, scene: Scene): Promise<Offer[]> {
    const { draft } = this;
    switch (event.type) {
      case 'due': {
        const run = (await draft.get('run', event.run))?.run;
        return run ? [{ run: run.id, event: { type: 'elapsed', wait: run.wait.id } }] : [];
      }
      case 'ring': {
        const timer = await draft.get('timer', event.timer);
        if (!timer || timer.at > scene.at) return [];
        draft.delete('timer', timer.key);
        return this.options.router.receive({ type: 'timer', timer }, scene);
      }
      case 'result':
      case 'refusal':
      case 'attempt':
        return this.settleEffect(event, scene);
      case 'repair':
        return [{ run: event.run, event: event.repair }];
      case 'settle':
        return settleByHand(event, scene, this.options.router);
      default:
        return this.options.router.receive(event, scene);
    }
  }

  /** Has an effect performed that no run has issued, or pretends so in shadow mode. */
  private async undertake(effect: EffectRecord, scene: Scene): Promise<Offer[]> {
    if (this.shadow || this.isShadow(effect.connection)) return this.pretend(effect, scene);
    if (this.options.hold) this.draft.put('effect', { ...effect, held: true });
    this.pending.push(effect);
    return [];
  }

  private isShadow(connection: ConnectionId | null): boolean {
    return connection !== null && (this.options.shadow?.on(connection) ?? false);
  }

  /** Ends an effect that is not performed, in this very commit: it never gets to where effects go out. */
  private pretend(record: EffectRecord, scene: Scene): Promise<Offer[]> {
    const effect: EffectRecord = { ...record, shadow: true };
    this.draft.put('effect', effect);
    this.draft.put('memory', shadowNote(effect.key, scene.at));
    const end = this.options.shadow?.pretend(effect) ?? { type: 'result', output: {} };
    return settleEffect(this.options.router, effect, end, scene);
  }

  /** A run as it begins. One that a message starts stands for itself; any other belongs to what it followed from. */
  private begun({ begin, event }: Extract<Offer, { begin: Run }>): Run {
    const follows = event.type !== 'started' || !event.message;
    return this.isShadow(begin.connection) || (follows && this.shadow) ? { ...begin, shadow: true } : begin;
  }

  /** Offers one event to one run and follows what comes of it. */
  private async move(offer: Offer, scene: Scene): Promise<Offer[]> {
    const before = 'begin' in offer ? this.begun(offer) : (await this.draft.get('run', offer.run))?.run;
    if (!before) return [];
    this.shadow ||= before.shadow === true;
    const version = offer.event.type === 'migrated' ? offer.event.version : before.flow.version;
    const flow = this.options.flows.version(before.flow.id, version);
    if (!flow) throw new Error(`Flow ${before.flow.id} has no version ${version}.`);
    const context = await this.options.router.context(following(before, offer.event), scene);
    const event = { ...offer.event, at: Math.max(scene.at, before.changedAt), context };
    const { run, effects } = advance(flow, before, event, this.options.types);
    if (run === before) return [];
    this.draft['begin' in offer ? 'insert' : 'put']('run', { key: run.id, run });
    const number = before.revision;
    const key = `${run.id}/${String(number).padStart(6, '0')}`;
    this.draft.insert('journal', { key, run: run.id, number, at: event.at, event, after: run });
    this.runs.set(run.id, run);
    if (event.type === 'canceled') await dropResting(before, event, { scene, router: this.options.router });
    const replayed = event.type === 'retried' || before.highest !== undefined;
    const offers: Offer[] = [];
    for (const effect of effects) offers.push(...(await this.issue(effect, { run, event, replayed }, scene)));
    return [...offers, ...(await this.options.router.moved(run, scene))];
  }

  /** Puts an effect where it belongs. One that a replay issues again keeps what is known of it. */
  private async issue(
    effect: Effect,
    { run, event, replayed }: { run: Run; event: RunEvent; replayed: boolean },
    scene: Scene,
  ): Promise<Offer[]> {
    const { id, retry, ...request } = effect;
    const former = replayed ? await this.draft.get('effect', id) : undefined;
    const known = former && knownEnd(former, request, run);
    if (known) return known;
    const { event: result, inside, ...placement } = await this.options.router.issued(effect, run, scene);
    const record: EffectRecord = {
      key: id,
      run: run.id,
      lane: this.lane,
      request,
      ...(retry ? { retry } : {}),
      ...placement,
      ...(run.test?.dry && request.kind === 'call' && placement.connection !== null ? { dry: true } : {}),
      ...endOf(result, inside),
      attempts: 0,
      nextAt: event.at,
      at: event.at,
      ...(result ? { endedAt: event.at } : {}),
      ...(this.options.hold && !result && !inside ? { held: true } : {}),
    };
    this.draft[former ? 'put' : 'insert']('effect', record);
    if (result) return [{ run: run.id, event: result }, ...(inside ? [inside] : [])];
    if (inside) return [inside];
    if (run.shadow || this.isShadow(record.connection)) return this.pretend(record, scene);
    this.pending.push(record);
    return [];
  }

  private async settleEffect(event: Extract<InnerEvent, { effect: EffectId }>, scene: Scene): Promise<Offer[]> {
    const record = await this.draft.get('effect', event.effect);
    // Settled already: by proof from a delivery status, by a person, or by an earlier answer.
    if (!record || record.state === 'done' || record.state === 'failed') return [];
    if (event.type === 'attempt') {
      this.draft.put('effect', { ...record, ...event.note });
      return [];
    }
    if (!event.shadow) return settleEffect(this.options.router, record, event, scene);
    this.draft.put('memory', shadowNote(record.key, scene.at));
    return settleEffect(this.options.router, { ...record, shadow: true }, event, scene);
  }
}

/** How an effect that was placed inside the commit stands. */
function endOf(
  result: EventInput | undefined,
  inside: Placement['inside'],
): Pick<EffectRecord, 'state' | 'output' | 'failure'> {
  if (result?.type === 'done') return { state: 'done', output: result.output };
  if (result?.type === 'failed') return { state: 'failed', failure: result.failure };
  return { state: inside ? 'inside' : 'pending' };
}

/**
 * What a replay makes of an effect that was issued before: what is done is not done again, what is under way is waited
 * for. Undefined for one that failed: it is performed again, as the step asks for it now.
 */
function knownEnd(former: EffectRecord, request: EffectRecord['request'], run: Run): Offer[] | undefined {
  const effect = former.key;
  if (nameOfRequest(former.request) !== nameOfRequest(request)) {
    const message = `Effect ${effect} was a ${nameOfRequest(former.request)} before and would be a ${nameOfRequest(request)} now. Skip the step, or start a new run.`;
    return [{ run: run.id, event: { type: 'failed', effect, failure: { code: 'conflict', message } } }];
  }
  if (former.state === 'failed') return undefined;
  if (former.state !== 'done') return [];
  return [{ run: run.id, event: { type: 'done', effect, output: former.output ?? {} } }];
}

function nameOfRequest(request: EffectRecord['request']): string {
  return request.kind === 'call' ? `call of ${request.connection}.${request.operation}` : request.kind;
}

/** Events that name a person: a lane's first one may belong to another lane of theirs. */
const OUTER: ReadonlySet<string> = new Set(['message', 'start', 'receipt', 'preference']);

function isOuter(event: LaneEvent | InnerEvent): event is LaneEvent {
  return OUTER.has(event.type);
}
