import { diagnose } from '../diagnose.ts';
import { own } from '../flow.ts';
import { callsOf, operationsOf } from './calls.ts';
import { didYouMean } from './closest.ts';
import { listOf, type Rule } from './subject.ts';

/** A step has exits of its own only for outcomes that its operation has. */
export const callExits: Rule = (subject) =>
  callsOf(subject).flatMap(({ step, connection, operation }) => {
    const outcomes = own(operationsOf(subject.catalog, connection) ?? {}, operation)?.outcomes;
    const exits = step.step.params['exits'];
    if (!outcomes || !Array.isArray(exits)) return [];
    return exits.flatMap((exit: unknown, at) => {
      if (typeof exit !== 'string' || outcomes.includes(exit)) return [];
      return diagnose('unknown_result', [...step.path, 'exits', at], {
        message: `"${operation}" never ends as "${exit}".${didYouMean(exit, outcomes)}`,
        fix: outcomes.length === 0 ? 'Remove the exit.' : `Choose from ${listOf(outcomes)}.`,
      });
    });
  });
