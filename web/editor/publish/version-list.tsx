import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import styles from './history.module.css';
import type { State, VersionFacts } from './versions.ts';

type VersionListProps = {
  versions: readonly VersionFacts[];
  draft: Reply<'GET /flows/:flow/draft'>;
  activeRuns: number;
  states: readonly State[];
  state: State;
  against: State | undefined;
  go(state: State): void;
};

/** The states of a flow, the newest first. */
export function VersionList({ versions, draft, activeRuns, states, state, against, go }: VersionListProps): ReactNode {
  const t = useText('publish');
  return (
    <nav className={styles.list} aria-label={t('history.versions')}>
      <ul>
        {states.map((each) => {
          const found = versions.find(({ version }) => version === each);
          return (
            <li key={each}>
              <UnstyledButton
                className={styles.version ?? ''}
                aria-current={each === state}
                data-against={each === against}
                onClick={() => go(each)}
              >
                <span className={styles.line}>
                  <strong>{each === 'draft' ? t('history.draft') : t('history.version', { version: each })}</strong>
                  {found?.name !== undefined && <span>{found.name}</span>}
                </span>
                {found?.current && <StateBadge tone="good">{t('history.current', { count: activeRuns })}</StateBadge>}
                {each === 'draft' && <StateBadge tone="waiting">{t('history.unpublished')}</StateBadge>}
                {found?.note !== undefined && <span className={styles.note}>{found.note}</span>}
                <span className={styles.who}>
                  {found ? (
                    <>
                      {found.by !== undefined && `${found.by} · `}
                      <When at={found.publishedAt} />
                    </>
                  ) : (
                    draft.changedAt !== undefined && (
                      <>
                        {draft.by !== undefined && `${draft.by} · `}
                        <When at={draft.changedAt} />
                      </>
                    )
                  )}
                </span>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
