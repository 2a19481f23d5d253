import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { StepId } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { EditError } from '../../../src/flow/edit/edit-error.ts';
import { beginHistory, record, redo, undo, type History, type Label } from '../../../src/flow/edit/history.ts';
import { own } from '../../../src/flow/flow.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';
import { createAutosave, type Autosave, type Later, type Save } from './autosave.ts';
import {
  draftIn,
  NOTHING_SELECTED,
  type Drawer,
  type EditorState,
  type LitPath,
  type Opened,
  type ReadOnly,
  type Selection,
  type Theirs,
} from './state.ts';

/** A flow is checked when its author has rested for this long. */
const CHECK_MS = 200;

/** What a session begins with. */
export type SessionParts = {
  draft: Draft;
  /** Revision of the draft that the server has. */
  revision: number;
  /** What the author did before a reload, where it is still known. */
  history?: History;
  catalog: Catalog;
  readOnly?: ReadOnly;
  /** What is wrong with a draft. */
  check(draft: Draft, catalog: Catalog): readonly Diagnostic[];
  save: Save;
  later: Later;
  now(): number;
};

/** How an edit is written down. `merge`: what it goes on with, such as the text of one field. */
export type ApplyOptions = { merge?: string; select?: readonly StepId[]; open?: Opened };

/** One author at one flow: all that the parts of the editor share, and the only way to change it. */
export type Session = {
  getState(): EditorState;
  subscribe(listener: () => void): () => void;
  /** Applies an edit. False where it could not be done: the notice says why, and nothing has changed. */
  apply(label: Label, edit: (draft: Draft) => Draft, options?: ApplyOptions): boolean;
  /** Goes back by one edit; gives the words for what was undone. */
  undo(): Label | undefined;
  redo(): Label | undefined;
  select(selection: Partial<Selection>): void;
  open(opened: Opened | undefined): void;
  show(drawer: Drawer | undefined): void;
  light(path: LitPath | undefined): void;
  tell(tone: 'info' | 'trouble', label: Label): void;
  /** Other connections, operations or templates are known now. */
  learn(catalog: Catalog): void;
  /** Ends a conflict with what both sides became. */
  settle(draft: Draft, theirs: Theirs): void;
  flush(): Promise<void>;
  retry(): void;
  close(): void;
};

/** Opens a session. It has no clock, no network and no browser of its own. */
export function createSession(parts: SessionParts): Session {
  const store = new EditorStore(parts);
  // Handed around as functions by themselves.
  return {
    getState: () => store.state,
    subscribe: (listener) => store.subscribe(listener),
    apply: (label, edit, options) => store.apply(label, edit, options),
    undo: () => store.undo(),
    redo: () => store.redo(),
    select: (selection) => store.set({ selection: { ...NOTHING_SELECTED, ...selection } }),
    open: (opened) => store.set({ opened }),
    show: (drawer) => store.set({ drawer }),
    light: (path) => store.set({ path }),
    tell: (tone, label) => store.tell(tone, label),
    learn: (catalog) => store.learn(catalog),
    settle: (draft, theirs) => store.settle(draft, theirs),
    flush: () => store.autosave.flush(),
    retry: () => store.autosave.retry(),
    close: () => store.close(),
  };
}

class EditorStore {
  state: EditorState;
  readonly autosave: Autosave;
  private readonly parts: SessionParts;
  private readonly listeners = new Set<() => void>();
  private stopCheck: (() => void) | undefined;

  constructor(parts: SessionParts) {
    const { draft, revision, catalog, readOnly, save, later, now } = parts;
    const history = parts.history ?? beginHistory(draft);
    this.parts = parts;
    this.state = {
      history,
      selection: NOTHING_SELECTED,
      opened: undefined,
      drawer: undefined,
      catalog,
      diagnostics: [],
      readOnly,
      saving: { state: 'saved' },
      kept: { draft, revision },
      notice: undefined,
      path: undefined,
    };
    this.autosave = createAutosave({
      save,
      later,
      now,
      kept: { draft, revision },
      changed: (saving, kept) => this.set({ saving, kept }),
    });
    // Edits that a reload came in between of are saved now.
    this.autosave.changed(history.present.draft);
    // A large flow is drawn first and checked then.
    this.recheck();
  }

  set(change: Partial<EditorState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  apply(label: Label, edit: (draft: Draft) => Draft, { merge, select, open }: ApplyOptions = {}): boolean {
    const { history, readOnly } = this.state;
    if (readOnly) return this.refuse({ key: `readOnly.${readOnly.why}`, values: readOnly.values ?? {} });
    const chosen: Partial<EditorState> = {
      ...(select ? { selection: { ...NOTHING_SELECTED, steps: select } } : {}),
      ...(open ? { opened: open } : {}),
    };
    try {
      const draft = edit(history.present.draft);
      const mergeKey = merge === undefined ? {} : { mergeKey: merge };
      const next = record(history, { draft, label, at: this.parts.now(), ...mergeKey });
      if (next === history) this.set(chosen);
      else this.move(next, chosen);
      return true;
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      return this.refuse({ key: `refused.${error.code}`, values: { ...error.values, message: error.message } });
    }
  }

  undo(): Label | undefined {
    const { history } = this.state;
    const next = undo(history);
    if (next === history) return undefined;
    this.move(next);
    return history.present.label;
  }

  redo(): Label | undefined {
    const { history } = this.state;
    const next = redo(history);
    if (next === history) return undefined;
    this.move(next);
    return next.present.label;
  }

  tell(tone: 'info' | 'trouble', label: Label): void {
    this.set({ notice: { tone, label, number: (this.state.notice?.number ?? 0) + 1 } });
  }

  learn(catalog: Catalog): void {
    this.set({ catalog });
    this.recheck();
  }

  settle(draft: Draft, theirs: Theirs): void {
    const label = { key: 'edit.settleConflict' };
    const history = record(this.state.history, { draft, label, at: this.parts.now() });
    this.set({ history, ...keepPresent(this.state, history.present.draft) });
    this.autosave.settle(history.present.draft, theirs);
    this.recheck();
  }

  close(): void {
    this.stopCheck?.();
    this.autosave.close();
    this.listeners.clear();
  }

  /** Another draft is shown: what is gone from it is neither selected nor open. */
  private move(history: History, more: Partial<EditorState> = {}): void {
    const { draft } = history.present;
    this.set({ history, ...keepPresent(this.state, draft), ...more });
    this.autosave.changed(draft);
    this.recheck();
  }

  private refuse(label: Label): false {
    this.tell('trouble', label);
    return false;
  }

  private recheck(): void {
    const { check, later } = this.parts;
    this.stopCheck?.();
    this.stopCheck = later(() => {
      this.stopCheck = undefined;
      this.set({ diagnostics: check(draftIn(this.state), this.state.catalog) });
    }, CHECK_MS);
  }
}

/** What of the selection and of the panels is still there in another draft. */
function keepPresent({ selection, opened }: EditorState, { flow, layout }: Draft): Partial<EditorState> {
  const isThere = (step: StepId): boolean => own(flow.steps, step) !== undefined;
  const gone = opened && 'step' in opened && !isThere(opened.step);
  return {
    selection: {
      steps: selection.steps.filter(isThere),
      exits: selection.exits.filter((exit) => !('step' in exit) || isThere(exit.step)),
      notes: selection.notes.filter((note) => own(layout.notes, note) !== undefined),
    },
    ...(gone ? { opened: undefined } : {}),
  };
}
