import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { PageBody, PageHeader } from '../ui/page-header.tsx';

/** Connection: the page at its address. */
export function ConnectionPage(): ReactNode {
  const t = useText('connections');
  const { name } = useParams({ from: '/shell/connections/$name' });
  return (
    <PageBody>
      <PageHeader title={t('connection.title', { name })} />
    </PageBody>
  );
}
