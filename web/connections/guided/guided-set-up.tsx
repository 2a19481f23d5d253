import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, type ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { useLive } from '../../api/live.ts';
import { useApi } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { useViewer } from '../../ui/viewer.tsx';
import { KindMark } from '../kind-mark.tsx';
import { CheckStep } from './check-step.tsx';
import { CredentialsStep } from './credentials-step.tsx';
import { EndStep } from './end-step.tsx';
import { TestStep } from './test-step.tsx';
import { WebhookStep } from './webhook-step.tsx';

type Kind = Reply<'GET /connection-kinds'>['items'][number];
type StepName = 'credentials' | 'webhook' | 'check' | 'test' | 'done';

/** What a screen of a guided set-up stands on. */
export type GuidedScreen = {
  kind: Reply<'GET /connection-kinds/:kind'>;
  name: string;
  pretend: boolean;
  frame: { title: string; mark: ReactNode; at: number; of: number };
  go(name?: string): void;
  back: (() => void) | undefined;
};

/** Sets up a channel or a system by what it says of itself: credentials, the provider's call, a look, a message. */
export function GuidedSetUp({ kind, free }: { kind: Kind; free: string }): ReactNode {
  const t = useText('connections');
  const { language } = useViewer();
  const search = useSearch({ from: '/shell/connections/new/$kind' });
  const navigate = useNavigate();
  useLive('connections');
  const name = search.name ?? free;
  const { data } = useApi(
    'GET /connection-kinds/:kind',
    { params: { kind: kind.id }, query: { language } },
    { staleTime: Infinity },
  );
  const steps: readonly StepName[] =
    kind.kind === 'channel' ? ['credentials', 'webhook', 'check', 'test', 'done'] : ['credentials', 'check', 'done'];
  const step = steps.find((each) => each === search.step) ?? 'credentials';
  const at = steps.indexOf(step);
  const show = useCallback(
    (next: StepName, called: string): void =>
      void navigate({
        to: '/connections/new/$kind',
        params: { kind: kind.id },
        search: (before) => ({ ...before, name: called, step: next }),
      }),
    [navigate, kind.id],
  );
  if (!data) return null;
  const former = steps[at - 1];
  const screen: GuidedScreen = {
    kind: data,
    name,
    pretend: search.as === 'pretend' && kind.pretend,
    frame: {
      title: t('new.title', { kind: kind.title }),
      mark: <KindMark family={kind.family} title={kind.title} kind={kind.kind} size={28} />,
      at: at + 1,
      of: steps.length,
    },
    go: (called = name) => show(steps[at + 1] ?? 'done', called),
    back: former && step !== 'done' ? () => show(former, name) : undefined,
  };
  switch (step) {
    case 'webhook':
      return <WebhookStep {...screen} />;
    case 'check':
      return <CheckStep {...screen} />;
    case 'test':
      return <TestStep {...screen} />;
    case 'done':
      return <EndStep {...screen} />;
    default:
      return <CredentialsStep {...screen} />;
  }
}
