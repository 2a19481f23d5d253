import type { Visit } from '../../src/control/run-history.ts';
import type { Exit } from '../../src/flow/edit/ends.ts';
import { own, type Flow } from '../../src/flow/flow.ts';
import type { LitPath } from '../editor/session/state.ts';

/**
 * The way of a run by a moment as the canvas lights it. Which exit was taken is told by where it led: where several of a
 * step lead to the same place, all of them are lit; where none does (a handler took over), none is.
 */
export function litPathOf(visits: readonly Visit[], flow: Pick<Flow, 'steps' | 'start'>): LitPath {
  const taken = new Map<string, Exit>();
  for (const [index, { step }] of visits.entries()) {
    const before = visits[index - 1];
    if (!before) {
      if (step === flow.start) taken.set('', { start: true });
      continue;
    }
    const next = own(flow.steps, before.step)?.next ?? {};
    for (const [outcome, to] of Object.entries(next))
      if (to === step) taken.set(`${before.step}/${outcome}`, { step: before.step, outcome });
  }
  return {
    at: visits.at(-1)?.step,
    taken: [...taken.values()],
    visited: [...new Set(visits.map(({ step }) => step))],
  };
}
