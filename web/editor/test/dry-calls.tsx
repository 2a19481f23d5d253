import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useConnectionWords } from '../session/use-connection-words.ts';
import styles from './test-panel.module.css';
import type { DryCall } from './use-dry-runs.ts';

/** What the real systems said to each call, and what such a trial cannot tell. */
export function DryCalls({ calls }: { calls: readonly DryCall[] }): ReactNode {
  return calls.map((call) => <DryCallView key={call.id} call={call} />);
}

function DryCallView({ call: { connection, operation, tried, why } }: { call: DryCall }): ReactNode {
  const t = useText('test');
  const say = useConnectionWords(connection);
  const isRefused = tried !== undefined && 'failure' in tried.result;
  return (
    <div className={styles.card}>
      <p>{t('call.asked', { operation, connection })}</p>
      <StateBadge tone={tried ? (isRefused ? 'bad' : 'good') : 'quiet'}>
        {t(tried ? (isRefused ? 'dry.refused' : 'dry.accepted') : 'dry.not')}
      </StateBadge>
      {why !== undefined && why !== '' && <p className={styles.about}>{say(why)}</p>}
      {tried && 'failure' in tried.result && <p>{say(tried.result.failure.message)}</p>}
      {tried && (
        <details>
          <summary>{t('dry.request')}</summary>
          <pre className={styles.message}>{JSON.stringify(tried.request, null, 2)}</pre>
        </details>
      )}
      {tried && tried.blind.length > 0 && (
        <>
          <p className={styles.about}>{t('dry.blind')}</p>
          <ul className={styles.blind}>
            {tried.blind.map((each) => (
              <li key={each}>{say(each)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
