import type { JsonObject } from '../base/json.ts';
import { LIMITS } from './limits.ts';
import type { Run } from './run.ts';

/** A run's variables after an edit by hand; null removes one. */
export function editedVars(run: Run, edit: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries({ ...run.vars, ...edit }).filter(([, value]) => value !== null));
}

/** True where an edit by hand leaves the run within its bounds; another one is refused as a whole. */
export function takesEdit(run: Run, edit: JsonObject): boolean {
  return sizeOf({ ...run, vars: editedVars(run, edit) }) <= LIMITS.variables;
}

/** Characters of a run's variables and of what its steps keep, written as JSON. */
export function sizeOf({ vars, memo, marks = {} }: Pick<Run, 'vars' | 'memo' | 'marks'>): number {
  return JSON.stringify([vars, memo, marks]).length;
}
