import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { i18n as I18n } from 'i18next';
import type { ReactNode } from 'react';
import { readProblem } from '../ui/shown-problem.ts';
import { UiProvider } from '../ui/ui-provider.tsx';
import { router } from './router.tsx';

const STALE_AFTER_MS = 30_000;

/** What the server has told, for all pages. Live events say when it is out of date; see web/api/live.ts. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: STALE_AFTER_MS,
      // A refusal stays one; only what did not arrive is tried again.
      retry: (count, error) => count < 2 && (readProblem(error).status ?? 0) === 0,
      refetchOnWindowFocus: false,
    },
  },
});

/** The app: words, theme, data and pages. */
export function App({ texts }: { texts: I18n }): ReactNode {
  return (
    <QueryClientProvider client={queries}>
      <UiProvider texts={texts}>
        <RouterProvider router={router} />
      </UiProvider>
    </QueryClientProvider>
  );
}
