import { IconCircleCheck } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Reply } from '../api/client.ts';
import { useLive } from '../api/live.ts';
import { useApi } from '../api/query.ts';
import { useMe } from '../app/sign-in/use-session.ts';
import { useText } from '../i18n/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { When } from '../ui/when.tsx';
import { Asked } from './asked.tsx';
import { askedOf } from './asked-words.ts';
import { ExchangeView } from './exchange.tsx';
import { FailureText } from './failure-text.tsx';
import { mayRepair } from './may-repair.ts';
import styles from './runs.module.css';
import { useRunsNews } from './runs-news.ts';
import { Settle } from './settle.tsx';

type Parked = Reply<'GET /parked'>['items'][number];

/** Effects of which nobody knows whether they happened: what was asked, what was seen, and the person's word. */
export function ParkedPage(): ReactNode {
  const t = useText('runs');
  const { connection } = useSearch({ from: '/shell/runs/parked' });
  useRunsNews();
  useLive('alerts');
  const query = { limit: 100, ...(connection === undefined ? {} : { connection }) };
  const { data, error, refetch } = useApi('GET /parked', { query });
  return (
    <PageBody>
      <PageHeader
        title={connection === undefined ? t('parked') : t('parked.on', { connection })}
        note={t('parked.why')}
        actions={<Link to="/runs">{t('back')}</Link>}
      />
      {error && <ErrorView error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState icon={<IconCircleCheck size={28} />} title={t('parked.empty')} why={t('parked.empty.why')} />
      )}
      <ul className={styles.cards}>
        {data?.items.map((effect) => (
          <ParkedCard key={effect.effect} effect={effect} />
        ))}
      </ul>
    </PageBody>
  );
}

function ParkedCard({ effect }: { effect: Parked }): ReactNode {
  const t = useText('runs');
  const me = useMe();
  const { run, flow, request, failure, exchanges = [], attempts, issuedAt, unknownSince } = effect;
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <h2 className={styles.cardTitle}>{askedOf({ request, connection: effect.connection }, t)}</h2>
        <Link to="/runs/$run" params={{ run }}>
          {t('parked.run', { flow: flow ?? run })}
        </Link>
      </div>
      <p className={styles.quiet}>
        {t('parked.asked')} <When at={issuedAt} /> · {t('attempts', { count: attempts })}
        {unknownSince !== undefined && (
          <>
            {' '}
            · {t('parked.unknown')} <When at={unknownSince} />
          </>
        )}
      </p>
      {failure && (
        <p>
          <FailureText message={failure.message} connection={effect.connection} />
        </p>
      )}
      <Asked request={request} />
      {exchanges.length > 0 && (
        <div role="group" aria-label={t('exchanges')}>
          {exchanges.map((exchange) => (
            <ExchangeView key={exchange.at} exchange={exchange} />
          ))}
        </div>
      )}
      {mayRepair(me) && <Settle effect={effect.effect} kind={request.kind} />}
    </li>
  );
}
