import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import type { Diagnostic } from '../../../../src/base/diagnostic.ts';
import type { StepId } from '../../../../src/base/ids.ts';
import type { Draft } from '../../../../src/flow/edit/draft.ts';
import { own } from '../../../../src/flow/flow.ts';
import { useApi } from '../../../api/query.ts';
import { useViewer } from '../../../ui/viewer.tsx';
import { saidIn } from '../../problems/say-check.ts';
import { useConnectionWords } from '../../session/use-connection-words.ts';
import { usePanel } from '../panel-world.tsx';

/** Systems are asked when the author has rested for this long. */
const REST_MS = 1500;

/** What the system behind the open step would refuse of it: asked when the author rests, and not at every letter. */
export function useOrgFindings(isReachable: boolean): {
  at(path: readonly (string | number)[]): readonly Diagnostic[];
  isAsking: boolean;
} {
  const { language } = useViewer();
  const { draft, step } = usePanel();
  const [rested] = useDebouncedValue(draft.flow, REST_MS);
  const asked = useApi(
    'POST /flows/inspect',
    { body: { flow: rested } },
    { enabled: isReachable && step !== undefined, placeholderData: keepPreviousData, staleTime: 60_000, retry: false },
  );
  const say = useConnectionWords(connectionOf(draft, step));
  const said = (finding: Diagnostic): Diagnostic => {
    const { message, fix } = saidIn(finding, language);
    return { ...finding, message: say(message), fix: say(fix) };
  };
  const before = ['flow', 'steps', step ?? '', 'params'];
  const input = step === undefined ? undefined : own(draft.flow.steps, step)?.params;
  const isCurrent = step !== undefined && own(rested.steps, step)?.params === input;
  const found = isCurrent ? (asked.data?.findings ?? []) : [];
  return {
    isAsking: asked.isFetching,
    at: (path) =>
      found
        .filter((finding) => [...before, ...path].every((name, at) => String(finding.path[at]) === String(name)))
        .map(said),
  };
}

/** The connection that a step works with. */
function connectionOf({ flow }: Draft, step: StepId | undefined): string {
  const connection = step === undefined ? undefined : own(flow.steps, step)?.params['connection'];
  return typeof connection === 'string' ? connection : '';
}
