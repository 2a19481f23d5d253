import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { PageBody, PageHeader } from '../ui/page-header.tsx';

/** NewConnection: the page at its address. */
export function NewConnectionPage(): ReactNode {
  const t = useText('connections');
  const { kind } = useParams({ from: '/shell/connections/new/$kind' });
  return (
    <PageBody>
      <PageHeader title={t('new.title', { kind })} />
    </PageBody>
  );
}
