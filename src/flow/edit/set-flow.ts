import type { FlowSettings } from '../flow.ts';
import { change, type Draft } from './draft.ts';
import { EditError } from './edit-error.ts';

/** Facts of a flow that its author sets. */
export type FlowFacts = { name?: string; language?: string; settings?: Partial<FlowSettings> };

/** Longest name of a flow. */
const LONGEST = 200;

/** Sets facts of the flow; what is not said stays. Throws `EditError` for a name that is empty or too long. */
export function setFlow(draft: Draft, { name, language, settings }: FlowFacts): Draft {
  const words = name?.trim();
  if (words !== undefined && (words === '' || words.length > LONGEST))
    throw new EditError('bad_name', `The name of a flow has 1 to ${LONGEST} characters.`, { name: words });
  return change(draft, {
    flow: {
      ...(words === undefined ? {} : { name: words }),
      ...(language === undefined ? {} : { language }),
      settings: { ...draft.flow.settings, ...settings },
    },
  });
}
