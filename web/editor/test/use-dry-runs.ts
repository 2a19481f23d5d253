import { useEffect, useRef, useState } from 'react';
import type { Effect } from '../../../src/flow/run.ts';
import type { JsonObject } from '../../../src/base/json.ts';
import { api, type Reply } from '../../api/client.ts';
import { readProblem } from '../../ui/shown-problem.ts';
import { pretendAnswer } from './pretend-answer.ts';
import { answer } from './trial.ts';
import type { Running } from './use-trial.ts';

type Call = Extract<Effect, { kind: 'call' }>;

/** What a real system said to one call without doing it. */
export type DryCall = {
  readonly id: string;
  readonly connection: string;
  readonly operation: string;
  readonly tried?: Reply<'POST /connections/:connection/dry-run'>;
  /** Why it was not tried: the operation cannot be, or the system is away. */
  readonly why?: string;
};

/** Has every call of a trial checked by the real system, and goes on with what it would have given. */
export function useDryRuns({ trial, act, isLatest }: Running, isOn: boolean): readonly DryCall[] {
  const [calls, setCalls] = useState<readonly DryCall[]>([]);
  const asked = useRef(new Set<string>());
  const next = isOn && isLatest ? trial.open.find((effect): effect is Call => effect.kind === 'call') : undefined;
  const id = next && `${trial.setup.startAt} ${next.id}`;
  useEffect(() => {
    if (!next || id === undefined || asked.current.has(id)) return;
    asked.current.add(id);
    void tryOut(next).then((dry) => {
      setCalls((before) => [...before, dry]);
      const result = dry.tried?.result;
      act((now) =>
        answer(
          now,
          next.id,
          result && 'failure' in result
            ? { failure: result.failure }
            : { output: outputOf(dry, next, now.setup.catalog) },
        ),
      );
    });
  }, [next, id, act]);
  // Those of a trial that was begun anew are over.
  return calls.filter((call) => call.id.startsWith(`${trial.setup.startAt} `));

  async function tryOut({ connection, operation, input }: Call): Promise<DryCall> {
    const facts = { id: id ?? '', connection, operation };
    // Our own operations change what is kept here: there is no trying them without doing it.
    if (!(connection in trial.setup.catalog.connections)) return { ...facts, why: '' };
    try {
      const tried = await api('POST /connections/:connection/dry-run', {
        params: { connection },
        body: { operation, input },
      });
      return { ...facts, tried };
    } catch (thrown) {
      return { ...facts, why: readProblem(thrown).what ?? '' };
    }
  }
}

function outputOf(dry: DryCall, call: Call, catalog: Running['trial']['setup']['catalog']): JsonObject {
  const result = dry.tried?.result;
  const sample = pretendAnswer(call, catalog);
  return result && 'output' in result ? { ...sample, ...result.output } : sample;
}
