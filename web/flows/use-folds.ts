import { useCallback, useState } from 'react';

const KEY = 'rondine.flows.folders';

type Folds = Readonly<Record<string, boolean>>;

/** Which folders are open: as the viewer left them in this browser, else as `atFirst` says. */
export function useFolds(atFirst: boolean): { isOpen(folder: string): boolean; turn(folder: string): void } {
  const [folds, setFolds] = useState(read);
  const turn = useCallback(
    (folder: string): void =>
      setFolds((before) => {
        const next = { ...before, [folder]: !(before[folder] ?? atFirst) };
        localStorage.setItem(KEY, JSON.stringify(next));
        return next;
      }),
    [atFirst],
  );
  const isOpen = useCallback((folder: string): boolean => folds[folder] ?? atFirst, [folds, atFirst]);
  return { isOpen, turn };
}

function read(): Folds {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {}) as Folds;
  } catch {
    return {};
  }
}
