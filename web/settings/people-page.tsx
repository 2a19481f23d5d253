import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { PageHeader } from '../ui/page-header.tsx';

/** People: the page at its address. */
export function PeoplePage(): ReactNode {
  const t = useText('settings');
  return <PageHeader title={t('people')} />;
}
