import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import { own, type Handler } from '../flow.ts';
import { didYouMean } from './closest.ts';
import type { Rule } from './subject.ts';
import { wordFaults } from './words.ts';

/** Every global handler leads to a step, can be taken, and is not hidden by one before it. */
export const handlers: Rule = ({ flow }) => {
  const all = flow.handlers ?? [];
  const ids = Object.keys(flow.steps);
  return all.flatMap((handler, at) => {
    const path = ['flow', 'handlers', at];
    const found = handler.on === 'message' ? messageFaults(handler, path) : [];
    if (!own(flow.steps, handler.next))
      found.push(
        diagnose('missing_step', [...path, 'next'], {
          message: `The handler leads to "${handler.next}", which does not exist.${didYouMean(handler.next, ids)}`,
          fix: 'Lead the handler to a step that exists.',
        }),
      );
    const first = all.findIndex(({ on }) => on === handler.on);
    if (handler.on !== 'message' && first < at)
      found.push(
        diagnose('hidden_handler', path, {
          message: `Handler ${first + 1} takes everything that is on "${handler.on}", so this one is never used.`,
          fix: 'Remove one of the two.',
        }),
      );
    return found;
  });
};

function messageFaults(handler: Extract<Handler, { on: 'message' }>, path: Diagnostic['path']): Diagnostic[] {
  if (handler.keywords?.length || handler.pattern !== undefined)
    return wordFaults(handler, { code: 'bad_handler', path });
  return [
    diagnose('bad_handler', path, {
      message: 'The handler has no keywords and no pattern, so it takes no message.',
      fix: 'Write the words that it should take.',
    }),
  ];
}
