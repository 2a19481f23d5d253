import type { JsonObject } from '../../base/json.ts';
import { Failure, type FailureCode } from '../../base/failure.ts';
import { ControlError, type ControlErrorCode } from '../../control/control.ts';
import { FlowRefusal, type RefusalReason } from '../../engine/flow-refusal.ts';
import { Problem, type ProblemName } from '../problem.ts';
import { asJson } from './read-input.ts';
import type { World } from './route.ts';

const OF_CONTROL: Readonly<Record<Exclude<ControlErrorCode, 'defect'>, ProblemName>> = {
  unknown: 'not-found',
  stale: 'stale',
  taken: 'taken',
  refused: 'refused',
  invalid: 'unfit',
  unreachable: 'out-of-reach',
};

const OF_FLOWS: Readonly<Record<RefusalReason, ProblemName>> = {
  stale: 'stale',
  managed: 'refused',
  unknown: 'not-found',
  taken: 'taken',
  published: 'refused',
};

const OF_FAILURES: Readonly<Record<Exclude<FailureCode, 'defect'>, ProblemName>> = {
  rate_limited: 'out-of-reach',
  unavailable: 'out-of-reach',
  timeout: 'out-of-reach',
  unknown_outcome: 'out-of-reach',
  auth: 'refused-outside',
  denied: 'refused-outside',
  invalid: 'refused-outside',
  unsupported: 'refused-outside',
  not_found: 'refused-outside',
  conflict: 'refused-outside',
  window_closed: 'refused-outside',
};

/** Whatever a handler threw, as what the caller is answered: a `Problem`, or the thrown value where it is our fault. */
export function toProblem(thrown: unknown, { parts }: Pick<World, 'parts'>): unknown {
  if (thrown instanceof ControlError && thrown.code !== 'defect') {
    const more = thrown.findings.length > 0 ? { findings: asJson(thrown.findings) } : {};
    return new Problem(OF_CONTROL[thrown.code], thrown.fact, { cause: thrown, more });
  }
  if (thrown instanceof FlowRefusal)
    return new Problem(OF_FLOWS[thrown.reason], thrown.message, { cause: thrown, more: moreOf(thrown, parts) });
  if (thrown instanceof Failure && thrown.code !== 'defect') {
    const { code, providerCode, providerMessage, fields } = thrown.data;
    const failure: JsonObject = { code, providerCode, providerMessage, fields };
    return new Problem(OF_FAILURES[thrown.code], thrown.message, { cause: thrown, more: { failure } });
  }
  return thrown;
}

/** Of a stale change: the draft as it is now, so that both can be laid side by side. */
function moreOf({ reason, flow, newer }: FlowRefusal, { flows }: World['parts']): JsonObject {
  if (reason !== 'stale' || !newer) return { reason };
  const draft = flows.drafts.get(flow);
  const content = draft ? { flow: draft.content, layout: draft.layout } : {};
  return { reason, newer: { ...newer, ...content } };
}
