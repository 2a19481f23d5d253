import { SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { useApi } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorView } from '../../ui/error-view.tsx';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import type { Connection } from '../connection-state.ts';
import styles from '../connections.module.css';
import { Spoken } from '../words-of.tsx';

const SHOWN = ['all', 'pending', 'parked', 'failed'] as const;
type Shown = (typeof SHOWN)[number];
type Effect = Reply<'GET /connections/:connection/effects'>['items'][number];

const TONES: Readonly<Record<Effect['state'], Tone>> = {
  pending: 'waiting',
  done: 'good',
  failed: 'bad',
  parked: 'waiting',
  inside: 'busy',
};

/** What goes out over a connection, what waits for it, and the last exchanges of each. */
export function ActivityTab({ connection: { key } }: { connection: Connection }): ReactNode {
  const t = useText('connections');
  const [shown, setShown] = useState<Shown>('all');
  const { data, error, refetch } = useApi('GET /connections/:connection/effects', {
    params: { connection: key },
    query: shown === 'all' ? {} : { state: shown },
  });
  return (
    <div className={styles.sections}>
      <SegmentedControl
        className={styles.segments}
        aria-label={t('activity.show')}
        value={shown}
        data={SHOWN.map((value) => ({ value, label: t(`activity.${value}`) }))}
        onChange={setShown}
      />
      {error && <ErrorView error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyState title={t('activity.none')} why={t('activity.none.why')} />}
      {data && data.items.length > 0 && (
        <ul className={styles.effects}>
          {data.items.map((effect) => (
            <EffectRow key={effect.effect} effect={effect} />
          ))}
        </ul>
      )}
    </div>
  );
}

function EffectRow({ effect }: { effect: Effect }): ReactNode {
  const t = useText('connections');
  const { run, what, state, at, failure, exchanges = [], attempts, flow } = effect;
  return (
    <li className={styles.effect}>
      <div className={styles.effectHead}>
        <StateBadge tone={TONES[state]}>{t(`effect.${state}`)}</StateBadge>
        <Link to="/runs/$run" params={{ run }}>
          {what}
        </Link>
        <span className={styles.quiet}>
          {flow} · <When at={at} />
          {attempts > 1 && ` · ${t('activity.attempts', { count: attempts })}`}
        </span>
      </div>
      {failure && (
        <p className={styles.cardProblem}>
          <Spoken text={failure.message} />
        </p>
      )}
      {exchanges.length > 0 && (
        <details>
          <summary className={styles.more}>{t('activity.exchanges', { count: exchanges.length })}</summary>
          <pre className={styles.code} tabIndex={0}>
            {JSON.stringify(exchanges, null, 2)}
          </pre>
        </details>
      )}
    </li>
  );
}
