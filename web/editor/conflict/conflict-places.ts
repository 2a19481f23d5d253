import {
  compareDrafts,
  type Difference,
  type Place,
  type Sides,
  type Whose,
} from '../../../src/flow/edit/compare-drafts.ts';
import { nameOfPlace, type Choices } from '../../../src/flow/edit/merge-drafts.ts';
import { diff } from '../../../src/flow/diff/diff.ts';
import { changeLines, type ChangeLine, type ChangeWords } from '../publish/change-lines.ts';

/** One part of a flow that is not as it was, with what each side did to it. */
export type ConflictPlace = {
  /** What choices call it. */
  readonly name: string;
  readonly place: Place;
  readonly kind: Whose;
  /** Of a step: what it is called. */
  readonly title: string | undefined;
  readonly mine: readonly ChangeLine[];
  readonly theirs: readonly ChangeLine[];
};

/** Every part that one of two people changed, in the order of the flow; those that both changed first. */
export function conflictPlaces(sides: Sides, words: ChangeWords): ConflictPlace[] {
  const { base, mine, theirs } = sides;
  const linesOf = (after: Sides['base']): ChangeLine[] =>
    changeLines({ changes: diff(base.flow, after.flow), before: base.flow, after: after.flow }, words);
  const [here, there] = [linesOf(mine), linesOf(theirs)];
  const places = compareDrafts(sides).map(({ place, kind }: Difference): ConflictPlace => ({
    name: nameOfPlace(place),
    place,
    kind,
    title: titleOf(place, sides, words),
    mine: here.flatMap((line) => partOf(line, place)),
    theirs: there.flatMap((line) => partOf(line, place)),
  }));
  return places.sort((left, right) => Number(right.kind === 'both') - Number(left.kind === 'both'));
}

/** The parts that somebody has to choose a side for: layouts are put together member by member. */
export function toChoose(places: readonly ConflictPlace[]): ConflictPlace[] {
  return places.filter(({ kind, name }) => kind === 'both' && name !== 'layout');
}

/** True where each part that both changed has a side. */
export function isDecided(places: readonly ConflictPlace[], choices: Choices): boolean {
  return toChoose(places).every(({ name }) => choices[name] !== undefined);
}

/** One side for all that both changed. */
export function chooseAll(places: readonly ConflictPlace[], side: 'mine' | 'theirs'): Choices {
  return Object.fromEntries(places.filter(({ kind }) => kind === 'both').map(({ name }) => [name, side]));
}

/** What of a change is about a place. */
function partOf(line: ChangeLine, place: Place): ChangeLine[] {
  if ('step' in place) return line.step === place.step ? [line] : [];
  if (place.part === 'triggers') return line.part === 'trigger' ? [line] : [];
  if (place.part === 'handlers') return line.part === 'handler' ? [line] : [];
  return place.part === 'settings' && line.part === 'flow' ? [line] : [];
}

function titleOf(place: Place, { base, mine, theirs }: Sides, words: ChangeWords): string | undefined {
  if (!('step' in place)) return undefined;
  const step = [mine, theirs, base].map(({ flow }) => flow.steps[place.step]).find((each) => each !== undefined);
  return step && (step.title ?? words.step(step.type));
}
