import type { Lane } from '../base/ids.ts';
import type { Kind, Records } from './records.ts';

/**
 * One change. `insert` fails the whole commit when the key exists; `put` writes over, and with `former` fails the commit
 * when what is stored is no longer that; `delete` of a missing key is nothing.
 */
export type Write = {
  [K in Kind]:
    | { op: 'insert'; kind: K; record: Records[K] }
    | { op: 'put'; kind: K; record: Records[K]; former?: Records[K] }
    | { op: 'delete'; kind: K; key: string };
}[Kind];

/** Indexed members by which each kind can be listed, besides its key. */
export type Indexed = {
  seen: never;
  lane: never;
  contact: never;
  address: 'contact';
  conversation: 'contact';
  /** `providerId` finds messages that we sent, but for those that news names otherwise (`traced`). */
  message: 'conversation' | 'providerId';
  /** `status` finds runs that have not completed; `looseOn` those on a lane that belong to no conversation. */
  run: 'conversation' | 'flow' | 'status' | 'looseOn';
  journal: 'run';
  /** `state` finds effects that are not done; `connection` narrows that down. */
  effect: 'run' | 'state' | 'connection';
  flow: 'flow' | 'current';
  connection: never;
  memory: never;
  setting: never;
  stuck: never;
  link: 'contact' | 'record';
  consent: 'contact';
  change: 'contact';
  merge: never;
  note: 'conversation';
  value: never;
  draft: never;
  timer: never;
  resume: never;
  mediaUse: 'media';
  alert: never;
};

/**
 * A page of records of one kind, ordered by key (`run`, `contact` and `conversation` keys begin with a time; `journal` and `message` keys sort by arrival within their run or conversation).
 * `where` members are compared for equality and all must hold.
 */
export type Query<K extends Kind> = {
  where?: { readonly [Name in Indexed[K]]?: string | number | boolean };
  /** Only keys after this one (before it, when `newestFirst`): the last key of the page before. */
  after?: string;
  /** Only keys from this one on, and only keys before that one: a span of time where keys begin with one. */
  from?: string;
  before?: string;
  newestFirst?: boolean;
  /** Only records in which this text stands, whatever the case of ASCII letters. Reads every record in question. */
  contains?: string;
  /** 1000 unless told. */
  limit?: number;
};

/** A part of the keys, as in `Query`. */
export type Span = { from?: string; before?: string };

/** Something to do at a time: the wait of an active run ends by itself, or a timer rings. */
export type Due = { what: 'run' | 'timer'; key: string; lane: Lane; at: number };

/** A commit was refused: a record it inserts exists already, or one it changes was changed meanwhile. Nothing of it was written. */
export class ConflictError extends Error {
  readonly kind: Kind;
  readonly key: string;

  constructor(kind: Kind, key: string) {
    super(`The ${kind} with the key "${key}" exists already, or was changed meanwhile.`);
    this.name = 'ConflictError';
    this.kind = kind;
    this.key = key;
  }
}

/**
 * The port for what is kept. It commits data, never a transaction held across awaits.
 * `store.contract.ts` holds the suite that each implementation passes.
 */
export type Store = {
  get<K extends Kind>(kind: K, key: string): Promise<Records[K] | undefined>;
  list<K extends Kind>(kind: K, query?: Query<K>): Promise<Records[K][]>;
  /** `span`: only keys from one on, and before another. */
  count<K extends Kind>(kind: K, where?: Query<K>['where'], span?: Span): Promise<number>;
  /** What is due after `after` and not later than `until`; earliest first. */
  due(span: { after: number; until: number; limit: number }): Promise<Due[]>;
  /** The earliest time after `after` at which something is due; undefined when nothing is. */
  nextDue(after: number): Promise<number | undefined>;
  /**
   * Writes all or nothing, and resolves once it is on disk. Commits asked for in the same turn of the event loop may
   * share one disk flush; each succeeds or fails alone, in the order asked. Rejects with `ConflictError` for a taken key or a changed record.
   */
  commit(writes: readonly Write[]): Promise<void>;
  /**
   * Makes sure that nothing written over or deleted before is left in the files, logs included. Takes a time that grows
   * with the store; absent where the database keeps such remains out of reach.
   */
  scrub?(): Promise<void>;
  /** Ends after the commits under way; later calls reject. */
  close(): Promise<void>;
};
