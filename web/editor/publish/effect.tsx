import type { ReactNode } from 'react';
import type { Reply } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { When } from '../../ui/when.tsx';
import styles from './publish.module.css';

type EffectProps = {
  drain: Reply<'GET /flows/:flow/publish'>['drain'];
  /** What is published now, and what will be. */
  current: number | undefined;
  version: number;
};

/** What publishing does to conversations: those under way stay on their version. */
export function Effect({ drain, current, version }: EffectProps): ReactNode {
  const t = useText('publish');
  const busy = drain.filter(({ activeRuns }) => activeRuns > 0);
  return (
    <section className={styles.part}>
      <h3>{t('effect')}</h3>
      <ul className={styles.plain}>
        <li>
          {current === undefined ? t('effect.first', { version }) : t('effect.next', { version, former: current })}
        </li>
        {busy.map(({ version: on, activeRuns, since }) => (
          <li key={on}>
            {t('effect.stay', { count: activeRuns, version: on })}
            {since !== undefined && (
              <>
                {' '}
                {t('effect.oldest')} <When at={since} />
              </>
            )}
          </li>
        ))}
        {busy.length === 0 && current !== undefined && <li>{t('effect.none')}</li>}
      </ul>
    </section>
  );
}
