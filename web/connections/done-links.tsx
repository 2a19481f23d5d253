import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import styles from './connections.module.css';

/** Where one goes on from a connection that works. */
export function DoneLinks({ name }: { name: string }): ReactNode {
  const t = useText('connections');
  return (
    <div className={styles.row}>
      <Button renderRoot={(props) => <Link to="/flows" {...props} />}>{t('done.draw')}</Button>
      <Button variant="default" renderRoot={(props) => <Link to="/connections/$name" params={{ name }} {...props} />}>
        {t('done.see')}
      </Button>
      <Button variant="default" renderRoot={(props) => <Link to="/connections/new" {...props} />}>
        {t('done.another')}
      </Button>
    </div>
  );
}
