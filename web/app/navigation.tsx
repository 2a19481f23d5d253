import {
  IconAdjustmentsHorizontal,
  IconPlayerPlay,
  IconPlugConnected,
  IconRoute,
  IconTemplate,
  type TablerIcon,
} from '@tabler/icons-react';
import { Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import styles from './navigation.module.css';

type Place = {
  to: '/flows' | '/runs' | '/connections' | '/templates' | '/settings';
  icon: TablerIcon;
  key: `nav.${string}` & NavKey;
};
type NavKey = 'nav.flows' | 'nav.runs' | 'nav.connections' | 'nav.templates' | 'nav.settings';

/** Where one can go, in the order of the day's work. */
export const PLACES: readonly Place[] = [
  { to: '/flows', icon: IconRoute, key: 'nav.flows' },
  { to: '/runs', icon: IconPlayerPlay, key: 'nav.runs' },
  { to: '/connections', icon: IconPlugConnected, key: 'nav.connections' },
  { to: '/templates', icon: IconTemplate, key: 'nav.templates' },
  { to: '/settings', icon: IconAdjustmentsHorizontal, key: 'nav.settings' },
];

/** The places of the app; where it is narrow, icons whose words come on hovering and focus. */
export function Navigation({ narrow }: { narrow: boolean }): ReactNode {
  const t = useText('app');
  return (
    <nav aria-label={t('nav.label')}>
      <ul className={styles.places}>
        {PLACES.map(({ to, icon: Icon, key }) => (
          <li key={to}>
            <Tooltip label={t(key)} position="right" disabled={!narrow}>
              <Link to={to} className={styles.place} activeProps={{ 'data-active': true }} aria-label={t(key)}>
                <Icon size={19} stroke={1.7} aria-hidden />
                <span className={styles.word}>{t(key)}</span>
              </Link>
            </Tooltip>
          </li>
        ))}
      </ul>
    </nav>
  );
}
