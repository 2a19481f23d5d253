import { useMemo } from 'react';
import { NOTHING_SELECTED, type Selection } from '../session/state.ts';
import type { CanvasEdits, CanvasWorld } from './canvas-world.ts';
import { useLatest } from './use-latest.ts';
import type { CanvasHandle } from './use-view.ts';
import type { Stop } from './walk.ts';

type WorldParts = {
  edits: CanvasEdits | undefined;
  onOpen: ((stop: Stop) => void) | undefined;
  onSelect: ((selection: Selection) => void) | undefined;
  stand(stop: Stop): void;
  view: CanvasHandle;
};

/** What the cards can ask for: the same object as long as the canvas is there, so that none is drawn anew for it. */
export function useWorld(parts: WorldParts): CanvasWorld {
  const latest = useLatest(parts);
  return useMemo(
    () => ({
      edits: () => latest.current.edits,
      stand: (stop) => latest.current.stand(stop),
      open: (stop) => latest.current.onOpen?.(stop),
      selectGroup: (steps) => latest.current.onSelect?.({ ...NOTHING_SELECTED, steps }),
      toScreen: (point) => latest.current.view.toScreen(point),
    }),
    [latest],
  );
}
