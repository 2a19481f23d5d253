import { Loader } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { Link, Outlet, type ErrorComponentProps } from '@tanstack/react-router';
import { Suspense, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { PageBody } from '../ui/page-header.tsx';
import styles from './root.module.css';

/** What every page stands in. */
export function Root(): ReactNode {
  return (
    <Suspense fallback={<Waiting />}>
      <Outlet />
    </Suspense>
  );
}

/** While a page is on its way. */
export function Waiting(): ReactNode {
  return (
    <div className={styles.waiting} role="status">
      <Loader size="sm" type="dots" />
    </div>
  );
}

/** Where there is no page. */
export function Missing(): ReactNode {
  const t = useText('app');
  return (
    <PageBody>
      <EmptyState
        heading="h1"
        icon={<IconCompass size={28} />}
        title={t('missing.title')}
        why={t('missing.why')}
        action={<Link to="/flows">{t('missing.action')}</Link>}
      />
    </PageBody>
  );
}

/** A page that broke, or that could not be loaded. */
export function Fault({ error, reset }: ErrorComponentProps): ReactNode {
  return (
    <PageBody>
      <ErrorView error={error} retry={reset} />
    </PageBody>
  );
}
