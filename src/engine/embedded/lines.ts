import type { ConnectionId } from '../../base/ids.ts';
import type { ConnectionLimits, EffectRecord } from '../../store/records.ts';
import type { Outage } from '../breaker.ts';
import { createLine, type Line, type LineOptions, type Turn } from './line.ts';

/** Effects of each connection: waiting in line, a bounded number under way, the others held back. */
export type Lines = {
  /** Takes a pending effect whose commit is on disk. The same effect twice is performed once. */
  add(effect: EffectRecord): void;
  /** An effect that may have been stored, or not: the store is read again to see. */
  suspect(effect: EffectRecord): void;
  /** Takes up what the store holds for a connection, as much as fits in memory. */
  fill(connection: ConnectionId): Promise<void>;
  /** Goes on with what was held for a connection. */
  resume(connection: ConnectionId): void;
  /** Connections of which effects are in the store only, each with the key after which they are. */
  stored(): ReadonlyMap<ConnectionId, string>;
  /** Starts nothing more. Resolves when nothing is under way. */
  close(): Promise<void>;
  underWay(): number;
};

/** What the lines need to know of connections and effects. */
export type LinesOptions = Pick<
  LineOptions,
  'clock' | 'capacity' | 'hold' | 'deadlineOf' | 'expire' | 'takeUp' | 'onError'
> & {
  /** Effects under way at once, per connection that has no limit of its own. */
  concurrency: number;
  limitsOf(connection: ConnectionId): ConnectionLimits | undefined;
  isBroken(connection: ConnectionId): boolean;
  perform: LineOptions['perform'];
  groupOf: LineOptions['groupOf'];
  load(connection: ConnectionId, after: string, limit: number): Promise<EffectRecord[]>;
  outage(connection: ConnectionId, began: Outage | undefined): void;
};

/** Creates the lines. */
export function createLines(options: LinesOptions): Lines {
  const lines = new Map<ConnectionId | null, Line>();
  let underWay = 0;
  let closed: (() => void) | undefined;

  const perform = async (effects: readonly EffectRecord[], turn: Turn): Promise<readonly EffectRecord[]> => {
    underWay++;
    try {
      return await options.perform(effects, turn);
    } finally {
      underWay--;
      if (underWay === 0) closed?.();
    }
  };

  const lineOf = (connection: ConnectionId | null): Line => {
    let line = lines.get(connection);
    if (!line) {
      const own = connection === null ? BY_OURSELVES : ofConnection(connection, options);
      line = createLine({
        ...options,
        ...own,
        limits: () => ({ concurrency: options.concurrency, ...own.limits() }),
        perform,
      });
      if (closed) line.close();
      lines.set(connection, line);
    }
    return line;
  };

  return {
    add: (effect) => lineOf(effect.connection).add(effect),
    suspect: (effect) => lineOf(effect.connection).suspect(effect),
    fill: (connection) => lineOf(connection).fill(),
    resume: (connection) => lineOf(connection).resume(),
    stored() {
      const stored = new Map<ConnectionId, string>();
      for (const [connection, line] of lines) {
        const after = line.storedAfter();
        if (connection !== null && after !== undefined) stored.set(connection, after);
      }
      return stored;
    },
    close: () =>
      new Promise((resolve) => {
        closed = resolve;
        for (const line of lines.values()) line.close();
        if (underWay === 0) resolve();
      }),
    underWay: () => underWay,
  };
}

/** What goes out on no connection is never many, is under no limit, and always in memory. */
const BY_OURSELVES = {
  capacity: Infinity,
  limits: () => ({}),
  isBroken: () => false,
  outage: () => undefined,
  load: () => Promise.resolve([]),
};

function ofConnection(connection: ConnectionId, options: LinesOptions) {
  return {
    limits: () => options.limitsOf(connection) ?? {},
    isBroken: () => options.isBroken(connection),
    outage: (began: Outage | undefined) => options.outage(connection, began),
    load: (after: string, limit: number) => options.load(connection, after, limit),
  };
}
