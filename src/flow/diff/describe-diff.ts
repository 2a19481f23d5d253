import type { StepId } from '../../base/ids.ts';
import type { JsonValue } from '../../base/json.ts';
import type { Step } from '../flow.ts';
import type { Edit, FlowDiff, ListChange, StepChange } from './diff.ts';

/** Longest value that a line shows, in characters. */
const LONGEST = 80;

/** A comparison as lines of text, the flow's own facts first. Empty for flows that mean the same. */
export function describeDiff({ facts, triggers, handlers, steps }: FlowDiff): string[] {
  return [
    ...facts.map((edit) => `Flow: ${describeEdit(edit)}`),
    ...triggers.flatMap((change) => describeListChange('Trigger', change)),
    ...handlers.flatMap((change) => describeListChange('Handler', change)),
    ...steps.flatMap(describeStepChange),
  ];
}

function describeStepChange(change: StepChange): string[] {
  const name = nameOf(change.id, change.step);
  switch (change.change) {
    case 'added':
      return [`Step ${name} is new.`];
    case 'removed':
      return [`Step ${name} is gone.`];
    case 'renamed':
      return [`Step ${name} was called "${change.from}" before.`];
    case 'changed':
      return change.edits.map((edit) => `Step ${name}: ${describeEdit(edit)}`);
  }
}

function describeListChange(what: string, change: ListChange): string[] {
  const place = `${what} ${change.at + 1}`;
  if (change.change === 'changed') return change.edits.map((edit) => `${place}: ${describeEdit(edit)}`);
  const item = `${place} (${kindOf(change.item)})`;
  if (change.change === 'moved') return [`${item} was ${what.toLowerCase()} ${change.from + 1} before.`];
  return [`${item} is ${change.change === 'added' ? 'new' : 'gone'}.`];
}

function describeEdit({ path, before, after }: Edit): string {
  const where = path.join('.');
  if (before === undefined) return `${where} is new: ${show(after)}`;
  return after === undefined ? `${where} is gone: ${show(before)}` : `${where}: ${show(before)} → ${show(after)}`;
}

function nameOf(id: StepId, { title, type }: Step): string {
  return `${title === undefined ? `"${id}"` : `"${title}" (${id})`}, ${type}`;
}

function kindOf(item: JsonValue): string {
  const { type, on = '' } = item as { type?: string; on?: string };
  return type ?? on;
}

function show(value: JsonValue | undefined): string {
  const text = JSON.stringify(value ?? null);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
