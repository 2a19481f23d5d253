import type { Edge, Node } from '@xyflow/react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import type { Exit } from '../../../src/flow/edit/ends.ts';
import type { Outcome } from '../../../src/flow/flow.ts';
import type { Note } from '../../../src/flow/layout.ts';
import { exitKey, type LitPath, type Selection } from '../session/state.ts';
import type { Change, Compared, Troubles } from './marks.ts';
import type { Places } from './places.ts';
import type { StepView, StepViews, TriggersView } from './step-view.ts';
import type { Stop } from './walk.ts';

/** How many runs took each exit of a step in a period. */
export type Counts = Readonly<Record<StepId, Readonly<Record<Outcome, number>>>>;

/** What is drawn: a draft, and what is known of it. */
export type CanvasInput = {
  readonly draft: Draft;
  readonly places: Places;
  readonly views: StepViews;
  readonly selection: Selection;
  readonly troubles: ReadonlyMap<StepId, Troubles>;
  /** Steps that the published version has otherwise. */
  readonly unpublished: ReadonlyMap<StepId, Change>;
  readonly path: LitPath | undefined;
  readonly counts: Counts | undefined;
  readonly compared: Compared | undefined;
  /** The one card that Tab goes to. */
  readonly current: Stop | undefined;
  readonly renaming: StepId | undefined;
  readonly isReadOnly: boolean;
  /** Leads ways around cards: their corners by the ids of their edges. Where it is missing all are led straight. */
  readonly route?: (straight: Derived) => ReadonlyMap<string, readonly number[]>;
};

type Lit = { readonly isLit: boolean; readonly litExits: readonly string[] };
type Common = { readonly isCurrent: boolean; readonly isReadOnly: boolean };

/** One step with all that its card shows. */
export type StepData = Common &
  Lit & {
    readonly view: StepView;
    /** Outcomes that lead somewhere. */
    readonly connected: readonly string[];
    readonly troubles: Troubles | undefined;
    readonly isUnpublished: boolean;
    readonly change: Change | undefined;
    readonly counts: Readonly<Record<Outcome, number>> | undefined;
    readonly isHere: boolean;
    readonly isPinned: boolean;
    readonly isRenaming: boolean;
    /** True at both ends of a way that is selected. */
    readonly isEnd: boolean;
  };
export type TriggersData = Common &
  Lit & { readonly view: TriggersView; readonly connected: readonly string[]; readonly isEnd: boolean };
export type NoteData = { readonly id: string; readonly note: Note; readonly isReadOnly: boolean };
export type GroupData = {
  readonly id: string;
  readonly title: string;
  readonly colour: string | undefined;
  readonly steps: readonly StepId[];
  readonly isCollapsed: boolean;
  /** Of a collapsed one: exits that lead out of it. */
  readonly exits: readonly Exit[];
  readonly errors: number;
  readonly isReadOnly: boolean;
};
export type WayData = {
  readonly exit: Exit;
  /** The corners of a way that is led around cards: x and y by turns. */
  readonly route?: readonly number[];
  readonly lane: number;
  readonly isLit: boolean;
  readonly isTrouble: boolean;
  /** A step that is being dragged would be put into it. */
  readonly isSplice: boolean;
  readonly change: Change | undefined;
  readonly isReadOnly: boolean;
};

export type StepNode = Node<StepData, 'step'>;
export type TriggersNode = Node<TriggersData, 'triggers'>;
export type NoteNode = Node<NoteData, 'note'>;
export type GroupNode = Node<GroupData, 'group'>;
export type CanvasNode = StepNode | TriggersNode | NoteNode | GroupNode;
export type WayEdge = Edge<WayData, 'way'>;
export type Derived = { readonly nodes: readonly CanvasNode[]; readonly edges: readonly WayEdge[] };

export const TRIGGERS_NODE = '@triggers';
export const noteNode = (id: string): string => `@note:${id}`;
export const groupNode = (id: string): string => `@group:${id}`;

/** What a node of the canvas stands for. */
export type Named = { step: StepId } | { note: string } | { group: string } | { triggers: true };

/** Reads the id of a node. */
export function namedBy(node: string): Named {
  if (node === TRIGGERS_NODE) return { triggers: true };
  if (node.startsWith('@note:')) return { note: node.slice('@note:'.length) };
  return node.startsWith('@group:') ? { group: node.slice('@group:'.length) } : { step: node as StepId };
}

/** The handle that a way begins at, in the card it belongs to. */
export function handleOf(exit: Exit): string {
  return 'step' in exit ? exit.outcome : exitKey(exit);
}
