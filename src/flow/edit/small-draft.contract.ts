import { id, type StepId } from '../../base/ids.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { readLayout } from '../layout.ts';
import { flowOf, type WrittenSteps } from '../testing/small-flow.contract.ts';
import type { Draft } from './draft.ts';

export { types } from '../testing/small-flow.contract.ts';

/** A draft of the given steps that begins with the first one. */
export function draftWith(steps: WrittenSteps, { layout, ...more }: { layout?: JsonValue } & JsonObject = {}): Draft {
  const { version: _version, ...flow } = flowOf(steps, more);
  return { flow, layout: readLayout(layout) };
}

/** The id of a step. */
export const at = (name: string): StepId => id.step(name);

/** What leads where: `ask.answered > end`, the start and the handlers first. */
export function waysIn({ flow }: Draft): string[] {
  const handlers = (flow.handlers ?? []).map(({ on, next }) => `${on} > ${next}`);
  const steps = Object.entries(flow.steps).flatMap(([name, { next }]) =>
    Object.entries(next).map(([outcome, to]) => `${name}.${outcome} > ${to}`),
  );
  return [`start > ${flow.start}`, ...handlers, ...steps];
}

/** Three steps in a row, of which the middle one has two exits more. */
export const ROW: WrittenSteps = {
  hello: { type: 'note', params: { text: 'Ciao' }, next: { next: 'ask' } },
  ask: { type: 'ask', params: { text: 'Nome?', saveAs: 'name' }, next: { answered: 'end', timeout: 'hello' } },
  end: { type: 'end' },
};

/** Places of them. */
export const PLACES = { steps: { hello: { x: 0, y: 0 }, ask: { x: 100, y: 200 }, end: { x: 300, y: 400 } } };
