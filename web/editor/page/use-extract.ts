import { id } from '../../../src/base/ids.ts';
import { fileOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { EditError } from '../../../src/flow/edit/edit-error.ts';
import { extractToSubflow } from '../../../src/flow/edit/extract-to-subflow.ts';
import { api } from '../../api/client.ts';
import { useNotify } from '../../ui/use-notify.tsx';
import { draftIn } from '../session/state.ts';
import { useSession } from '../session/use-editor.ts';

/** Makes a flow of what is chosen: it is kept by the server first, so that the step which runs it never names nothing. */
export function useExtract(onDone: () => void): (flow: { id: string; name: string }) => Promise<void> {
  const session = useSession();
  const notify = useNotify();
  return async (flow) => {
    const { selection, catalog } = session.getState();
    const chosen = { steps: selection.steps, flow: { id: id.flow(flow.id), name: flow.name } };
    const extract = (draft: Draft) => extractToSubflow(draft, chosen, catalog.types);
    const label = { key: 'edit.extractToSubflow', values: { name: flow.name } };
    try {
      const { extracted } = extract(draftIn(session.getState()));
      await api('POST /flows', { body: { name: flow.name, id: flow.id, file: fileOf(extracted) } });
      if (session.apply(label, (draft) => extract(draft).draft))
        session.tell('info', { key: 'notice.extracted', values: { name: flow.name } });
      onDone();
    } catch (error) {
      // The session says in words why an edit cannot be done.
      if (error instanceof EditError) session.apply(label, (draft) => extract(draft).draft);
      else notify.failed(error);
    }
  };
}
