import { RangeSetBuilder, EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';

/** A stretch of a text and what it is: its colour goes by that. */
export type Coloured = { readonly from: number; readonly to: number; readonly kind: string; readonly title?: string };

/** Colours and sizes of everything that is written as code; they follow the theme by our tokens. */
const look = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'transparent', fontSize: 'var(--size-note)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { fontFamily: 'var(--mono)', caretColor: 'var(--text)', padding: '7px 0' },
  '.cm-line': { padding: '0 10px' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--blue-soft)',
  },
  '.cm-scroller': { lineHeight: '1.5', overflow: 'auto' },
  '.cm-placeholder': { color: 'var(--text-quiet)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--text-quiet)', border: 'none' },
  '.cm-tooltip': {
    backgroundColor: 'var(--card)',
    color: 'var(--text)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius-card)',
    boxShadow: 'var(--float)',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--sans)', maxHeight: '260px' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', display: 'flex', gap: '8px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--hover)', color: 'var(--text)' },
  '.cm-completionLabel': { fontFamily: 'var(--mono)', fontSize: 'var(--size-small)' },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--accent-text)' },
  '.cm-completionDetail': {
    color: 'var(--text-quiet)',
    fontStyle: 'normal',
    fontSize: 'var(--size-small)',
    marginLeft: 'auto',
  },
  '.cm-token-mark': { color: 'var(--text-quiet)' },
  '.cm-token-path': { color: 'var(--accent-text)' },
  '.cm-token-name': { color: 'var(--blue)' },
  '.cm-token-filter': { color: 'var(--blue)' },
  '.cm-token-text': { color: 'var(--green)' },
  '.cm-token-number': { color: 'var(--amber)' },
  '.cm-token-word': { color: 'var(--amber)' },
  '.cm-token-unknown': { textDecoration: 'underline dotted var(--red) 2px', textUnderlineOffset: '3px' },
  '.cm-lintRange-error': { backgroundImage: 'none', borderBottom: '2px dotted var(--red)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--red)' },
});

/**
 * What is typed over something chosen goes straight into the text. Left to it, a browser carries the colours of what was
 * chosen over by a style attribute, which the content security policy refuses.
 */
const typedOver = EditorView.domEventHandlers({
  beforeinput: ({ inputType, data }, view) => {
    const isOver = inputType === 'insertText' && getSelection()?.isCollapsed === false;
    if (!isOver || data === null || view.composing || view.state.readOnly) return false;
    view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});

/** What every editor of ours has: its look, and the nonce under which the policy lets its style element stand. */
export function codeLook(): Extension {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  const nonce = meta?.nonce || meta?.content || '';
  return [
    ...(nonce === '' ? [] : [EditorView.cspNonce.of(nonce)]),
    look,
    typedOver,
    EditorView.lineWrapping,
    EditorState.tabSize.of(2),
  ];
}

/** Colours what `read` finds; it is asked again whenever the text, or what is known besides, has changed. */
export function colours(read: (text: string) => readonly Coloured[]): Extension {
  const build = (view: EditorView): DecorationSet => {
    const builder = new RangeSetBuilder<Decoration>();
    for (const { from, to, kind, title } of [...read(view.state.doc.toString())].sort(
      (one, other) => one.from - other.from,
    ))
      if (to > from)
        builder.add(
          from,
          to,
          Decoration.mark({ class: `cm-token-${kind}`, ...(title === undefined ? {} : { attributes: { title } }) }),
        );
    return builder.finish();
  };
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = build(view);
      }
      update(update: ViewUpdate): void {
        // An update without a change of the text comes when what is known has changed.
        if (update.docChanged || update.transactions.length > 0) this.decorations = build(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

const JSON_PART = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b/g;

/** The parts of JSON, for colours; also of one that is being written. */
export function jsonTokens(text: string): Coloured[] {
  return [...text.matchAll(JSON_PART)].map(({ 0: whole, 1: quoted, 2: colon, index }) => ({
    from: index,
    to: index + (quoted?.length ?? whole.length),
    kind: quoted === undefined ? (/^[tfn]/.test(whole) ? 'word' : 'number') : colon === undefined ? 'text' : 'name',
  }));
}
