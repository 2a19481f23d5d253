import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, type ApiProblem, type Reply } from '../../api/client.ts';
import { useApi } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import styles from './publish.module.css';

type Outcomes = Reply<'POST /flows/:flow/tests/run'>['items'];

/** Plays the conversations that are kept with a flow on its draft. Nothing where none is kept. */
export function FlowTests({ flow, revision }: { flow: string; revision: number }): ReactNode {
  const t = useText('publish');
  const params = { flow };
  const { data: kept } = useApi('GET /flows/:flow/tests', { params, query: { limit: 500 } });
  const count = kept?.items.length ?? 0;
  const { data, error } = useQuery<Outcomes, ApiProblem>({
    queryKey: ['tests of the draft', flow, revision],
    queryFn: async ({ signal }) => (await api('POST /flows/:flow/tests/run', { params, body: {}, signal })).items,
    enabled: count > 0,
    staleTime: 0,
    gcTime: 0,
  });
  if (count === 0) return null;
  const failed = (data ?? []).filter(({ ok }) => !ok);
  return (
    <section className={styles.part}>
      <h3>
        {!data && !error && <StateBadge tone="busy">{t('tests.running', { count })}</StateBadge>}
        {data && failed.length === 0 && <StateBadge tone="good">{t('tests.good', { count })}</StateBadge>}
        {failed.length > 0 && (
          <StateBadge tone="bad">{t('tests.bad', { count: failed.length, all: count })}</StateBadge>
        )}
      </h3>
      {error && <ErrorView error={error} />}
      {failed.length > 0 && (
        <ul className={styles.findings}>
          {failed.map(({ key, title, message }) => (
            <li key={key}>
              <span className={styles.words}>
                <strong>{title}</strong>
                {message !== undefined && <pre className={styles.message}>{message}</pre>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
