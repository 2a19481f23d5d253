import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { PageHeader } from '../ui/page-header.tsx';

/** Tokens: the page at its address. */
export function TokensPage(): ReactNode {
  const t = useText('settings');
  return <PageHeader title={t('tokens')} />;
}
