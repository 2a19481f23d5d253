import { useMediaQuery } from '@mantine/hooks';
import { Link, Outlet } from '@tanstack/react-router';
import { Suspense, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Mark } from '../ui/mark.tsx';
import { Navigation } from './navigation.tsx';
import { Waiting } from './root.tsx';
import styles from './shell.module.css';
import { ViewerMenu } from './viewer-menu.tsx';

/** Navigation at the left, the page beside it. The page scrolls, the navigation stays. */
export function Shell(): ReactNode {
  const t = useText('app');
  const narrow = useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false });
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#page">
        {t('skip')}
      </a>
      <div className={styles.side}>
        <Link to="/flows" className={styles.wordmark} aria-label={t('home')}>
          <Mark size={26} />
          <span className={styles.name}>rondine</span>
        </Link>
        <Navigation narrow={narrow} />
        <div className={styles.foot}>
          <ViewerMenu narrow={narrow} />
        </div>
      </div>
      <main id="page" className={styles.page} tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
