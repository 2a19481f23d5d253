import type { DragEvent } from 'react';
import type { CanvasEdits } from './canvas-world.ts';
import { placeOf } from './pointer-acts.ts';
import type { Scene } from './use-derived.ts';
import type { CanvasHandle } from './use-view.ts';
import { exitKey } from '../session/state.ts';
import { wayAt, wayLines } from './way-lines.ts';

/** What the palette puts on a drag. */
export const PALETTE_DRAG = 'application/x-rondine-step';

type DropParts = {
  edits: CanvasEdits | undefined;
  view: CanvasHandle;
  scene: Scene;
  setSplice(key: string | undefined): void;
};

/** A step that is dragged out of the palette: to a place, or into a way. */
export function paletteDrops({ edits, view, scene, setSplice }: DropParts) {
  const isOurs = ({ dataTransfer }: DragEvent): boolean =>
    edits !== undefined && dataTransfer.types.includes(PALETTE_DRAG);
  const wayUnder = (event: DragEvent) => wayAt(wayLines(scene.derived), view.toFlow(placeOf(event)));
  return {
    onDragOver: (event: DragEvent): void => {
      if (!isOurs(event)) return;
      event.preventDefault();
      const way = wayUnder(event);
      setSplice(way && exitKey(way.exit));
    },
    onDragLeave: () => setSplice(undefined),
    onDrop: (event: DragEvent): void => {
      if (!isOurs(event)) return;
      event.preventDefault();
      setSplice(undefined);
      edits?.drop(event.dataTransfer.getData(PALETTE_DRAG), view.toFlow(placeOf(event)), wayUnder(event)?.exit);
    },
  };
}
