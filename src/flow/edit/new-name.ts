import { id, type StepId } from '../../base/ids.ts';
import { handlersOf, type Draft } from './draft.ts';

/** Longest id. */
const LONGEST = 64;

/** The first of `wanted`, `wanted-2`, `wanted-3` … that is not taken; never longer than an id may be. */
export function freshName(wanted: string, taken: { has(name: string): boolean }): string {
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : `-${number}`;
    const name = `${wanted.slice(0, LONGEST - end.length)}${end}`;
    if (!taken.has(name)) return name;
  }
}

/** A text as the letters of an id: `Che città?` becomes `che-citta`. Empty where it has no letter or digit of Latin. */
export function slugOf(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-$/, '');
}

/** Names that no new step may have: those of steps, and those that ways lead to though no step has them. */
export function takenIds(draft: Draft): Set<string> {
  const { start, steps } = draft.flow;
  const targets = Object.values(steps).flatMap(({ next }) => Object.values(next));
  return new Set([...Object.keys(steps), start, ...handlersOf(draft).map(({ next }) => next), ...targets]);
}

/** An id for a new step, from its title or else its type: readable, and in use nowhere in the flow. */
export function freshStepId(draft: Draft, { type, title = '' }: { type: string; title?: string }): StepId {
  return id.step(freshName(slugOf(title) || type, takenIds(draft)));
}
