import { Button } from '@mantine/core';
import { IconArrowLeft, IconHistory } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLive } from '../../api/live.ts';
import { useApi } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorView } from '../../ui/error-view.tsx';
import { PageBody, PageHeader } from '../../ui/page-header.tsx';
import styles from './history.module.css';
import { VersionList } from './version-list.tsx';
import { VersionView } from './version-view.tsx';
import { lookedAt, statesOf, type State } from './versions.ts';

const FROM = '/shell/flows/$flow/history';

/** What was published of a flow: who, when and why, how versions differ, and the ways back to one. */
export function History({ flow }: { flow: string }): ReactNode {
  const t = useText('publish');
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: '/flows/$flow/history' });
  useLive('flows');
  const params = { flow };
  const draft = useApi('GET /flows/:flow/draft', { params });
  const versions = useApi('GET /flows/:flow/versions', { params, query: { limit: 500 } });
  const listed = useApi('GET /flows/:flow', { params });
  const error = draft.error ?? versions.error;
  const name = draft.data?.flow.name ?? flow;
  const states = statesOf(versions.data?.items ?? [], draft.data?.hasChanges ?? false);
  const { state, against } = lookedAt(states, search);
  const go = (change: { version?: State; against?: State | 'none' | undefined }): void =>
    void navigate({
      search: (before) => ({
        ...before,
        ...(change.version === undefined ? {} : { version: String(change.version), against: undefined }),
        ...('against' in change ? { against: change.against === undefined ? undefined : String(change.against) } : {}),
      }),
    });
  return (
    <PageBody wide>
      <PageHeader
        title={t('history.title', { name })}
        actions={
          <Button
            component={Link}
            to={`/flows/${encodeURIComponent(flow)}`}
            variant="default"
            leftSection={<IconArrowLeft size={16} aria-hidden />}
          >
            {t('history.back')}
          </Button>
        }
      />
      {error && <ErrorView error={error} retry={() => void Promise.all([draft.refetch(), versions.refetch()])} />}
      {versions.data?.items.length === 0 && (
        <EmptyState icon={<IconHistory size={28} />} title={t('history.empty')} why={t('history.empty.why')} />
      )}
      {draft.data && versions.data && versions.data.items.length > 0 && state !== undefined && (
        <div className={styles.page}>
          <VersionList
            versions={versions.data.items}
            draft={draft.data}
            activeRuns={listed.data?.activeRuns ?? 0}
            states={states}
            state={state}
            against={against}
            go={(version) => go({ version })}
          />
          <VersionView
            key={`${state} ${against}`}
            flow={flow}
            draft={draft.data}
            states={states}
            state={state}
            against={against}
            versions={versions.data.items}
            compare={(other) => go({ against: other ?? 'none' })}
          />
        </div>
      )}
    </PageBody>
  );
}
