import { createContext, useContext } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Exit } from '../../../src/flow/edit/ends.ts';
import type { Note, Point } from '../../../src/flow/layout.ts';
import type { Stop } from './walk.ts';

/** Where a step is to be added: behind an exit, at a place of the canvas, and where on the screen to choose it. */
export type AddRequest = { readonly after?: Exit; readonly at?: Point; readonly screen: Point };

/** What was clicked with the other button. */
export type MenuTarget =
  | { readonly steps: true; readonly on: StepId }
  | { readonly exit: Exit }
  | { readonly note: string }
  | { readonly canvas: Point };

/** What was moved: steps, the card of the triggers, notes. `into`: the way that the one step was dropped on. */
export type Moved = {
  readonly steps: Readonly<Record<StepId, Point>>;
  readonly triggers?: Point;
  readonly notes: Readonly<Record<string, Point>>;
  /** Steps inside of a collapsed group, and how far it went. */
  readonly folded: Readonly<Record<StepId, Point>>;
  readonly into?: Exit;
};

/** What an author does on the canvas. Without these the canvas can only be looked at. */
export type CanvasEdits = {
  move(moved: Moved): void;
  connect(from: Exit, to: StepId): void;
  /** Ctrl-click: the step that was chosen before is wired to this one, which is chosen then. */
  chain(to: StepId, from: StepId | undefined): void;
  add(request: AddRequest): void;
  slice(exits: readonly Exit[]): void;
  rename(step: StepId, title: string | undefined): void;
  changeNote(note: string, change: Partial<Note>): void;
  collapse(group: string, isCollapsed: boolean): void;
  renameGroup(group: string, title: string): void;
  /** Something of the palette was dropped. */
  drop(data: string, at: Point, into: Exit | undefined): void;
  menu(target: MenuTarget, screen: Point): void;
};

/** What the cards on the canvas can ask for. Stays the same as long as the canvas does. */
export type CanvasWorld = {
  edits(): CanvasEdits | undefined;
  /** The card that Tab goes to from now on. */
  stand(stop: Stop): void;
  open(stop: Stop): void;
  selectGroup(steps: readonly StepId[]): void;
  /** Says where on the screen a place of the canvas is. */
  toScreen(point: Point): Point;
};

const Context = createContext<CanvasWorld | undefined>(undefined);

const Far = createContext(false);

/** Tells cards that they are seen from so far that no exit of theirs could be read or met. */
export const FarProvider = Far.Provider;

export function useFar(): boolean {
  return useContext(Far);
}

/** Gives the canvas to its cards. */
export const CanvasWorldProvider = Context.Provider;

/** The canvas that a card stands on. */
export function useCanvasWorld(): CanvasWorld {
  const world = useContext(Context);
  if (!world) throw new Error('A card stands outside of a canvas.');
  return world;
}
