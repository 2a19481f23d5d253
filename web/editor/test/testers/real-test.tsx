import { Switch } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, type ReactNode } from 'react';
import type { Reply } from '../../../api/client.ts';
import { useLive, useLiveChange } from '../../../api/live.ts';
import { keyOf, useApi, useApiMutation } from '../../../api/query.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useAnnounce } from '../../../ui/announce.tsx';
import { ErrorView } from '../../../ui/error-view.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { useNotify } from '../../../ui/use-notify.tsx';
import { draftIn } from '../../session/state.ts';
import { useEditor } from '../../session/use-editor.ts';
import panel from '../test-panel.module.css';
import { JoinCode } from './join-code.tsx';
import { TestRuns } from './test-runs.tsx';
import { TesterList } from './tester-list.tsx';
import { whoOf } from './who-of.ts';

type View = Reply<'GET /flows/:flow/testers'>;

/** A trial on real phones: who gets the draft on the real channels, and what came of it. */
export function RealTest(): ReactNode {
  const flow = useEditor((state) => draftIn(state).flow.id);
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const { data, error, refetch } = useTesters(flow);
  useJoined(data);
  if (error && !data) return <ErrorView error={error} retry={() => void refetch()} />;
  if (!data) return null;
  const facts = { flow, view: data, isReadOnly };
  return (
    <>
      <DraftState draft={data.draft} />
      <WhatIsReal {...facts} />
      <TesterList {...facts} />
      {!isReadOnly && <JoinCode {...facts} />}
      <TestRuns flow={flow} runs={data.runs} />
    </>
  );
}

/** Who tests the flow, kept up to date: with the flow, and with what runs do. */
function useTesters(flow: string) {
  const queries = useQueryClient();
  useLive('flows');
  const again = useCallback(
    () => void queries.invalidateQueries({ queryKey: keyOf('GET /flows/:flow/testers', { params: { flow } }) }),
    [queries, flow],
  );
  useLiveChange('runs', again);
  return useApi('GET /flows/:flow/testers', { params: { flow } });
}

/** Says who has become a test user while the panel is open. */
function useJoined(view: View | undefined): void {
  const t = useText('testers');
  const announce = useAnnounce();
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (!view) return;
    const before = known.current;
    known.current = new Set(view.testers.map(({ id }) => id));
    for (const tester of view.testers)
      if (before && !before.has(tester.id)) announce(t('people.joined', { who: whoOf(tester) }));
  }, [view, announce, t]);
}

/** Whether the draft answers. */
function DraftState({ draft }: { draft: View['draft'] }): ReactNode {
  const t = useText('testers');
  if (!draft) return <StateBadge tone="quiet">{t('state.none')}</StateBadge>;
  if (draft.errors === 0) return <StateBadge tone="good">{t('state.ready')}</StateBadge>;
  return (
    <div className={panel.trouble} role="status">
      <StateBadge tone="bad">{t('state.errors', { count: draft.errors })}</StateBadge>
      <div>{t('state.errors.what')}</div>
    </div>
  );
}

/** What a trial on a real phone does in the world, and the switch that leaves other systems as they are. */
function WhatIsReal({ flow, view: { dry }, isReadOnly }: { flow: string; view: View; isReadOnly: boolean }): ReactNode {
  const t = useText('testers');
  const notify = useNotify();
  const set = useApiMutation('PATCH /flows/:flow/testers');
  const isOn = set.isPending ? set.variables.body.dry : dry;
  return (
    <section className={panel.danger} data-on={isOn ? undefined : true} aria-label={t('real.title')}>
      <p className={panel.about}>{t('real.messages')}</p>
      <Switch
        label={t('real.switch')}
        description={t(isOn ? 'real.tried' : 'real.records')}
        checked={isOn}
        disabled={isReadOnly}
        onChange={({ target }) =>
          set.mutate({ params: { flow }, body: { dry: target.checked } }, { onError: notify.failed })
        }
      />
    </section>
  );
}
