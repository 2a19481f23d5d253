import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { PageBody, PageHeader } from '../ui/page-header.tsx';

/** Run: the page at its address. */
export function RunPage(): ReactNode {
  const t = useText('runs');
  const { run } = useParams({ from: '/shell/runs/$run' });
  return (
    <PageBody>
      <PageHeader title={t('run.title', { run })} />
    </PageBody>
  );
}
