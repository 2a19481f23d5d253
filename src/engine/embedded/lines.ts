import type { ConnectionId } from '../../base/ids.ts';
import type { EffectRecord } from '../../store/records.ts';

/** Effects of each connection: waiting in line, a bounded number under way, others held until it is repaired. */
export type Lines = {
  add(effect: EffectRecord): void;
  /** Puts what was held for a connection back in line. */
  resume(connection: ConnectionId): void;
  /** Starts nothing more. Resolves when nothing is under way. */
  close(): Promise<void>;
  underWay(): number;
};

/** What the lines need to know of connections and effects. */
export type LinesOptions = {
  /** Effects under way at once, per connection. */
  concurrency: number;
  isBroken(connection: ConnectionId): boolean;
  /** Performs one effect; never rejects. */
  perform(effect: EffectRecord): Promise<void>;
  /** Notes that an effect waits for its broken connection; gives the effect so noted. */
  hold(effect: EffectRecord): EffectRecord;
};

type Line = { waiting: EffectRecord[]; held: EffectRecord[]; underWay: number };

/** Creates the lines. */
export function createLines({ concurrency, isBroken, perform, hold }: LinesOptions): Lines {
  const lines = new Map<ConnectionId | null, Line>();
  let underWay = 0;
  let closed: (() => void) | undefined;

  const lineOf = (connection: ConnectionId | null): Line => {
    const line = lines.get(connection) ?? { waiting: [], held: [], underWay: 0 };
    lines.set(connection, line);
    return line;
  };

  const pump = (line: Line): void => {
    while (!closed && line.underWay < concurrency) {
      const effect = line.waiting.shift();
      if (!effect) return;
      if (effect.connection !== null && isBroken(effect.connection)) {
        line.held.push(hold(effect));
        continue;
      }
      line.underWay++;
      underWay++;
      void perform(effect).finally(() => {
        line.underWay--;
        underWay--;
        if (underWay === 0) closed?.();
        pump(line);
      });
    }
  };

  return {
    add(effect) {
      const line = lineOf(effect.connection);
      line.waiting.push(effect);
      pump(line);
    },
    resume(connection) {
      const line = lineOf(connection);
      line.waiting.push(...line.held.splice(0));
      pump(line);
    },
    close: () =>
      new Promise((resolve) => {
        closed = resolve;
        if (underWay === 0) resolve();
      }),
    underWay: () => underWay,
  };
}
