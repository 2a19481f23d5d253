import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import { variablesOf } from '../expression/template.ts';
import type { Scope } from '../run.ts';
import { didYouMean } from './closest.ts';
import { membersOf, type Shape } from './shapes.ts';
import { listOf, type Leaf, type Rule } from './subject.ts';
import { worldOf, type World } from './world.ts';

const ROOTS: Readonly<Record<keyof Scope, true>> = {
  vars: true,
  contact: true,
  conversation: true,
  message: true,
  event: true,
  flow: true,
  run: true,
  failure: true,
  input: true,
  settings: true,
  secrets: true,
};
const ROOT_NAMES = Object.keys(ROOTS);

/** Templates read names that exist: roots, variables that some step writes, and members that their values have. */
export const variables: Rule = (subject) => {
  const world = worldOf(subject);
  return subject.leaves.flatMap((leaf) => variablesOf(leaf.text).flatMap((names) => check(names, leaf, world)));
};

function check(names: readonly string[], { path }: Leaf, world: World): Diagnostic[] {
  const [root = '', name] = names;
  if (!Object.hasOwn(ROOTS, root)) {
    const fix = world.written.has(root) ? `Write vars.${root}.` : 'Correct the name.';
    const message = `Nothing is called "${root}"; templates read ${listOf(ROOT_NAMES)}.${didYouMean(root, ROOT_NAMES)}`;
    return [diagnose('unknown_root', path, { message, fix })];
  }
  if (root !== 'vars' || name === undefined || world.written.has(name)) return unknownMember(names, path, world);
  const message = `No step writes the variable "${name}", so it is always empty.${didYouMean(name, [...world.written])}`;
  return [diagnose('unwritten_variable', path, { message, fix: 'Correct the name, or add a step that writes it.' })];
}

/** The first name on a path that is certain to lead to nothing. */
function unknownMember(names: readonly string[], path: Diagnostic['path'], world: World): Diagnostic[] {
  const end = names.findIndex((_, at) => world.at(names.slice(0, at + 1)) === 'missing');
  if (end === -1) return [];
  const [before, name = ''] = [names.slice(0, end), names[end]];
  const members = membersOf(world.at(before) as Shape);
  return [
    diagnose('unknown_member', path, {
      message: `"${before.join('.')}" has no "${name}", so this is always empty.${didYouMean(name, members)}`,
      fix: members.length === 0 ? 'Read the value itself.' : `Choose one of ${listOf(members)}.`,
    }),
  ];
}
