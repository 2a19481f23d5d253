import type { ReactNode } from 'react';
import { useApi } from '../api/query.ts';
import { useLive } from '../api/live.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { useFormat } from '../ui/use-format.ts';
import { Section } from './section.tsx';
import styles from './section.module.css';

/** Facts of this installation, and what is wrong with it. */
export function InstallationPage(): ReactNode {
  const t = useText('settings');
  const format = useFormat();
  const live = useLive('alerts', 'runs', 'connections');
  const { data, error, refetch } = useApi('GET /status');
  const troubles = [...(data?.alerts ?? []), ...(data?.stuck ?? [])];
  return (
    <>
      <PageHeader
        title={t('installation')}
        beside={
          <StateBadge tone={live === 'lost' ? 'bad' : live === 'live' ? 'good' : 'busy'}>
            {t(`live.${live}`)}
          </StateBadge>
        }
      />
      {error && <ErrorView error={error} retry={() => void refetch()} />}
      {data && (
        <>
          <Section title={t('facts.title')}>
            <dl className={styles.facts}>
              <dt>{t('facts.version')}</dt>
              <dd>{data.version}</dd>
              <dt>{t('facts.flows')}</dt>
              <dd>
                {t('facts.flows.value', {
                  published: format.number(data.flows.current),
                  drafts: format.number(data.flows.drafts),
                })}
              </dd>
              <dt>{t('facts.runs')}</dt>
              <dd>
                {t('facts.runs.value', {
                  active: format.number(data.runs.active),
                  failed: format.number(data.runs.failed),
                })}
              </dd>
              <dt>{t('facts.connections')}</dt>
              <dd>{format.number(data.connections.length)}</dd>
              <dt>{t('facts.disk')}</dt>
              <dd>
                {t('facts.disk.value', {
                  used: format.bytes(data.disk.usedBytes),
                  free: format.bytes(data.disk.freeBytes),
                })}
              </dd>
            </dl>
          </Section>
          <Section title={t('troubles.title')}>
            {troubles.length === 0 ? (
              <StateBadge tone="good">{t('troubles.none')}</StateBadge>
            ) : (
              <ul className={styles.list}>
                {troubles.map(({ key, message }) => (
                  <li key={key} className={styles.row}>
                    <StateBadge tone="bad">{key}</StateBadge>
                    <span className={styles.who}>{message}</span>
                  </li>
                ))}
              </ul>
            )}
          </Section>
        </>
      )}
    </>
  );
}
