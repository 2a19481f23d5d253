import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { PageBody, PageHeader } from '../ui/page-header.tsx';

/** Editor: the page at its address. */
export function EditorPage(): ReactNode {
  const t = useText('editor');
  const { flow } = useParams({ from: '/shell/flows/$flow' });
  return (
    <PageBody>
      <PageHeader title={t('title', { flow })} />
    </PageBody>
  );
}
