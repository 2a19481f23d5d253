import type { FlowId } from '../base/ids.ts';
import { canonicalJson, type JsonObject } from '../base/json.ts';
import type { DraftRecord, FlowRecord } from '../store/records.ts';
import { FlowRefusal, managedRefusal, staleRefusal, unknownRefusal } from './flow-refusal.ts';
import { contentOf, hashOf, type Content, type Shelf } from './flow-shelf.ts';

/** Who changes a draft, when, and which revision of it they saw: 0 where there was none. */
export type DraftChange = { by: string; at: number; revision: number };

/**
 * What authors work on. One draft per flow, kept after publishing; a change that is based on an older revision is
 * refused, and so is every change of a flow that is managed by a folder. Refusals are thrown as `FlowRefusal`.
 */
export type FlowDrafts = {
  get(id: FlowId): DraftRecord | undefined;
  all(): readonly DraftRecord[];
  /** True where publishing the draft would make a new version. */
  hasChanges(id: FlowId): boolean;
  /** Keeps a draft; where it is the same as before nothing changes. */
  save(flow: Content, change: DraftChange & { layout?: JsonObject }): Promise<DraftRecord>;
  /** Takes all changes since the last version back; the layout stays. */
  discard(id: FlowId, change: DraftChange): Promise<DraftRecord>;
  /** Makes an older version the draft. */
  restore(id: FlowId, version: number, change: DraftChange): Promise<DraftRecord>;
  /** Makes a draft of its own out of a flow's draft or newest version. */
  duplicate(of: FlowId, copy: { id: FlowId; name: string; by: string; at: number }): Promise<DraftRecord>;
  /** Deletes a flow that was never published. */
  remove(id: FlowId, revision: number): Promise<void>;
};

/** Drafts over what is stored. */
export function createDrafts(shelf: Shelf): FlowDrafts {
  const { alone } = shelf;
  const write = async (content: Content, change: DraftChange & { layout?: JsonObject }): Promise<DraftRecord> => {
    const draft = openDraft(shelf, content.id, change.revision);
    const layout = change.layout ?? draft?.layout;
    if (draft && hashOf(content) === hashOf(draft.content) && canonicalJson(layout) === canonicalJson(draft.layout))
      return draft;
    const record: DraftRecord = {
      key: content.id,
      content,
      ...(layout === undefined ? {} : { layout }),
      revision: change.revision + 1,
      changedAt: change.at,
      by: change.by,
    };
    await shelf.commit([{ op: 'draft', record }]);
    return record;
  };
  return {
    get: (id) => shelf.draft(id),
    all: () => shelf.drafts(),
    hasChanges(id) {
      const draft = shelf.draft(id);
      const current = shelf.versions(id).find((record) => record.current);
      return draft !== undefined && current?.hash !== hashOf(draft.content);
    },
    save: (flow, change) => alone(() => write(flow, change)),
    discard: (id, change) => alone(async () => write(contentOf(lastOf(shelf, id)), change)),
    restore: (id, version, change) => alone(async () => write(contentOf(versionOf(shelf, id, version)), change)),
    duplicate: (of, { id, name, by, at }) =>
      alone(async () => {
        if (shelf.flows().includes(id))
          throw new FlowRefusal('taken', id, {
            message: `There is a flow "${id}" already. Give the copy an id of its own.`,
          });
        const draft = shelf.draft(of);
        const content = draft?.content ?? contentOf(lastOf(shelf, of));
        const layout = draft?.layout;
        return write({ ...content, id, name }, { by, at, revision: 0, ...(layout ? { layout } : {}) });
      }),
    remove: (id, revision) =>
      alone(async () => {
        const draft = openDraft(shelf, id, revision);
        if (!draft) throw unknownRefusal(id, `A draft of "${id}"`);
        if (shelf.versions(id).length > 0)
          throw new FlowRefusal('published', id, {
            message: `The flow "${id}" was published, and its history stays. Unpublish it, so that nothing starts it.`,
          });
        await shelf.commit([{ op: 'drop', draft }]);
      }),
  };
}

/** The draft that a change is based on. Throws where the flow is managed or the draft was changed meanwhile. */
export function openDraft(shelf: Shelf, id: FlowId, revision: number): DraftRecord | undefined {
  const folder = managerOf(shelf, id);
  if (folder !== undefined) throw managedRefusal(id, folder);
  const draft = shelf.draft(id);
  if ((draft?.revision ?? 0) !== revision) throw staleRefusal(id, revision, draft);
  return draft;
}

/** The folder that a flow is read from, and changed in. */
export function managerOf(shelf: Shelf, id: FlowId): string | undefined {
  const { dir, flows = [] } = shelf.loaded();
  return flows.includes(id) ? dir : undefined;
}

/** One version of a flow. Throws where there is none. */
export function versionOf(shelf: Shelf, id: FlowId, version: number): FlowRecord {
  const found = shelf.versions(id).find((record) => record.version === version);
  if (!found) throw unknownRefusal(id, `Version ${version} of "${id}"`);
  return found;
}

/** The current version, or the newest where none is. */
function lastOf(shelf: Shelf, id: FlowId): FlowRecord {
  const versions = shelf.versions(id);
  const found = versions.find((record) => record.current) ?? versions.at(-1);
  if (!found) throw unknownRefusal(id, `A published version of "${id}"`);
  return found;
}
