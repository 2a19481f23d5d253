import type { FlowId } from '../base/ids.ts';
import type { DraftRecord } from '../store/records.ts';

/**
 * Why a change of a flow is refused.
 * - `stale`: somebody else changed the draft meanwhile
 * - `managed`: the flow belongs to a folder of files and is changed there
 * - `unknown`: there is no such flow, version or draft
 * - `taken`: another flow has the id
 * - `published`: it was published, so that runs and the history know it
 */
export type RefusalReason = 'stale' | 'managed' | 'unknown' | 'taken' | 'published';

/** A change of a flow that is not made; nothing of it was written. The message says why and what to do. */
export class FlowRefusal extends Error {
  readonly reason: RefusalReason;
  readonly flow: FlowId;
  /** Of `stale`: who changed the draft, when, and its revision now. */
  readonly newer: Pick<DraftRecord, 'by' | 'changedAt' | 'revision'> | undefined;

  constructor(reason: RefusalReason, flow: FlowId, said: { message: string; newer?: FlowRefusal['newer'] }) {
    super(said.message);
    this.name = 'FlowRefusal';
    this.reason = reason;
    this.flow = flow;
    this.newer = said.newer;
  }
}

/** The draft was changed by somebody else, or is gone, since the author loaded it. */
export function staleRefusal(flow: FlowId, based: number, draft: DraftRecord | undefined): FlowRefusal {
  if (!draft)
    return new FlowRefusal('stale', flow, {
      message: `The draft of "${flow}" that this change is based on (revision ${based}) is gone. Load the flow again and repeat the change.`,
    });
  const { by, changedAt, revision } = draft;
  const when = new Date(changedAt).toISOString();
  return new FlowRefusal('stale', flow, {
    message: `The draft of "${flow}" was changed by ${by} at ${when} (revision ${revision}), after revision ${based} that this change is based on. Load it again and repeat the change.`,
    newer: { by, changedAt, revision },
  });
}

/** The flow is read from files. */
export function managedRefusal(flow: FlowId, folder: string): FlowRefusal {
  return new FlowRefusal('managed', flow, {
    message: `The flow "${flow}" is managed by ${folder}: change its file there and start again, or duplicate the flow and change the copy.`,
  });
}

/** Something that is named does not exist. */
export function unknownRefusal(flow: FlowId, what: string): FlowRefusal {
  return new FlowRefusal('unknown', flow, { message: `${what} does not exist. Load the list again and choose one.` });
}
