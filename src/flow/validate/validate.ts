import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject } from '../../base/json.ts';
import { diagnose } from '../diagnose.ts';
import { checkFlowShape, MAX_FILE_DEPTH } from '../flow-file.ts';
import type { Flow } from '../flow.ts';
import type { Catalog } from './catalog.ts';
import { approvedMessages } from './approved-messages.ts';
import { callInput } from './call-input.ts';
import { callExits } from './call-exits.ts';
import { calls } from './calls.ts';
import { channelLimits } from './channel-limits.ts';
import { conditions } from './conditions.ts';
import { disabledSteps } from './disabled-steps.ts';
import { deadEnds } from './dead-ends.ts';
import { durations } from './durations.ts';
import { earlyReads } from './early-reads.ts';
import { endlessLoops } from './endless-loops.ts';
import { exits } from './exits.ts';
import { handlers } from './handlers.ts';
import { ladders } from './ladders.ts';
import { languages } from './languages.ts';
import { missingSteps } from './missing-steps.ts';
import { names } from './names.ts';
import { patterns } from './patterns.ts';
import { retries } from './retries.ts';
import { plainSecrets } from './plain-secrets.ts';
import { settings } from './settings.ts';
import { stepParams } from './step-params.ts';
import { subjectOf, type Rule } from './subject.ts';
import { templates } from './templates.ts';
import { triggers } from './triggers.ts';
import { types } from './types.ts';
import { unreachable } from './unreachable.ts';
import { replyWindow } from './window.ts';
import { variables } from './variables.ts';

/** Every rule, in the order in which findings are shown. */
const RULES: readonly Rule[] = [
  settings,
  triggers,
  handlers,
  missingSteps,
  stepParams,
  exits,
  disabledSteps,
  unreachable,
  endlessLoops,
  deadEnds,
  templates,
  variables,
  earlyReads,
  types,
  conditions,
  patterns,
  durations,
  retries,
  calls,
  callInput,
  callExits,
  names,
  languages,
  channelLimits,
  ladders,
  replyWindow,
  approvedMessages,
  plainSecrets,
];

/**
 * Checks a flow and returns all that is wrong with it, or doubtful; an empty list means that it can be published.
 * Takes any JSON: a flow of the wrong outer form gives what is wrong with the form and nothing more. Never throws.
 */
export function validate(flow: unknown, catalog: Catalog): Diagnostic[] {
  if (isDeeper(flow, MAX_FILE_DEPTH))
    return [
      diagnose('too_large', ['flow'], {
        message: `The flow is nested deeper than ${MAX_FILE_DEPTH} levels.`,
        fix: 'Take values apart into several variables.',
      }),
    ];
  const found = checkFlowShape(flow);
  if (found.length > 0) return found;
  const subject = subjectOf(flow as Flow, catalog);
  return RULES.flatMap((rule) => rule(subject));
}

function isDeeper(value: unknown, levels: number): boolean {
  if (!Array.isArray(value) && !isObject(value)) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}
