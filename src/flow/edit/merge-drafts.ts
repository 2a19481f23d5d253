import type { StepId } from '../../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { own, type Flow, type Handler } from '../flow.ts';
import type { Layout } from '../layout.ts';
import { compareDrafts, partOf, stepsOfAll, whose, type Place, type Sides } from './compare-drafts.ts';
import { change, type Draft } from './draft.ts';
import { removeDanglingEdges } from './remove-dangling-edges.ts';
import { forgetSteps } from './remove-steps.ts';

/** Which side is taken where both changed a part, by the name of its place. */
export type Choices = Readonly<Record<string, 'mine' | 'theirs'>>;

/** The name of a place, for choices: `step:ask-name`, `triggers`. */
export function nameOfPlace(place: Place): string {
  return 'step' in place ? `step:${place.step}` : place.part;
}

/**
 * Makes one draft of two that began as one. What one side changed is taken from it; where both did, the choice counts,
 * and mine where nothing was chosen. Layouts are put together member by member. Ways to steps that are gone are taken
 * away. The format of files stays valid.
 */
export function mergeDrafts(sides: Sides, choices: Choices = {}): Draft {
  const chosen = chooser(sides, choices);
  const ids = stepsOfAll([sides.mine, sides.theirs, sides.base]);
  const steps = ids.map((step) => [step, chosen({ step })] as const).filter(([, step]) => step !== undefined);
  const handlers = chosen({ part: 'handlers' }) as JsonValue as readonly Handler[];
  const merged = change(sides.mine, {
    flow: {
      ...(chosen({ part: 'settings' }) as Pick<Flow, 'name' | 'language' | 'settings'>),
      start: chosen({ part: 'start' }) as StepId,
      triggers: chosen({ part: 'triggers' }) as JsonValue as Flow['triggers'],
      ...(sides.mine.flow.handlers || handlers.length > 0 ? { handlers } : {}),
      steps: Object.fromEntries(steps) as JsonValue as Flow['steps'],
    },
    layout: mergedLayout(sides, choices['layout']),
  });
  const isGone = (id: StepId) => !own(merged.flow.steps, id);
  const layout = forgetSteps(merged.layout, new Set(ids.filter(isGone)));
  return change(removeDanglingEdges(merged).draft, { layout });
}

/** What is taken at a place. */
function chooser(sides: Sides, choices: Choices): (place: Place) => JsonValue | undefined {
  const differences = new Map(compareDrafts(sides).map((each) => [nameOfPlace(each.place), each]));
  return (place) => {
    const name = nameOfPlace(place);
    const { kind } = differences.get(name) ?? {};
    const isTheirs = kind === 'onlyTheirs' || (kind === 'both' && choices[name] === 'theirs');
    return partOf(isTheirs ? sides.theirs : sides.mine, place);
  };
}

/** Layouts put together: for each note, group, pin and place the side that changed it, and one of them where both did. */
function mergedLayout({ base, mine, theirs }: Sides, preferred: Choices[string] = 'mine'): Layout {
  const [was, here, there] = [base, mine, theirs].map(({ layout }) => layout as JsonObject) as [
    JsonObject,
    JsonObject,
    JsonObject,
  ];
  const parts = [...new Set([...Object.keys(here), ...Object.keys(there)])];
  const merged = parts.map((part) => {
    const sides = { was: was[part], here: here[part], there: there[part] };
    return [part, part === 'triggers' ? taken(sides, preferred) : mergedMembers(sides, preferred)] as const;
  });
  return Object.fromEntries(merged) as Layout;
}

type Values = { was: JsonValue | undefined; here: JsonValue | undefined; there: JsonValue | undefined };

function mergedMembers({ was, here, there }: Values, preferred: 'mine' | 'theirs'): JsonObject {
  const [before, mine, theirs] = [was, here, there].map((part) => (isObject(part) ? part : {})) as [
    JsonObject,
    JsonObject,
    JsonObject,
  ];
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const members = names.map((name) => {
    const values = { was: own(before, name), here: own(mine, name), there: own(theirs, name) };
    return [name, taken(values, preferred)] as const;
  });
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

function taken({ was, here, there }: Values, preferred: 'mine' | 'theirs'): JsonValue | undefined {
  const kind = whose(was, here, there);
  return kind === 'onlyTheirs' || (kind === 'both' && preferred === 'theirs') ? there : here;
}
