import { FILTERS } from '../../src/flow/expression/filters.ts';
import { MAX_CONDITION_DEPTH } from '../../src/flow/expression/condition.ts';
import { KNOWN } from '../../src/flow/validate/known-shapes.ts';
import { code, page, table, word, words, type Form } from './markdown.ts';
import { CONDITION_EXAMPLES, ROOT_EXAMPLES } from './template-examples.ts';

const ABOUT = `A template is text with \`{{ expressions }}\`, such as \`{{ contact.name | first_name }}\`. The tags are \`if\`, \`unless\`,
\`case\`, \`for\`, \`break\`, \`continue\`, \`assign\`, \`comment\` and \`raw\`. A field that is exactly one expression keeps the type
of its value; an expression without a value leaves its member out of an object and is null in a list. A template reaches
no file, no network and no clock, and its work is counted ([limits](limits.md)).`;

const ABOUT_CONDITIONS = `A condition is \`{ "left": …, "operator": …, "right": … }\`, or \`{ "all": […] }\`, or \`{ "any": […] }\`, up to ${MAX_CONDITION_DEPTH}
inside each other. Texts are compared without regard to case, accents and blanks at the ends; where both sides look like
numbers, as numbers. Orders compare numbers or dates and never hold for anything else. \`matches\` takes a regular
expression of RE2, \`isOneOf\` a list or a text with commas.`;

/** The page of templates: what they read, every filter, every comparison. */
export function templatesPage(): string {
  return page('Templates and conditions', [
    ABOUT,
    '## What templates read',
    table(['Name', 'What it is', 'Members', 'Example', 'Reads', 'Gives'], rootRows()),
    '## Filters',
    table(['Filter', 'What it does', 'Example', 'Reads', 'Gives'], filterRows()),
    '## Comparisons',
    ABOUT_CONDITIONS,
    'Each comparison with `vars.x` on its left side:',
    table(['Operator', 'Holds for', 'and', 'Does not hold for', 'and'], conditionRows()),
  ]);
}

function rootRows(): string[][] {
  return Object.entries(ROOT_EXAMPLES).map(([name, { about, template, scope, result }]) => [
    word(name),
    about,
    membersOf(name),
    word(template),
    code(scope),
    word(result),
  ]);
}

function membersOf(root: string): string {
  const form = (KNOWN as Readonly<Record<string, Form>>)[root];
  return form?.properties ? words(Object.keys(form.properties)) : 'any';
}

function filterRows(): string[][] {
  return FILTERS.flatMap(({ name, description, examples }) =>
    examples.map(({ template, scope, result }, at) => [
      ...(at === 0 ? [word(name), description] : ['', '']),
      word(template),
      scope ? code(scope) : '',
      word(result),
    ]),
  );
}

function conditionRows(): string[][] {
  return Object.entries(CONDITION_EXAMPLES).map(([operator, examples]) => [
    word(operator),
    ...examples.flatMap(({ condition, scope }) => [
      code((scope['vars'] as { x: unknown }).x),
      'right' in condition ? `right ${code(condition.right)}` : 'nothing on the right',
    ]),
  ]);
}
