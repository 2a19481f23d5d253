import { steps } from '../../steps/index.ts';
import type { Catalog } from '../validate/catalog.ts';
import { EXAMPLE_CHANNELS, EXAMPLE_SURROUNDINGS, exampleFlow, type DiagnosticExample } from '../validate/examples.ts';
import { validate } from '../validate/validate.ts';

const { templates: _told, ...outside } = EXAMPLE_SURROUNDINGS;

/**
 * What flows of tests are checked against: every step type, and the outside of the examples, of which no connection has
 * told its approved messages.
 */
export const exampleCatalog: Catalog = { ...outside, types: { steps, channels: EXAMPLE_CHANNELS } };

/** What is found in a piece of a flow, each as code and path; `more` takes the place of parts of the catalog. */
export function findings(example: DiagnosticExample, more: Partial<Catalog> = {}): string[] {
  const found = validate(exampleFlow(example), { ...exampleCatalog, ...more });
  return found.map(({ code, path }) => `${code} ${path.join('.')}`);
}

/** The words of what is found in a piece of a flow. */
export function messages(example: DiagnosticExample, more: Partial<Catalog> = {}): string[] {
  return validate(exampleFlow(example), { ...exampleCatalog, ...more }).map(({ message }) => message);
}

/** A flow of these steps, which begins with the first; a step `end` stands at their end. */
export function flowOf(steps_: Readonly<Record<string, object>>, more: object = {}): DiagnosticExample {
  const start = Object.keys(steps_)[0] ?? 'end';
  const flow = { start, steps: { ...steps_, end: { type: 'end', params: {}, next: {} } }, ...more };
  return { flow: JSON.parse(JSON.stringify(flow)) };
}
