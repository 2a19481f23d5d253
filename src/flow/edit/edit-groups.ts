import type { StepId } from '../../base/ids.ts';
import { own } from '../flow.ts';
import type { Group } from '../layout.ts';
import { change, stepOf, without, type Draft } from './draft.ts';
import { EditError } from './edit-error.ts';
import { freshName, slugOf } from './new-name.ts';

/** Puts steps into a group of their own, out of those that they were in. Throws `EditError` without a step, and for an unknown one. */
export function addGroup(
  draft: Draft,
  { steps, title, colour }: { steps: readonly StepId[]; title: string; colour?: string },
): { draft: Draft; group: string } {
  if (steps.length === 0) throw new EditError('unknown_step', 'A group needs a step: choose some first.');
  const name = freshName(slugOf(title) || 'group', new Set(Object.keys(draft.layout.groups)));
  const group: Group = { title, steps: [], ...(colour === undefined ? {} : { colour }) };
  const groups = { ...draft.layout.groups, [name]: group };
  const made = { ...draft, layout: { ...draft.layout, groups } };
  return { draft: changeGroup(made, { group: name, change: { steps } }), group: name };
}

/**
 * Changes a group: its title, its steps, its colour, whether it is collapsed. Steps leave the groups that they were in,
 * and groups that have none left go. Throws `EditError` for an unknown group or step.
 */
export function changeGroup(
  draft: Draft,
  { group: name, change: other }: { group: string; change: Partial<Group> },
): Draft {
  const group = groupOf(draft, name);
  const taken = new Set(other.steps);
  for (const step of taken) stepOf(draft, step);
  const { colour, collapsed, ...facts } = { ...group, ...other, ...(other.steps ? { steps: [...taken] } : {}) };
  const made: Group = {
    ...facts,
    ...(collapsed ? { collapsed } : {}),
    ...(colour === undefined || colour === '' ? {} : { colour }),
  };
  const others = Object.entries(without(draft.layout.groups, [name])).map(
    ([each, { steps, ...rest }]) => [each, { ...rest, steps: steps.filter((step) => !taken.has(step)) }] as const,
  );
  const kept = [...others, [name, made] as const].filter(([, { steps }]) => steps.length > 0);
  return withGroups(draft, Object.fromEntries(kept));
}

/** Takes groups apart; their steps stay where they are. Throws `EditError` for an unknown group. */
export function removeGroups(draft: Draft, { groups }: { groups: readonly string[] }): Draft {
  for (const name of groups) groupOf(draft, name);
  return withGroups(draft, without(draft.layout.groups, groups));
}

/** Shows groups as one box, or their steps again; without names all of them. Throws `EditError` for an unknown group. */
export function collapseGroups(
  draft: Draft,
  { groups = Object.keys(draft.layout.groups), collapsed }: { groups?: readonly string[]; collapsed: boolean },
): Draft {
  return groups.reduce((made, group) => changeGroup(made, { group, change: { collapsed } }), draft);
}

function withGroups(draft: Draft, groups: Readonly<Record<string, Group>>): Draft {
  return change(draft, { layout: { groups } });
}

function groupOf({ layout }: Draft, name: string): Group {
  const group = own(layout.groups, name);
  if (group) return group;
  throw new EditError('unknown_place', `There is no group "${name}".`, { group: name });
}
