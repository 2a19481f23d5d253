import { useCallback } from 'react';
import { draftOf } from '../../../src/flow/edit/draft.ts';
import type { FlowFile } from '../../../src/flow/flow.ts';
import { useAsImportTarget } from '../../flows/import/import-target.ts';
import type { Session } from '../session/session.ts';
import { draftIn } from '../session/state.ts';
import { useEditor } from '../session/use-editor.ts';

/** While the editor is open a dropped file can be put in the place of its flow, as one step of undo. */
export function useImportInto(session: Session): void {
  const flow = useEditor((state) => draftIn(state).flow.id);
  const name = useEditor((state) => draftIn(state).flow.name);
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const replace = useCallback(
    (file: FlowFile): boolean =>
      session.apply({ key: 'edit.importFlow', values: { name: file.flow.name } }, ({ flow: { id } }) => {
        const draft = draftOf(file);
        return { ...draft, flow: { ...draft.flow, id } };
      }),
    [session],
  );
  useAsImportTarget(isReadOnly ? undefined : { flow, name, replace });
}
