import type { JsonObject } from '../../src/base/json.ts';
import type { StepType } from '../../src/flow/step-type.ts';
import { retrySchema } from '../../src/flow/trigger-schema.ts';
import { steps } from '../../src/steps/index.ts';
import type { Happening } from '../../src/steps/step.contract.ts';
import { code, fieldTable, jsonFence, page, word } from './markdown.ts';
import { RETRY_EXAMPLE } from './flow-examples.ts';
import { STEP_EXAMPLES } from './step-examples.ts';

/** The page of every step type: fields, exits, and one way through it. */
export function stepsPage(): string {
  return page('Steps', [
    `A step has a \`type\`, \`params\` and, in \`next\`, the step that follows each of its exits. An exit for trouble may stay
open: a run that takes it then fails with the reason of the trouble, or goes where the flow's
[handler](triggers.md#handlers) for failures says. Texts may hold [templates](filters.md); a text is one for everybody or
an object with one per language. [The schema](flow-file.schema.json) says it all to programs.`,
    `The examples take place on Sunday, 22 November 2026, at 13:00 in Rome, after the contact wrote “Ciao”. A test plays
each of them.`,
    `In this page: ${Object.values(steps)
      .map(({ type, title }) => `[${title}](#${`${type} ${title}`.toLowerCase().replaceAll(' ', '-')})`)
      .join(', ')}, [retry](#retry).`,
    ...Object.values(steps).flatMap(stepSection),
    ...retrySection(),
  ]);
}

function stepSection(type: StepType): string[] {
  const { params, outcome } = exampleOf(type);
  const outcomes = type.outcomes(params);
  const exits = outcomes.map((name) => `${word(name)}${type.troubles.includes(name) ? ' (trouble)' : ''}`);
  const next = Object.fromEntries(outcomes.map((name) => [name, `after-${name}`]));
  const waits = type.pauses
    ? 'It waits for a person or for time, or counts its passes.'
    : 'It does not wait for people or time.';
  return [
    `## ${type.type}: ${type.title}`,
    type.description,
    `Exits of the example below: ${exits.length > 0 ? exits.join(', ') : 'none'}. ${waits}`,
    fieldTable(type.params),
    jsonFence({ type: type.type, params, next }),
    wayThrough(type, outcomes.includes(outcome)),
  ];
}

function exampleOf({ type }: StepType) {
  const example = STEP_EXAMPLES[type];
  if (!example) throw new Error(`The step type "${type}" has no example in scripts/reference/step-examples.ts.`);
  return example;
}

/** What is given, what happens and what comes of it, in words. */
function wayThrough(type: StepType, isExit: boolean): string {
  const { name, vars, contact, calendars, happens = [], outcome, writes } = exampleOf(type);
  const given = [
    ...(vars ? [`\`vars\` are ${code(vars)}`] : []),
    ...(contact ? [`the contact is ${code(contact)}`] : []),
    ...(calendars ? [`the calendar is [that of the calendars page](calendars.md)`] : []),
  ];
  const lines = [
    name,
    given.length > 0 ? `Before: ${given.join('; ')}.` : '',
    happens.length > 0 ? `Then: ${happens.map(happeningInWords).join('; ')}.` : '',
    isExit ? `It is left by ${word(outcome)}.` : `The run is ${outcome}.`,
    Object.keys(writes).length > 0 ? `Written: ${code(writes)}.` : '',
  ];
  return lines.filter(Boolean).join(' ');
}

function happeningInWords(happening: Happening): string {
  if (typeof happening === 'string') return `the contact writes “${happening}”`;
  if ('done' in happening) return doneInWords(happening.done);
  if ('resumed' in happening) return `a call brings ${code(happening.resumed)}`;
  if ('released' in happening) return `${happening.released} gives the conversation back`;
  if ('elapsed' in happening) return `${happening.elapsed / 60_000} minutes go by`;
  throw new Error(`The reference has no words for ${JSON.stringify(happening)}.`);
}

function doneInWords(output: JsonObject): string {
  return Object.keys(output).length === 0 ? 'it is done' : `what was asked for gives ${code(output)}`;
}

function retrySection(): string[] {
  return [
    '## Retry',
    `A step may say in \`retry\`, beside \`params\`, how often and how long its effects are tried. Without it an outage is
waited out without a limit. A limit ends only what is known not to have happened; what may have happened goes on to be
found out ([failures](failures.md)).`,
    fieldTable(retrySchema),
    jsonFence(RETRY_EXAMPLE),
  ];
}
