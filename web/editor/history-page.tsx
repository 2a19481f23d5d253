import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { History } from './publish/history.tsx';

/** History: the page at its address. */
export function HistoryPage(): ReactNode {
  const { flow } = useParams({ from: '/shell/flows/$flow/history' });
  // Another flow is another history: nothing of the former one stays.
  return <History key={flow} flow={flow} />;
}
