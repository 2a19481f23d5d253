import { useApiMutation } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { useNotify } from '../../ui/use-notify.tsx';

/** Gives back at the other side what it gave, and says so. */
export function useSignOff(connection: string): { run(): void; isPending: boolean } {
  const t = useText('connections');
  const notify = useNotify();
  const { mutate, isPending } = useApiMutation('POST /connections/:connection/disconnect');
  const run = (): void =>
    mutate(
      { params: { connection } },
      { onSuccess: () => notify.done(t('disconnected', { name: connection })), onError: notify.failed },
    );
  return { run, isPending };
}
