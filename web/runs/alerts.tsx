import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLive } from '../api/live.ts';
import { useApi } from '../api/query.ts';
import type { Reply } from '../api/client.ts';
import { useText } from '../i18n/use-text.ts';
import { When } from '../ui/when.tsx';
import styles from './runs.module.css';

type Alert = Reply<'GET /alerts'>['items'][number];

/** Troubles that are not over, each with the way to its cure. */
export function Alerts(): ReactNode {
  const t = useText('runs');
  useLive('alerts');
  const alerts = useApi('GET /alerts', { query: { limit: 20 } }).data?.items ?? [];
  if (alerts.length === 0) return null;
  return (
    <ul className={styles.alerts} aria-label={t('alerts')}>
      {alerts.map((alert) => (
        <li key={alert.key} className={styles.alert} title={alert.message}>
          <IconAlertTriangle size={16} aria-hidden className={styles.alertIcon} />
          <span>{t.known(`alert.${alert.what}`, { about: alert.about, count: alert.count }) ?? alert.message}</span>
          <span className={styles.quiet}>
            <When at={alert.openedAt} />
          </span>
          <Cure alert={alert} />
        </li>
      ))}
    </ul>
  );
}

function Cure({ alert: { what, about } }: { alert: Alert }): ReactNode {
  const t = useText('runs');
  switch (what) {
    case 'parked':
      return (
        <Link to="/runs/parked" search={{ connection: about }}>
          {t('alert.cure.parked')}
        </Link>
      );
    case 'failing': {
      const [flow = about, step] = about.split('/');
      return (
        <Link to="/runs" search={{ status: 'failed', flow, ...(step === undefined ? {} : { step }) }}>
          {t('alert.cure.failing')}
        </Link>
      );
    }
    case 'broken':
    case 'waiting':
    case 'unfit':
      return (
        <Link to="/connections/$name" params={{ name: about }}>
          {t('alert.cure.connection')}
        </Link>
      );
    case 'stuck':
      return null;
  }
}
