import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { StepId } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import type { Exit } from '../../../src/flow/edit/ends.ts';
import type { History, Label } from '../../../src/flow/edit/history.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';

/** What is chosen on the canvas and in the outline. An edge is named by the exit that it begins at. */
export type Selection = {
  readonly steps: readonly StepId[];
  readonly exits: readonly Exit[];
  readonly notes: readonly string[];
};

export const NOTHING_SELECTED: Selection = { steps: [], exits: [], notes: [] };

/** What stands in the panel on the right: the settings of a step, or of the flow. */
export type Opened = (
  | {
      readonly step: StepId;
      readonly field?: readonly (string | number)[];
      /** The tab to begin with; its settings unless told. */
      readonly tab?: 'input' | 'output';
    }
  | { readonly flow: true }
) & {
  /** It was opened by a key: the focus goes there too. */
  readonly isKeyed?: true;
};

/** The drawers that can stand open beside the canvas, one at a time. */
export type Drawer = 'test' | 'problems' | 'outline' | 'search';

/** Why nothing can be changed here. */
export type ReadOnly = {
  readonly why: 'managed' | 'role' | 'version';
  readonly values?: Readonly<Record<string, string>>;
};

/** Where what the author did stands. `refused`: the server said no, in words. */
export type Saving =
  | { readonly state: 'saved'; readonly at?: number }
  | { readonly state: 'waiting' | 'saving' | 'offline' }
  | { readonly state: 'refused'; readonly message: string }
  | { readonly state: 'conflict'; readonly theirs: Theirs };

/** The draft that somebody else saved meanwhile. */
export type Theirs = {
  readonly draft: Draft;
  readonly revision: number;
  readonly by: string;
  readonly changedAt: number;
};

/** One thing to tell the author: an edit that could not be done, what was undone. */
export type Notice = { readonly tone: 'info' | 'trouble'; readonly label: Label; readonly number: number };

/** Everything that the parts of the editor share. Replaced as a whole, never changed in place. */
export type EditorState = {
  readonly history: History;
  readonly selection: Selection;
  readonly opened: Opened | undefined;
  readonly drawer: Drawer | undefined;
  readonly catalog: Catalog;
  /** What is wrong with the draft; of the last moment of rest while the author types. */
  readonly diagnostics: readonly Diagnostic[];
  readonly readOnly: ReadOnly | undefined;
  readonly saving: Saving;
  /** What the server has, and its revision. */
  readonly kept: { readonly draft: Draft; readonly revision: number };
  readonly notice: Notice | undefined;
  /** Ways that a run or a test has gone: shown on the canvas. */
  readonly path: LitPath | undefined;
};

/** The way of one run: where it stands, and the exits that it took. */
export type LitPath = {
  readonly at: StepId | undefined;
  readonly taken: readonly Exit[];
  readonly visited: readonly StepId[];
};

/** The draft as the author sees it now. */
export function draftIn({ history }: Pick<EditorState, 'history'>): Draft {
  return history.present.draft;
}

/** True where two exits are the same one. */
export function isSameExit(left: Exit, right: Exit): boolean {
  return exitKey(left) === exitKey(right);
}

/** A text that names an exit among all of a flow. */
export function exitKey(exit: Exit): string {
  if ('step' in exit) return JSON.stringify([exit.step, exit.outcome]);
  return 'handler' in exit ? `handler ${exit.handler}` : 'start';
}
