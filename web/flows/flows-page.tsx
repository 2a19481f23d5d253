import { IconRoute } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';

/** Flows: the page at its address. */
export function FlowsPage(): ReactNode {
  const t = useText('flows');
  return (
    <PageBody>
      <PageHeader title={t('title')} />
      <EmptyState icon={<IconRoute size={28} />} title={t('empty.title')} why={t('empty.why')} />
    </PageBody>
  );
}
