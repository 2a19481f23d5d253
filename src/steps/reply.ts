import type { MessageContext } from '../flow/event-context.ts';
import type { StepContext, StepWait } from '../flow/step-type.ts';

const REMARKS: ReadonlySet<string> = new Set(['reaction', 'edit', 'revoke']);

/** True for a message that says something about an earlier one instead of answering. */
export function isRemark({ content }: MessageContext): boolean {
  return REMARKS.has(content.kind);
}

/** The wait for a reply that a run is in, once more and to the same end. */
export function sameReplyWait({ run: { wait }, at }: StepContext): StepWait {
  const { until = at, since, receipts } = wait;
  return { for: 'reply', until, ...(since === undefined ? {} : { since }), ...(receipts ? { receipts } : {}) };
}
