import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { PageBody, PageHeader } from '../ui/page-header.tsx';

/** History: the page at its address. */
export function HistoryPage(): ReactNode {
  const t = useText('editor');
  const { flow } = useParams({ from: '/shell/flows/$flow/history' });
  return (
    <PageBody>
      <PageHeader title={t('history.title', { flow })} />
    </PageBody>
  );
}
