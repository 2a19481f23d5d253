import type { Answer } from '../command.ts';
import type { Repaired } from '../../control/runs.ts';
import { standing, stateSpan } from './describe.ts';

/** How a run stands after somebody has repaired it. */
export function repairedAnswer(repaired: Repaired, now: number): Answer {
  const { after } = repaired;
  const line = [
    `Run ${after.id} at ${after.at ?? 'its start'}: `,
    stateSpan(after.status),
    `  ${standing(after, now)}`,
  ];
  return { json: repaired, text: [line] };
}
