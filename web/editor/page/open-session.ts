import { createStore, del, get, set } from 'idb-keyval';
import { draftOf, fileOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { validate } from '../../../src/flow/validate/validate.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';
import type { FlowFile } from '../../../src/flow/flow.ts';
import { steps } from '../../../src/steps/index.ts';
import { api, ApiProblem, type Reply } from '../../api/client.ts';
import type { Save } from '../session/autosave.ts';
import { keepHistory, resumeHistory, type Shelf } from '../session/keep-history.ts';
import { createSession, type Session } from '../session/session.ts';
import type { ReadOnly, Theirs } from '../session/state.ts';

type DraftView = Reply<'GET /flows/:flow/draft'>;
type CatalogView = Reply<'GET /catalog'>;

const KEEP_MS = 400;

/** What the catalogue of the server is to the checks: the same, with the types of steps that this page knows. */
export function catalogFrom({ channels, ...rest }: CatalogView): Catalog {
  return { ...rest, types: { steps, channels } };
}

/** The draft of a flow as the server gave it. */
export function draftFrom({ flow, layout }: Pick<DraftView, 'flow' | 'layout'>): Draft {
  const file: FlowFile = { rondine: 1, flow, ...(layout ? { layout } : {}) };
  return draftOf(file);
}

/** What was read of a flow before its editor can open. */
export type OpenedFlow = { view: DraftView; catalog: CatalogView; canEdit: boolean };

/** A session that saves by the API and goes on with what was done before a reload. */
export async function openSession({ view, catalog, canEdit }: OpenedFlow): Promise<Session> {
  const flow = view.flow.id;
  const server = { draft: draftFrom(view), revision: view.revision };
  const readOnly = readOnlyOf(view, canEdit);
  const shelf = createShelf();
  const resumed = readOnly ? undefined : await resumeHistory(shelf, flow, server).catch(() => undefined);
  const session = createSession({
    draft: resumed?.kept.draft ?? server.draft,
    revision: resumed?.kept.revision ?? server.revision,
    ...(resumed ? { history: resumed.history } : {}),
    catalog: catalogFrom(catalog),
    ...(readOnly ? { readOnly } : {}),
    check: ({ flow: content }, known) => validate({ ...content, version: 0 }, known),
    save: saveOf(flow),
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    now: () => Date.now(),
  });
  return readOnly ? session : keeping(session, shelf, flow);
}

function readOnlyOf({ managedBy }: DraftView, canEdit: boolean): ReadOnly | undefined {
  if (managedBy !== undefined) return { why: 'managed', values: { folder: managedBy } };
  return canEdit ? undefined : { why: 'role' };
}

function createShelf(): Shelf {
  const store = createStore('rondine-editor', 'histories');
  return {
    get: (name) => get<string>(name, store),
    put: (name, text) => set(name, text, store),
    drop: (name) => del(name, store),
  };
}

/** Keeps the history in this browser a moment after each change, and at once where the page is left. */
function keeping(session: Session, shelf: Shelf, flow: string): Session {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let kept = session.getState();
  const keep = (): void => {
    clearTimeout(timer);
    timer = undefined;
    kept = session.getState();
    // A full or forbidden storage costs the undo after a reload and nothing else.
    keepHistory(shelf, flow, kept).catch(() => undefined);
  };
  const stop = session.subscribe(() => {
    const { history, kept: saved } = session.getState();
    if (history === kept.history && saved === kept.kept) return;
    timer ??= setTimeout(keep, KEEP_MS);
  });
  const leave = (): void => {
    if (timer !== undefined) keep();
    void session.flush();
  };
  window.addEventListener('pagehide', leave);
  const close = (): void => {
    stop();
    leave();
    window.removeEventListener('pagehide', leave);
    session.close();
  };
  return { ...session, close };
}

function saveOf(flow: string): Save {
  return async (draft, revision) => {
    const { flow: content, layout } = fileOf(draft);
    try {
      const saved = await api('PUT /flows/:flow/draft', {
        params: { flow },
        body: { flow: content, ...(layout ? { layout } : {}) },
        ifMatch: `"${revision}"`,
      });
      return { done: 'saved', revision: saved.revision, at: saved.changedAt ?? Date.now() };
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.status === 412) return { done: 'conflict', theirs: await theirsOf(flow, error) };
      // Whoever signs in again loses nothing: it is tried until it is saved.
      if (error.isOffline || error.status === 401 || error.status >= 500) return { done: 'unreachable' };
      return { done: 'refused', message: error.detail || error.title };
    }
  };
}

async function theirsOf(flow: string, { newer }: ApiProblem): Promise<Theirs> {
  const view = await api('GET /flows/:flow/draft', { params: { flow } });
  return {
    draft: draftFrom(view),
    revision: view.revision,
    by: view.by ?? newer?.by ?? '',
    changedAt: view.changedAt ?? newer?.changedAt ?? 0,
  };
}
