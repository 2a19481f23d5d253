import {
  acceptCompletion,
  autocompletion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { useEffect, useRef, type ReactNode } from 'react';
import { codeLook, colours } from '../../../ui/form/code-look.ts';
import styles from './template.module.css';
import type { Target } from '../panel-world.tsx';
import { offersAt } from './completion.ts';
import { tokensOf, troublesIn } from './reading.ts';
import type { World } from '../../../../src/flow/validate/world.ts';
import type { Variable } from '../variables/scope.ts';

type TemplateEditorProps = {
  text: string;
  /** Ids of what names and explains it. */
  labelledBy: string;
  describedBy?: string;
  isLong?: boolean;
  /** True for what customers read; false for what is worked out. */
  isProse?: boolean;
  isReadOnly?: boolean;
  hint?: string;
  variables: readonly Variable[];
  world: World;
  type(text: string): void;
  focused(target: Target): void;
};

/** A text with templates: colours, names that lead to nothing underlined, and what can stand at the cursor. */
export function TemplateEditor(props: TemplateEditorProps): ReactNode {
  const { text, labelledBy, describedBy, isLong = false, isProse = false, isReadOnly = false, hint, world } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const now = useRef(props);
  useEffect(() => {
    now.current = props;
  });
  const locked = useRef(new Compartment());
  useEffect(() => {
    const read = (written: string) => [
      ...tokensOf(written),
      ...troublesIn(written, now.current.world).map(({ words, ...span }) => ({
        ...span,
        kind: 'unknown',
        title: words,
      })),
    ];
    const editor = new EditorView({
      parent: place.current ?? document.body,
      state: EditorState.create({
        doc: text,
        extensions: [
          codeLook(),
          history(),
          keymap.of([
            // Enter takes what is offered; in one line it does nothing else.
            { key: 'Enter', run: (each) => acceptCompletion(each) || !isLong },
            ...defaultKeymap,
            ...historyKeymap,
          ]),
          autocompletion({
            override: [(context) => complete(context, now.current.variables)],
            icons: false,
            // Who presses Enter as soon as the list is there means the list.
            interactionDelay: 0,
          }),
          colours(read),
          ...(hint === undefined ? [] : [placeholder(hint)]),
          ...(isLong ? [] : [oneLine()]),
          locked.current.of(EditorState.readOnly.of(isReadOnly)),
          EditorView.contentAttributes.of({
            'aria-labelledby': labelledBy,
            ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
            'aria-multiline': String(isLong),
            spellcheck: 'true',
          }),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            const written = update.state.doc.toString();
            if (written !== now.current.text) now.current.type(written);
          }),
          EditorView.domEventHandlers({
            focus: () => now.current.focused({ insert: (word) => insert(editor, word) }),
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
    // The editor is made once; what changes comes by the effects below.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    const written = view.current?.state.doc.toString();
    if (written !== undefined && written !== text)
      view.current?.dispatch({ changes: { from: 0, to: written.length, insert: text } });
  }, [text]);
  useEffect(() => view.current?.dispatch({}), [world]);
  useEffect(() => {
    view.current?.dispatch({ effects: locked.current.reconfigure(EditorState.readOnly.of(isReadOnly)) });
  }, [isReadOnly]);
  return (
    <div ref={place} className={styles.editor} data-long={isLong || undefined} data-prose={isProse || undefined} />
  );
}

function insert(editor: EditorView, word: string): void {
  editor.dispatch(editor.state.replaceSelection(word));
  editor.focus();
}

/** Line breaks that are pasted become blanks. */
function oneLine() {
  return EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
    const flat = transaction.newDoc.toString().replaceAll(/\s*\n\s*/g, ' ');
    const { length } = transaction.startState.doc;
    return {
      changes: { from: 0, to: length, insert: flat },
      selection: { anchor: Math.min(flat.length, transaction.newSelection.main.head) },
    };
  });
}

function complete(context: CompletionContext, variables: readonly Variable[]): CompletionResult | null {
  const found = offersAt(context.state.doc.toString(), context.pos, variables);
  if (!found) return null;
  const options = found.offers.map(({ label, apply, detail, info, kind, boost }) => ({
    label,
    detail: kind === 'variable' && info !== '' ? `${info} · ${detail}` : detail,
    boost: Math.max(-99, Math.min(99, boost)),
    ...(kind === 'filter' && info !== '' ? { info } : {}),
    apply: (view: EditorView, _completion: unknown, from: number, to: number) => {
      const written = apply ?? label;
      view.dispatch({ changes: { from, to, insert: written }, selection: { anchor: from + written.length } });
    },
  }));
  return { from: found.from, options, validFor: /^[\w.-]*$/ };
}
