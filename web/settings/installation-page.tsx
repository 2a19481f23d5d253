import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { PageHeader } from '../ui/page-header.tsx';

/** Installation: the page at its address. */
export function InstallationPage(): ReactNode {
  const t = useText('settings');
  return <PageHeader title={t('installation')} />;
}
