import { draftOf, fileOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { readHistory, writeHistory } from '../../../src/flow/edit/history-text.ts';
import type { History } from '../../../src/flow/edit/history.ts';
import { share } from '../../../src/flow/edit/share.ts';
import { parseFlowFile } from '../../../src/flow/flow-file.ts';
import type { EditorState } from './state.ts';

/** Texts kept in this browser by name. */
export type Shelf = {
  get(name: string): Promise<string | undefined>;
  put(name: string, text: string): Promise<void>;
  drop(name: string): Promise<void>;
};

/** What a reload goes on with: what was undoable, and what the server had when it was last heard. */
export type Resumed = { history: History; kept: { draft: Draft; revision: number } };

const nameOf = (flow: string): string => `history/${flow}`;

/** Keeps what the author did, so that it lives through a reload. */
export async function keepHistory(shelf: Shelf, flow: string, { history, kept }: EditorState): Promise<void> {
  const file = JSON.stringify(fileOf(kept.draft));
  await shelf.put(nameOf(flow), JSON.stringify({ revision: kept.revision, file, history: writeHistory(history) }));
}

/**
 * What the author did before a reload. Undefined where nothing is known, or where the server has another draft by now
 * and nothing of the author's is unsaved. With something unsaved `kept` is what it was based on: saving it shows the
 * conflict.
 */
export async function resumeHistory(
  shelf: Shelf,
  flow: string,
  server: { draft: Draft; revision: number },
): Promise<Resumed | undefined> {
  const text = await shelf.get(nameOf(flow));
  if (text === undefined) return undefined;
  const found = read(text);
  if (!found) {
    await shelf.drop(nameOf(flow));
    return undefined;
  }
  const { history, kept } = found;
  // A save that was answered after the page was left is ours all the same: what the server has, the author had.
  const isOurs = unsavedOf(history, kept.draft).some((draft) => share(server.draft, draft) === server.draft);
  const isUnsaved = share(kept.draft, history.present.draft) !== kept.draft;
  if (kept.revision !== server.revision && !isOurs) return isUnsaved ? { history, kept } : undefined;
  // What is equal to the server's draft is that very draft: there is nothing to save then.
  const present = { ...history.present, draft: share(server.draft, history.present.draft) };
  return { history: { ...history, present }, kept: server };
}

/** What the author had since a draft that was saved. */
function unsavedOf({ past, present }: History, saved: Draft): Draft[] {
  const drafts = [...past, present].map(({ draft }) => draft);
  return drafts.slice(drafts.findLastIndex((draft) => share(saved, draft) === saved) + 1);
}

function read(text: string): Resumed | undefined {
  try {
    const { revision, file, history: written } = JSON.parse(text) as Record<string, unknown>;
    const history = readHistory(String(written));
    const parsed = parseFlowFile(String(file));
    if (!history || 'diagnostics' in parsed || typeof revision !== 'number') return undefined;
    return { history, kept: { draft: draftOf(parsed.file), revision } };
  } catch {
    return undefined;
  }
}
