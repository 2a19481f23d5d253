import { useQueryClient } from '@tanstack/react-query';
import type { StepId } from '../../../src/base/ids.ts';
import { isObject, type JsonObject } from '../../../src/base/json.ts';
import { stepOf } from '../../../src/flow/edit/draft.ts';
import { writesOf } from '../../../src/flow/edit/variables-of.ts';
import { api } from '../../api/client.ts';
import type { Desk } from './use-desk.ts';

/** Pins what a step gave in the flow's last run; where there is no such run, or it gave nothing, asks for it. */
export function usePin({ verbs, session, askPin }: Desk): (step: StepId) => void {
  const client = useQueryClient();
  return (step) => {
    const { flow } = verbs.now();
    const names = Object.keys(writesOf(stepOf(verbs.now(), step), session.getState().catalog.types));
    const load = async (): Promise<JsonObject | undefined> => {
      const { items } = await api('GET /runs', { query: { flow: flow.id, limit: 1 } });
      const [last] = items;
      if (!last) return undefined;
      const { run } = await api('GET /runs/:run', { params: { run: last.run } });
      return names.map((name) => run.vars[name]).find(isObject);
    };
    // One may not be allowed to see runs: then the author knows better.
    const found = client.fetchQuery({
      queryKey: ['last output', flow.id, step],
      queryFn: async () => (await load()) ?? null,
    });
    found.then(
      (output) => (output ? verbs.pin(step, output) : askPin(step)),
      () => askPin(step),
    );
  };
}
