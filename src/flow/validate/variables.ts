import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import { variablesOf } from '../expression/template.ts';
import type { Scope } from '../run.ts';
import { didYouMean } from './closest.ts';
import { listOf, type Leaf, type Rule } from './subject.ts';

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

/** Templates read names that exist, and variables that some step writes. */
export const variables: Rule = ({ leaves, steps }) => {
  const written = new Set(steps.flatMap(({ step, type }) => Object.keys(type.writes?.(step.params) ?? {})));
  return leaves.flatMap((leaf) => variablesOf(leaf.text).flatMap((names) => check(names, leaf, written)));
};

function check([root = '', name]: readonly string[], { path }: Leaf, written: ReadonlySet<string>): Diagnostic[] {
  if (!Object.hasOwn(ROOTS, root)) {
    const fix = written.has(root) ? `Write vars.${root}.` : 'Correct the name.';
    const message = `Nothing is called "${root}"; templates read ${listOf(ROOT_NAMES)}.${didYouMean(root, ROOT_NAMES)}`;
    return [diagnose('unknown_root', path, { message, fix })];
  }
  if (root !== 'vars' || name === undefined || written.has(name)) return [];
  const message = `No step writes the variable "${name}", so it is always empty.${didYouMean(name, [...written])}`;
  return [diagnose('unwritten_variable', path, { message, fix: 'Correct the name, or add a step that writes it.' })];
}
