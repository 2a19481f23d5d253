import type { StepId } from '../base/ids.ts';
import type { Run } from './run.ts';
import type { Leave } from './step-type.ts';

/** The run with what a step that is left writes down for its next visit, and without what it lets other steps forget. */
export function withMarks(run: Run, stepId: StepId, { mark, forget = [] }: Pick<Leave, 'mark' | 'forget'>): Run {
  const { marks: former = {}, ...rest } = run;
  const marks = Object.fromEntries(Object.entries(former).filter(([step]) => !forget.includes(step)));
  if (mark === null) delete marks[stepId];
  else if (mark !== undefined) marks[stepId] = mark;
  return Object.keys(marks).length === 0 ? rest : { ...rest, marks };
}
