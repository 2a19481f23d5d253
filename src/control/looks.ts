import { parseDuration } from '../base/duration.ts';
import { id, type FlowId } from '../base/ids.ts';
import type { FlowBook } from '../engine/flow-book.ts';
import { explainFate, fatesOf, type RecordFate } from '../inbox/record-fates.ts';
import { SHORTEST_PAUSE_MS } from '../inbox/polling.ts';
import type { ConnectionTrigger, Trigger } from '../flow/trigger.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { missing, type ControlParts } from './control.ts';
import { usageOf } from './usage.ts';

/** A look that a trigger takes at an outside system, again and again. */
export type Look = {
  flow: FlowId;
  /** Position of the trigger in the flow. */
  trigger: number;
  connection: string;
  poll: string;
  every: string;
  /** Looks in 24 hours. Each is one call at least. */
  perDay: number;
};

/** One thing that a look found, and why it did or did not start the flow. */
export type ExplainedRecord = { flow: FlowId; trigger: number; connection: string; reason: string } & RecordFate;

const DAY_MS = 24 * 60 * 60_000;

/** The looks that the published flows take, over one connection where one is named. */
export function looksOf(flows: Pick<FlowBook, 'current'>, connection?: string): Look[] {
  return flows.current().flatMap((flow) =>
    flow.triggers.flatMap((trigger, at) => {
      if (trigger.type !== 'connection' || (connection !== undefined && trigger.connection !== connection)) return [];
      return [{ flow: flow.id, trigger: at, ...plainLook(trigger), perDay: perDay(trigger) }];
    }),
  );
}

/** A look that takes more of a system's daily calls than this is pointed out before a flow is published. */
const COSTLY_SHARE = 0.1;

/** Says of the looks of a flow that take a large part of the daily calls of a system what they cost. */
export async function costlyLooks(parts: ControlParts, triggers: readonly Trigger[]): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const [at, trigger] of triggers.entries()) {
    const connection = trigger.type === 'connection' && parts.connections.get(id.connection(trigger.connection));
    const usage = connection && (await usageOf(parts, connection));
    if (!usage || trigger.type !== 'connection' || perDay(trigger) < usage.most * COSTLY_SHARE) continue;
    const share = ((perDay(trigger) / usage.most) * 100).toFixed(1);
    found.push({
      code: 'costly_look',
      severity: 'warning',
      path: ['flow', 'triggers', at, 'every'],
      message: `Looking every ${trigger.every} is ${perDay(trigger)} calls a day, ${share} % of the ${usage.most} that "${trigger.connection}" allows for everything.`,
      fix: 'Look less often, unless news has to come so fast.',
    });
  }
  return found;
}

const plainLook = ({ connection, poll, every }: ConnectionTrigger) => ({ connection, poll, every });

function perDay({ every }: ConnectionTrigger): number {
  return Math.round(DAY_MS / Math.max(SHORTEST_PAUSE_MS, parseDuration(every) ?? DAY_MS));
}

/** Says what became of a record that looks found. */
export function recordFunctions({ flows, store }: ControlParts) {
  return {
    'flows.whyRecord': async ({ record }: { record: string }): Promise<ExplainedRecord[]> => {
      const looks = looksOf(flows);
      const found: ExplainedRecord[] = [];
      for (const { flow, trigger, connection } of looks) {
        const fates = await fatesOf({ connection: id.connection(connection), flow, trigger }, store);
        for (const fate of fates)
          if (fate.record === record || fate.id === record)
            found.push({ flow, trigger, connection, ...fate, reason: explainFate(fate) });
      }
      if (found.length > 0) return found.toSorted((left, right) => left.at - right.at);
      const why =
        looks.length === 0
          ? 'No published flow looks at another system'
          : 'No look found it lately: it does not fit what the triggers ask for, the connected user may not see it, or that user changed it last';
      return missing(`record "${record}" among what looks found`, why);
    },
  };
}
