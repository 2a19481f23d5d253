import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { FlowFile } from '../../../src/flow/flow.ts';

/** The flow that is open in the editor, as what an imported file can be put into. */
export type ImportTarget = {
  flow: string;
  name: string;
  /** Puts a file in the place of what is drawn; one step of undo. False where that cannot be done. */
  replace(file: FlowFile): boolean;
};

let target: ImportTarget | undefined;
const listeners = new Set<() => void>();

/** While an editor is open that may change its flow, files can be imported into it. */
export function useAsImportTarget(open: ImportTarget | undefined): void {
  const { flow, name, replace } = open ?? {};
  const offered = useMemo(
    () => (flow === undefined || name === undefined || !replace ? undefined : { flow, name, replace }),
    [flow, name, replace],
  );
  useEffect(() => {
    set(offered);
    return () => set(undefined);
  }, [offered]);
}

/** The flow that is open now; undefined on every other page. */
export function useImportTarget(): ImportTarget | undefined {
  return useSyncExternalStore(subscribe, () => target);
}

function set(next: ImportTarget | undefined): void {
  target = next;
  for (const each of listeners) each();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
