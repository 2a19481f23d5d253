import { Link, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import styles from './settings-layout.module.css';

const PAGES = [
  { to: '/settings/account', key: 'account' },
  { to: '/settings/people', key: 'people' },
  { to: '/settings/tokens', key: 'tokens' },
  { to: '/settings/installation', key: 'installation' },
] as const;

/** The settings: their pages at the left, one of them beside. */
export function SettingsLayout(): ReactNode {
  const t = useText('settings');
  return (
    <div className={styles.layout}>
      <nav aria-label={t('title')} className={styles.pages}>
        {PAGES.map(({ to, key }) => (
          <Link key={to} to={to} className={styles.page} activeProps={{ 'data-active': true }}>
            {t(key)}
          </Link>
        ))}
      </nav>
      <div className={styles.content}>
        <Outlet />
      </div>
    </div>
  );
}
