import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api } from '../api/client.ts';
import { useApiMutation } from '../api/query.ts';
import { useText } from '../i18n/use-text.ts';
import { saveText } from '../ui/save-file.ts';
import { useNotify } from '../ui/use-notify.tsx';
import type { ListedFlow } from './flow-list.ts';
import { useCanEdit } from './use-can-edit.ts';

/** What can be done with flows of the list; everything but exporting is for those who may change flows. */
export type FlowActions = {
  canEdit: boolean;
  open(flow: string): void;
  duplicate(flow: ListedFlow): void;
  save(flow: ListedFlow): void;
  remove(flow: ListedFlow): void;
  bringBack(flow: ListedFlow): void;
};

/** Does it, says so, and offers to take it back. */
export function useFlowActions(): FlowActions {
  const t = useText('flows');
  const { done, failed } = useNotify();
  const navigate = useNavigate();
  const canEdit = useCanEdit();
  const { mutateAsync: copy } = useApiMutation('POST /flows/:flow/duplicate');
  const { mutateAsync: drop } = useApiMutation('DELETE /flows/:flow');
  const { mutateAsync: restore } = useApiMutation('POST /flows/:flow/bring-back');
  return useMemo(() => {
    const open = (flow: string): void => void navigate({ to: '/flows/$flow', params: { flow } });
    const remove = async ({ flow, name, draft }: Pick<ListedFlow, 'flow' | 'name' | 'draft'>): Promise<void> => {
      const { what, version } = await drop({ params: { flow }, ifMatch: `"${draft?.revision ?? 0}"` });
      const undo = async (): Promise<void> => {
        await restore({ params: { flow }, body: { publish: version !== undefined } });
      };
      done(t(what === 'deleted' ? 'deleted' : 'archived', { name }), { undo });
    };
    const duplicate = async ({ flow, name }: ListedFlow): Promise<void> => {
      const called = t('copy.name', { name });
      const made = await copy({ params: { flow }, body: { name: called } });
      const undo = async (): Promise<void> => {
        await drop({ params: { flow: made.flow.id }, ifMatch: `"${made.revision}"` });
      };
      done(t('copied', { name: called }), { undo });
    };
    const save = async ({ flow, draft, current, versions }: ListedFlow): Promise<void> => {
      const version = draft ? ('draft' as const) : (current ?? versions);
      const file = await api('GET /flows/:flow/file', { params: { flow }, query: { version } });
      // What reads and writes flow files is large, and the list needs it for this alone.
      const { formatFlowFile } = await import('../../src/flow/flow-file.ts');
      saveText(`${flow}.json`, formatFlowFile(file), 'application/json');
    };
    const bringBack = async ({ flow, name }: ListedFlow): Promise<void> => {
      await restore({ params: { flow }, body: {} });
      done(t('broughtBack', { name }));
    };
    return {
      canEdit,
      open,
      duplicate: (flow) => void duplicate(flow).catch(failed),
      save: (flow) => void save(flow).catch(failed),
      remove: (flow) => void remove(flow).catch(failed),
      bringBack: (flow) => void bringBack(flow).catch(failed),
    };
  }, [t, done, failed, navigate, canEdit, copy, drop, restore]);
}
