import { useEffect, useRef, useState } from 'react';
import { own } from '../../../src/flow/flow.ts';
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
  const { catalog, startAt } = trial.setup;
  const id = next && `${startAt} ${next.id}`;
  useEffect(() => {
    if (!next || id === undefined || asked.current.has(id)) return;
    asked.current.add(id);
    const isOutside = own(catalog.connections, next.connection)?.connector !== undefined;
    void tryOut(next, id, isOutside).then((dry) => {
      setCalls((before) => [...before, dry]);
      const result = dry.tried?.result;
      const given = result && 'failure' in result ? result : { output: outputOf(dry, next, catalog) };
      // A trial that was begun anew meanwhile has calls of the same names.
      act((now) => (now.setup.startAt === startAt ? answer(now, next.id, given) : now));
    });
  }, [next, id, act, catalog, startAt]);
  // Those of a trial that was begun anew are over.
  return calls.filter((call) => call.id.startsWith(`${startAt} `));
}

/** Asks the system behind a connection what it would make of a call. */
async function tryOut({ connection, operation, input }: Call, id: string, isOutside: boolean): Promise<DryCall> {
  const facts = { id, connection, operation };
  // Our own operations change what is kept here: there is no trying them without doing it.
  if (!isOutside) return { ...facts, why: '' };
  try {
    const body = { operation, input };
    return { ...facts, tried: await api('POST /connections/:connection/dry-run', { params: { connection }, body }) };
  } catch (thrown) {
    return { ...facts, why: readProblem(thrown).what ?? '' };
  }
}

function outputOf(dry: DryCall, call: Call, catalog: Running['trial']['setup']['catalog']): JsonObject {
  const result = dry.tried?.result;
  const sample = pretendAnswer(call, catalog);
  return result && 'output' in result ? { ...sample, ...result.output } : sample;
}
