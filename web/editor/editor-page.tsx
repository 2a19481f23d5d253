import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { inLanguage } from '../api/in-language.ts';
import { useApi } from '../api/query.ts';
import { useMe } from '../app/sign-in/use-session.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { PageBody, usePageTitle } from '../ui/page-header.tsx';
import { useViewer } from '../ui/viewer.tsx';
import type { Counts } from './canvas/canvas-nodes.ts';
import { openSession } from './page/open-session.ts';
import styles from './page/editor.module.css';
import { Workbench } from './page/workbench.tsx';
import type { Session } from './session/session.ts';
import { SessionProvider } from './session/use-editor.ts';

const EDITORS: ReadonlySet<string> = new Set(['editor', 'admin', 'owner']);

/** The editor of one flow. */
export function EditorPage(): ReactNode {
  const { flow } = useParams({ from: '/shell/flows/$flow' });
  // Another flow is another editor: nothing of the former one stays.
  return <FlowEditor key={flow} flow={flow} />;
}

function FlowEditor({ flow }: { flow: string }): ReactNode {
  const t = useText('workbench');
  const navigate = useNavigate();
  const me = useMe();
  const fresh = { staleTime: 0, gcTime: 0, refetchOnMount: 'always' } as const;
  const draft = useApi('GET /flows/:flow/draft', { params: { flow } }, fresh);
  const { language } = useViewer();
  const catalog = useApi('GET /catalog', { query: inLanguage(language) });
  const [session, setSession] = useState<Session>();
  const [hasCounts, setHasCounts] = useState(false);
  const version = draft.data?.current;
  const published = useApi(
    'GET /flows/:flow/versions/:version',
    { params: { flow, version: version ?? 0 } },
    { enabled: version !== undefined },
  );
  const counts = useApi(
    'GET /flows/:flow/counts',
    { params: { flow } },
    { enabled: hasCounts && version !== undefined },
  );
  usePageTitle(draft.data?.flow.name ?? t('flow.untitled'));
  const isReady = draft.data !== undefined && catalog.data !== undefined && me !== undefined;
  useEffect(() => {
    if (!isReady) return;
    let opened: Session | undefined;
    let isGone = false;
    const canEdit = EDITORS.has(me.role);
    void openSession({ view: draft.data, catalog: catalog.data, canEdit }).then((made) => {
      if (isGone) return made.close();
      opened = made;
      setSession(made);
    });
    return () => {
      isGone = true;
      opened?.close();
    };
    // Opened once: what the server says later comes by saving.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isReady]);
  const error = draft.error ?? catalog.error;
  if (error && !session)
    return (
      <PageBody>
        <ErrorView error={error} retry={() => void Promise.all([draft.refetch(), catalog.refetch()])} />
      </PageBody>
    );
  if (!session || !catalog.data)
    return (
      <div className={styles.opening} role="status">
        {t('flow.loading')}
      </div>
    );
  return (
    <SessionProvider value={session}>
      <Workbench
        person={me?.id ?? ''}
        titles={catalog.data.titles}
        published={published.data?.flow}
        version={version}
        counts={hasCounts && counts.data ? countsFrom(counts.data.steps) : undefined}
        hasCounts={hasCounts}
        onCounts={() => setHasCounts(!hasCounts)}
        onGoToFlow={(other) => void navigate({ to: '/flows/$flow', params: { flow: other } })}
      />
    </SessionProvider>
  );
}

function countsFrom(steps: Readonly<Record<string, { exits: Counts[keyof Counts] }>>): Counts {
  return Object.fromEntries(Object.entries(steps).map(([step, { exits }]) => [step, exits]));
}
