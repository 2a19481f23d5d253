import { Switch } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi, useApiMutation } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorView } from '../../ui/error-view.tsx';
import { useNotify } from '../../ui/use-notify.tsx';
import { When } from '../../ui/when.tsx';
import type { Connection } from '../connection-state.ts';
import styles from '../connections.module.css';

/** Shadow mode: on and off, and what would have gone out. */
export function ShadowTab({
  connection: { key, shadow = false },
  may,
}: {
  connection: Connection;
  may: boolean;
}): ReactNode {
  const t = useText('connections');
  const notify = useNotify();
  const change = useApiMutation('PUT /connections/:connection/shadow');
  const { data, error, refetch } = useApi('GET /connections/:connection/shadow', { params: { connection: key } });
  return (
    <div className={styles.sections}>
      <section className={styles.section}>
        <Switch
          label={t('shadow.on')}
          description={t('shadow.about')}
          checked={shadow}
          disabled={!may || change.isPending}
          onChange={(event) =>
            change.mutate(
              { params: { connection: key }, body: { on: event.currentTarget.checked } },
              { onError: notify.failed },
            )
          }
        />
      </section>
      {error && <ErrorView error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyState title={t('shadow.none')} why={t('shadow.none.why')} />}
      {data && data.items.length > 0 && (
        <ul className={styles.effects}>
          {data.items.map(({ effect, what, run, at, request, contact }) => (
            <li key={effect} className={styles.effect}>
              <div className={styles.effectHead}>
                <Link to="/runs/$run" params={{ run }}>
                  {what}
                </Link>
                <span className={styles.quiet}>
                  {contact?.name} <When at={at} />
                </span>
              </div>
              <details>
                <summary className={styles.more}>{t('shadow.request')}</summary>
                <pre className={styles.code} tabIndex={0}>
                  {JSON.stringify(request, null, 2)}
                </pre>
              </details>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
