import type { StepId } from '../../../src/base/ids.ts';
import { stepOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { placesOf, type Places } from '../canvas/places.ts';
import type { StepView } from '../canvas/step-view.ts';
import type { Session } from '../session/session.ts';
import { clipboardVerbs } from './verbs/clipboard-verbs.ts';
import { createHand, type NameStep } from './verbs/hand.ts';
import { layoutVerbs } from './verbs/layout-verbs.ts';
import { stepVerbs } from './verbs/step-verbs.ts';
import { wayVerbs } from './verbs/way-verbs.ts';

/** Everything that an author does to a flow on the canvas, each as one step of undo. */
export type Verbs = ReturnType<typeof createVerbs>;

/** Makes the verbs of a session. */
export function createVerbs(session: Session, nameOf: NameStep, nameOfType: (type: string) => string) {
  const hand = createHand(session, nameOf, nameOfType);
  const { now, sizes, views } = hand;
  return {
    now: (): Draft => now(),
    /** Where everything is drawn now. */
    places: (): Places => placesOf(now(), sizes(now())),
    view: (step: StepId): StepView => views(step, stepOf(now(), step), now().flow.language),
    ...stepVerbs(hand),
    ...wayVerbs(hand),
    ...clipboardVerbs(hand),
    ...layoutVerbs(hand),
  };
}
