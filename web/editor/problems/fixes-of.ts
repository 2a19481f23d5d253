import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../src/base/json.ts';
import { addStep } from '../../../src/flow/edit/add-step.ts';
import { connect } from '../../../src/flow/edit/connect.ts';
import { disconnect } from '../../../src/flow/edit/disconnect.ts';
import { idsOf, stepOf, type Draft, type StepTypes } from '../../../src/flow/edit/draft.ts';
import { removeHandler } from '../../../src/flow/edit/edit-handlers.ts';
import { addTrigger } from '../../../src/flow/edit/edit-triggers.ts';
import type { Label } from '../../../src/flow/edit/history.ts';
import { removeSteps } from '../../../src/flow/edit/remove-steps.ts';
import { setDisabled } from '../../../src/flow/edit/set-disabled.ts';
import { setParams } from '../../../src/flow/edit/set-params.ts';
import { own, pickText } from '../../../src/flow/flow.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';
import { shortenParams } from './shorten.ts';
import { exitAt, fieldPath, stepAt } from './words-of.ts';

/** An edit that mends a problem. `words` names it in the list, `label` in the history. */
export type Fix = {
  readonly key: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly label: Label;
  edit(draft: Draft): Draft;
};

type Facts = { diagnostic: Diagnostic; draft: Draft; catalog: Catalog };
type Fixes = (facts: Facts) => readonly Fix[];

/** What of an edit the fixes know. `titleOf` says what a step is called. */
const FIXES: Readonly<Record<string, Fixes>> = {
  open_exit: leadToEnd,
  open_trouble: leadToEnd,
  missing_step: cutWay,
  unknown_outcome: cutWay,
  missing_start: ({ draft }) =>
    idsOf(draft)
      .slice(0, 1)
      .map((to) => ({
        key: 'start',
        values: { title: stepOf(draft, to).title ?? to },
        label: { key: 'edit.connect', values: { from: 'start', to: stepOf(draft, to).title ?? to } },
        edit: (now) => connect(now, { from: { start: true }, to }),
      })),
  disabled_step: (facts) =>
    inStep(facts, (step) => ({
      key: 'enable',
      label: { key: 'edit.enableSteps', values: { count: 1 } },
      edit: (now) => setDisabled(now, { steps: [step], disabled: false }),
    })),
  unreachable_step: (facts) =>
    inStep(facts, (step) => ({
      key: 'remove',
      label: { key: 'edit.removeSteps', values: { count: 1 } },
      edit: (now) => removeSteps(now, { steps: [step] }, facts.catalog.types),
    })),
  missing_language: fillLanguages,
  channel_loss: shorten,
  channel_split: shorten,
  no_trigger: () => [
    {
      key: 'trigger',
      label: { key: 'edit.addTrigger' },
      edit: (now) => addTrigger(now, { trigger: { type: 'message' } }),
    },
  ],
  bad_handler: dropHandler,
  hidden_handler: dropHandler,
};

/** The edits that mend a problem; none where only its author can know what was meant. */
export function fixesOf(diagnostic: Diagnostic, draft: Draft, catalog: Catalog): readonly Fix[] {
  return own(FIXES, diagnostic.code)?.({ diagnostic, draft, catalog }) ?? [];
}

type StepName = NonNullable<ReturnType<typeof stepAt>>;

function inStep({ diagnostic, draft }: Facts, fix: (step: StepName) => Fix): Fix[] {
  const step = stepAt(diagnostic.path);
  return step !== undefined && own(draft.flow.steps, step) ? [fix(step)] : [];
}

/** The first end there is, and a new one. */
function leadToEnd(facts: Facts): Fix[] {
  const { diagnostic, draft, catalog } = facts;
  const outcome = exitAt(diagnostic, draft);
  const end = idsOf(draft).find((id) => isEnd(draft, id, catalog.types));
  return inStep(facts, (step): Fix => {
    const from = { step, outcome: outcome ?? '' };
    const exit = outcome ?? '';
    if (end === undefined)
      return {
        key: 'newEnd',
        values: { exit },
        label: { key: 'edit.addStep', values: { title: 'end' } },
        edit: (now) => addStep(now, { type: 'end', after: from }, catalog.types).draft,
      };
    const title = stepOf(draft, end).title ?? end;
    return {
      key: 'toEnd',
      values: { exit, title },
      label: { key: 'edit.connect', values: { from: exit, to: title } },
      edit: (now) => connect(now, { from, to: end }),
    };
  }).filter(() => outcome !== undefined);
}

/** A step that ends the run well: one without exits that is no failure. */
function isEnd(draft: Draft, id: StepName, { steps }: StepTypes): boolean {
  const { type, params } = stepOf(draft, id);
  const known = own(steps, type);
  return type === 'end' && known !== undefined && (params['as'] ?? 'completed') === 'completed';
}

function cutWay(facts: Facts): Fix[] {
  const outcome = exitAt(facts.diagnostic, facts.draft);
  return outcome === undefined
    ? []
    : inStep(facts, (step) => ({
        key: 'disconnect',
        label: { key: 'edit.disconnect', values: { from: outcome } },
        edit: (now) => disconnect(now, { from: { step, outcome } }),
      }));
}

function dropHandler({ diagnostic: { path } }: Facts): Fix[] {
  const [, part, at] = path;
  return part === 'handlers' && typeof at === 'number'
    ? [{ key: 'removeHandler', label: { key: 'edit.removeHandler' }, edit: (now) => removeHandler(now, { at }) }]
    : [];
}

/** The text in all languages that other texts of the flow have: with the words of the flow's language, to be translated. */
function fillLanguages(facts: Facts): Fix[] {
  const { diagnostic, catalog } = facts;
  const place = fieldPath(diagnostic.path);
  const lacking = [...diagnostic.message.matchAll(/"([^"]+)"/g)].flatMap(([, tag]) => tag ?? []);
  if (!place || lacking.length === 0) return [];
  return inStep(facts, (step) => ({
    key: 'addLanguages',
    label: { key: 'edit.addLanguage' },
    edit: (now) => {
      const params = changeAt(stepOf(now, step).params, place, (text) => {
        if (!isObject(text)) return text;
        const words = pickText(text as Readonly<Record<string, string>>, undefined, now.flow.language);
        return { ...Object.fromEntries(lacking.map((tag) => [tag, words])), ...text };
      });
      return setParams(now, { step, params: params as JsonObject }, catalog.types).draft;
    },
  }));
}

function changeAt(
  value: JsonValue,
  [name, ...rest]: Diagnostic['path'],
  change: (value: JsonValue) => JsonValue,
): JsonValue {
  if (name === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item: JsonValue, at) => (at === name ? changeAt(item, rest, change) : item));
  const member = isObject(value) ? own(value, String(name)) : undefined;
  return isObject(value) && member !== undefined ? { ...value, [name]: changeAt(member, rest, change) } : value;
}

function shorten(facts: Facts): Fix[] {
  const { diagnostic, draft, catalog } = facts;
  const channel = /^On "([^"]+)"/.exec(diagnostic.message)?.[1];
  const capabilities = channel === undefined ? undefined : own(catalog.types.channels, channel);
  if (channel === undefined || !capabilities) return [];
  return inStep(facts, (step) => ({
    key: 'shorten',
    values: { channel },
    label: { key: 'edit.setParams', values: { title: stepOf(draft, step).title ?? step } },
    edit: (now) => {
      const params = shortenParams(stepOf(now, step), capabilities, catalog.types);
      return setParams(now, { step, params }, catalog.types).draft;
    },
  })).filter(({ edit }) => edit(draft) !== draft);
}
