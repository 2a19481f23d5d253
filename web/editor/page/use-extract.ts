import { id } from '../../../src/base/ids.ts';
import { fileOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { EditError } from '../../../src/flow/edit/edit-error.ts';
import { extractToSubflow } from '../../../src/flow/edit/extract-to-subflow.ts';
import { api } from '../../api/client.ts';
import { useNotify } from '../../ui/use-notify.tsx';
import { draftIn } from '../session/state.ts';
import type { Session } from '../session/session.ts';
import { useSession } from '../session/use-editor.ts';

const LABEL = { key: 'edit.extractToSubflow' };

/** True where what is chosen can be a flow of its own; where it cannot, the author is told why. */
export function canExtract(session: Session): boolean {
  const { selection, catalog, history } = session.getState();
  if (selection.steps.length === 0) return false;
  const chosen = { steps: selection.steps, flow: { id: id.flow('flow'), name: 'Flow' } };
  try {
    extractToSubflow(draftIn({ history }), chosen, catalog.types);
    return true;
  } catch (error) {
    return refused(session, error);
  }
}

/** Tells in the session's words why an edit cannot be done. */
function refused(session: Session, error: unknown): false {
  if (!(error instanceof EditError)) throw error;
  session.apply(LABEL, () => {
    throw error;
  });
  return false;
}

/** Makes a flow of what is chosen: it is kept by the server first, so that the step which runs it never names nothing. */
export function useExtract(onDone: () => void): (flow: { id: string; name: string }) => Promise<void> {
  const session = useSession();
  const notify = useNotify();
  return async (flow) => {
    const { selection, catalog } = session.getState();
    const chosen = { steps: selection.steps, flow: { id: id.flow(flow.id), name: flow.name } };
    const extract = (draft: Draft) => extractToSubflow(draft, chosen, catalog.types);
    try {
      const { extracted } = extract(draftIn(session.getState()));
      await api('POST /flows', { body: { name: flow.name, id: flow.id, file: fileOf(extracted) } });
      const label = { ...LABEL, values: { name: flow.name } };
      if (session.apply(label, (draft) => extract(draft).draft))
        session.tell('info', { key: 'notice.extracted', values: { name: flow.name } });
      onDone();
    } catch (error) {
      if (!(error instanceof EditError)) return notify.failed(error);
      onDone();
      refused(session, error);
    }
  };
}
