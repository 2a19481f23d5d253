import { useCallback, useEffect, useRef, useState } from 'react';
import type { ProbeResult, ProbeWords } from '../../src/base/probe.ts';
import { api } from '../api/client.ts';
import { useViewer } from '../ui/viewer.tsx';
import { useWords } from './words-of.tsx';

/** A look at a connection: what it has found so far. */
export type Doctor = {
  state: 'idle' | 'looking' | 'done';
  probes: readonly ProbeResult[];
  error: unknown;
  /** Looks, or looks again. */
  look(): void;
};

const IDLE = { state: 'idle', probes: [], error: undefined } as const;

/** Looks at a connection from outside, finding by finding. */
export function useDoctor(connection: string): Doctor {
  const [seen, setSeen] = useState<Omit<Doctor, 'look'>>(IDLE);
  const turn = useRef(0);
  useEffect(
    () => () => {
      // Whoever has left is not told any more.
      turn.current += 1;
    },
    [connection],
  );
  const look = useCallback((): void => {
    const mine = (turn.current += 1);
    const show = (next: Omit<Doctor, 'look'>): void => {
      if (turn.current === mine) setSeen(next);
    };
    const follow = async (): Promise<void> => {
      let probes: readonly ProbeResult[] = [];
      show({ state: 'looking', probes, error: undefined });
      const { id } = await api('POST /connections/:connection/doctor', { params: { connection } });
      for (let done = false; !done && turn.current === mine;) {
        const found = await api('GET /connections/:connection/doctor/:id', {
          params: { connection, id },
          query: { after: probes.length },
        });
        probes = [...probes, ...found.probes];
        done = found.done;
        const error = found.problem === undefined ? undefined : new Error(found.problem);
        show({ state: done ? 'done' : 'looking', probes, error });
      }
    };
    follow().catch((error: unknown) => show({ state: 'done', probes: [], error }));
  }, [connection]);
  return { ...seen, look };
}

/** The words of a finding in the viewer's language. */
export function useProbeWords(): (probe: ProbeResult) => ProbeWords {
  const { language } = useViewer();
  const say = useWords();
  return useCallback(
    (probe) => {
      const own = probe.translations?.[language] ?? probe;
      const said = Object.entries(own).flatMap(([name, text]) => {
        const words = probe[name as keyof ProbeWords];
        return typeof text === 'string' ? [[name, (words === undefined ? undefined : say(words)) ?? text]] : [];
      });
      return Object.fromEntries(said) as ProbeWords;
    },
    [language, say],
  );
}
