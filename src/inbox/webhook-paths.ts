import type { FlowId } from '../base/ids.ts';
import type { Flow } from '../flow/flow.ts';
import { triggersOf, type WebhookTrigger } from '../flow/trigger.ts';

/** The flow that calls to a path start, and its triggers there. */
export type WebhookPlace = { flow: Flow; triggers: readonly WebhookTrigger[] };

/** Who is called at `/webhooks/<path>`: of several flows the first by id; undefined where there is none. */
export function webhookAt(flows: readonly Flow[], path: string): WebhookPlace | undefined {
  let found: WebhookPlace | undefined;
  for (const flow of flows) {
    const triggers = triggersOf(flow, 'webhook').filter((trigger) => trigger.path === path);
    if (triggers.length > 0 && (!found || flow.id < found.flow.id)) found = { flow, triggers };
  }
  return found;
}

/** A path that several flows ask for; only the first of them is called. */
export type WebhookConflict = { path: string; flows: readonly [FlowId, FlowId, ...FlowId[]] };

/** The paths that more than one of these flows asks for, with their flows by id: for the checks before publishing. */
export function webhookConflicts(flows: readonly Pick<Flow, 'id' | 'triggers'>[]): WebhookConflict[] {
  const byPath = new Map<string, Set<FlowId>>();
  for (const flow of flows) {
    for (const { path } of triggersOf(flow, 'webhook')) byPath.set(path, (byPath.get(path) ?? new Set()).add(flow.id));
  }
  return [...byPath].flatMap(([path, those]) => {
    const [first, second, ...others] = [...those].sort();
    return first && second ? [{ path, flows: [first, second, ...others] as const }] : [];
  });
}
