import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { linter } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { useEffect, useRef, type ReactNode } from 'react';
import { codeLook, colours, jsonTokens } from './code-look.ts';
import styles from './form.module.css';

type JsonEditorProps = {
  text: string;
  labelledBy?: string;
  label?: string;
  isReadOnly?: boolean;
  type(text: string): void;
};

/** JSON with its colours; what cannot be read is marked where it stands. Tab leaves it. */
export function JsonEditor({ text, labelledBy, label, isReadOnly = false, type }: JsonEditorProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const typed = useRef(type);
  useEffect(() => {
    typed.current = type;
  });
  const locked = useRef(new Compartment());
  useEffect(() => {
    const editor = new EditorView({
      parent: place.current ?? document.body,
      state: EditorState.create({
        doc: text,
        extensions: [
          codeLook(),
          history(),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          json(),
          colours(jsonTokens),
          bracketMatching(),
          indentOnInput(),
          linter(jsonParseLinter(), { delay: 300 }),
          locked.current.of(EditorState.readOnly.of(isReadOnly)),
          EditorView.contentAttributes.of({
            ...(labelledBy === undefined ? {} : { 'aria-labelledby': labelledBy }),
            ...(label === undefined ? {} : { 'aria-label': label }),
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) typed.current(update.state.doc.toString());
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
    const now = view.current?.state.doc.toString();
    if (now !== undefined && now !== text)
      view.current?.dispatch({ changes: { from: 0, to: now.length, insert: text } });
  }, [text]);
  useEffect(() => {
    view.current?.dispatch({ effects: locked.current.reconfigure(EditorState.readOnly.of(isReadOnly)) });
  }, [isReadOnly]);
  return <div ref={place} className={styles.code} />;
}
