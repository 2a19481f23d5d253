import { randomUUID } from 'node:crypto';
import { toFailureData } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import type { ProbeResult } from '../base/probe.ts';
import { theConnection } from './connections.ts';
import { missing, type ControlParts } from './control.ts';
import { lookAt } from './look-at.ts';

/** A look under way, as far as it has come: what was found after those that are known already. */
export type ExaminationView = {
  id: string;
  probes: readonly ProbeResult[];
  /** Findings so far, those before included. */
  count: number;
  done: boolean;
  /** Why it could not be ended. */
  problem?: string;
};

type Examination = {
  connection: ConnectionId;
  probes: ProbeResult[];
  done: boolean;
  problem?: string;
  /** Told when there is more. */
  waiting: Set<() => void>;
};

/** Longest time that one question waits for more: a server that stops must not wait for it. */
const LONGEST_WAIT_MS = 2000;
const MOST_KEPT = 50;

/** Looks at connections with each finding told as soon as it is made. */
export function examinationFunctions(parts: ControlParts) {
  const all = new Map<string, Examination>();
  return {
    /** Begins a look; what it finds is asked for by its id. */
    'doctor.begin': async ({ connection: name }: { connection: string }): Promise<{ id: string }> => {
      const connection = theConnection(parts, name);
      const id = randomUUID();
      const examination: Examination = {
        connection: connection.record.key,
        probes: [],
        done: false,
        waiting: new Set(),
      };
      for (const old of [...all.keys()].slice(0, Math.max(0, all.size - MOST_KEPT + 1))) all.delete(old);
      all.set(id, examination);
      const told = (found: readonly ProbeResult[]): void => {
        examination.probes.push(...found);
        wake(examination);
      };
      lookAt(parts, connection, { told })
        .catch((error: unknown) => void (examination.problem = toFailureData(error).message))
        .finally(() => {
          examination.done = true;
          wake(examination);
        });
      return { id };
    },

    /** What a look has found after the first `after` findings; waits a moment where that is nothing yet. */
    'doctor.look': async (asked: { connection: string; id: string; after?: number }): Promise<ExaminationView> => {
      const { connection, id, after = 0 } = asked;
      const examination = all.get(id);
      if (!examination || examination.connection !== connection)
        return missing('look of this name', 'It was begun before the last start, or too long ago. Begin again.');
      if (!examination.done && examination.probes.length <= after) await more(examination);
      const { probes, done, problem } = examination;
      return {
        id,
        probes: probes.slice(after),
        count: probes.length,
        done,
        ...(problem === undefined ? {} : { problem }),
      };
    },
  };
}

function wake({ waiting }: Examination): void {
  for (const each of waiting) each();
}

function more({ waiting }: Examination): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      waiting.delete(done);
      resolve();
    };
    const timer = setTimeout(done, LONGEST_WAIT_MS);
    waiting.add(done);
  });
}
