import { IconTemplate } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';

/** Templates: the page at its address. */
export function TemplatesPage(): ReactNode {
  const t = useText('templates');
  return (
    <PageBody>
      <PageHeader title={t('title')} />
      <EmptyState icon={<IconTemplate size={28} />} title={t('empty.title')} why={t('empty.why')} />
    </PageBody>
  );
}
