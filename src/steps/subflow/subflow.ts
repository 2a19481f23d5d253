import type { Diagnostic } from '../../base/diagnostic.ts';
import { parseDuration } from '../../base/duration.ts';
import type { FailureData } from '../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { diagnose } from '../../flow/diagnose.ts';
import type { CallRequest, RunEvent } from '../../flow/run.ts';
import type { StepContext, StepResult, StepType, StepWait } from '../../flow/step-type.ts';
import { DEFAULT_ITEM, modeOf, paramsSchema, type SubflowParams } from './params.ts';

export type { SubflowParams } from './params.ts';

/** Runs that one step may start. */
const MAX_RUNS = 100;

/** What became of one run; null while it is under way. */
type Result = JsonObject | null;

/**
 * Runs another flow, once or for each entry of a list, and waits for it or not. The runs are asked for by the
 * operation `startFlow` of the connection `rondine`, one effect for each: `done` brings `{ run, status, output }`, a run
 * that failed or was canceled gives `failed`. `memo.results` holds what became of each, in the order of the list.
 */
export const subflow: StepType<SubflowParams> = {
  type: 'subflow',
  title: 'Run flow',
  description: 'Runs another flow, once or for each entry of a list, and keeps what it gives back.',
  params: paramsSchema,
  outcomes: ({ timeout }) => ['done', ...(timeout === undefined ? [] : ['timeout']), 'failed'],
  troubles: ['timeout', 'failed'],
  pauses: false,
  calls: ({ flow }) => [flow],
  writes(params) {
    const { saveAs, each, item = DEFAULT_ITEM } = params;
    const entry = each === undefined ? {} : { [item]: 'any' };
    return saveAs === undefined ? entry : { ...entry, [saveAs]: isList(params) ? 'array' : 'object' };
  },
  gives: ({ each, item = DEFAULT_ITEM }) => (each === undefined ? {} : { [item]: { from: each, each: true } }),
  validate,
  enter(context) {
    const items = itemsOf(context);
    if ('message' in items) return { then: 'leave', outcome: 'failed', failure: items };
    const results = items.map(() => null);
    const effects = items.map((item) => requestOf(item, context));
    const over = whenOver(context, results);
    return over ?? { then: 'stay', wait: waitOf(effects, untilOf(context)), memo: { results } };
  },
  resume(context, event) {
    const results = resultsAfter(context, event);
    if (event.type !== 'elapsed')
      return (
        whenOver(context, results) ?? { then: 'stay', wait: waitOf([], context.run.wait.until), memo: { results } }
      );
    const failure = trouble('The runs did not end in the time that the step allows.', 'timeout');
    const kept = modeOf(context.params) === 'any' ? null : keptOf(context.params, results);
    return leave(context, kept, { outcome: 'timeout', failure });
  },
};

/** The entries to start a run for, or what is wrong with them. Without a list there is one run. */
function itemsOf({ params: { each }, value }: StepContext<SubflowParams>): readonly JsonValue[] | FailureData {
  if (each === undefined) return [null];
  const items = value(each);
  if (!Array.isArray(items)) return trouble('What the runs should be started for is no list.');
  if (items.length > MAX_RUNS)
    return trouble(`The list has ${items.length} entries; one step starts at most ${MAX_RUNS} runs.`);
  return items as readonly JsonValue[];
}

function requestOf(entry: JsonValue, { params, value }: StepContext<SubflowParams>): CallRequest {
  const { flow, input = {}, each, item = DEFAULT_ITEM } = params;
  const mode = modeOf(params);
  const rendered = value(input, each === undefined ? {} : { [item]: entry });
  const given = { flow, input: isObject(rendered) ? rendered : {}, together: mode === 'call' };
  const operation = { kind: 'call', connection: 'rondine', operation: 'startFlow' } as const;
  return { ...operation, input: mode === 'start' ? { ...given, wait: false } : given };
}

function untilOf({ params: { timeout }, at }: StepContext<SubflowParams>): number | undefined {
  const limit = timeout === undefined ? undefined : parseDuration(timeout);
  return limit === undefined ? undefined : at + limit;
}

function waitOf(effects: readonly CallRequest[], until: number | undefined): StepWait {
  return { for: 'effects', effects, ...(until === undefined ? {} : { until }) };
}

/** The results with the one that an event brings. */
function resultsAfter({ memo, run }: StepContext<SubflowParams>, event: RunEvent): readonly Result[] {
  const results = (Array.isArray(memo['results']) ? memo['results'] : [null]) as readonly Result[];
  if (event.type !== 'done' && event.type !== 'failed') return results;
  const result = event.type === 'done' ? event.output : { status: 'failed', failure: event.failure };
  // Effects are numbered through, so the number tells which entry it was for.
  const number = Number(event.effect.slice(event.effect.lastIndexOf('#') + 1)) - (run.entered ?? 0);
  return results.map((each, at) => (at === number ? result : each));
}

/** Leaves where what is waited for has come about; undefined where it has not. */
function whenOver(context: StepContext<SubflowParams>, results: readonly Result[]): StepResult | undefined {
  const over = results.every((result) => result !== null);
  if (modeOf(context.params) === 'any') {
    const first = results.find((result) => result !== null && !hasFailed(result));
    if (first) return leave(context, first, { outcome: 'done' });
    return over ? { then: 'leave', outcome: 'failed', failure: failureOf(results) } : undefined;
  }
  if (!over) return undefined;
  const failed = results.some(hasFailed) ? { outcome: 'failed', failure: failureOf(results) } : { outcome: 'done' };
  return leave(context, keptOf(context.params, results), failed);
}

/** What became of the runs as it is kept: in a list where a list was given. */
function keptOf(params: SubflowParams, results: readonly Result[]): JsonValue {
  return isList(params) ? results : (results[0] ?? null);
}

function isList(params: SubflowParams): boolean {
  return params.each !== undefined && modeOf(params) !== 'any';
}

function hasFailed(result: Result): boolean {
  return result !== null && result['failure'] !== undefined;
}

/** The first failure, which says how many there were. */
function failureOf(results: readonly Result[]): FailureData {
  const failures = results.filter(hasFailed).map((result) => result?.['failure'] as FailureData);
  const [first, ...others] = failures;
  if (!first) return trouble('The list is empty, so no run could end well.');
  if (others.length === 0) return first;
  return { ...first, message: `${failures.length} of ${results.length} runs failed. The first: ${first.message}` };
}

function leave(
  { params: { saveAs } }: StepContext<SubflowParams>,
  kept: JsonValue,
  exit: { outcome: string; failure?: FailureData },
): StepResult {
  return { then: 'leave', ...exit, ...(saveAs === undefined || kept === null ? {} : { set: { [saveAs]: kept } }) };
}

function trouble(message: string, code: FailureData['code'] = 'invalid'): FailureData {
  return { code, message };
}

function validate({ each, mode }: SubflowParams, path: Diagnostic['path']): Diagnostic[] {
  if (each === undefined || mode !== 'call') return [];
  return [
    diagnose('bad_params', [...path, 'mode'], {
      message: 'Only one run can talk to the contact in place of this flow, so a list cannot be called.',
      fix: 'Choose "all", "any" or "start", or put the step without a list into a loop.',
    }),
  ];
}
