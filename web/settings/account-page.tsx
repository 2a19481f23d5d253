import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { PageHeader } from '../ui/page-header.tsx';

/** Account: the page at its address. */
export function AccountPage(): ReactNode {
  const t = useText('settings');
  return <PageHeader title={t('account')} />;
}
