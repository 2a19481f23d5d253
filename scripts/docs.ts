// Writes docs/reference from the code. `--check` writes nothing and fails where a page is not what the code says.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Schema } from '../src/base/schema.ts';
import { DIAGNOSTICS } from '../src/flow/diagnose.ts';
import { FILTERS } from '../src/flow/expression/filters.ts';
import { flowFileSchema } from '../src/flow/flow-schema.ts';
import { OPERATORS } from '../src/flow/flow.ts';
import type { StepType } from '../src/flow/step-type.ts';
import { EXAMPLES, exampleSnippet } from '../src/flow/validate/examples.ts';
import { steps } from '../src/steps/index.ts';
import { root } from './commands.ts';

const NOTE = '<!-- Written by `npm run docs` from the code; change it there. -->';

/** Each page with what it should hold. */
const pages: Readonly<Record<string, string>> = {
  'flow-file.schema.json': `${JSON.stringify(flowFileSchema({ steps }), null, 2)}\n`,
  'steps.md': stepsPage(),
  'filters.md': filtersPage(),
  'diagnostics.md': diagnosticsPage(),
};

const folder = join(root, 'docs/reference');
const stale = Object.entries(pages).filter(([name, text]) => readPage(name) !== text);
if (process.argv.includes('--check')) {
  for (const [name] of stale) console.error(`docs/reference/${name} is not what the code says: run npm run docs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of stale) writeFileSync(join(folder, name), text);
  console.log(`${Object.keys(pages).length} pages, ${stale.length} written anew`);
}

function readPage(name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
}

type Form = Schema & {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  examples?: readonly unknown[];
  enum?: readonly unknown[];
  field?: string;
  properties?: Record<string, Form>;
  required?: readonly string[];
  items?: Form;
};

function stepsPage(): string {
  const intro = `# Steps

${NOTE}

A step has a \`type\`, \`params\` and, in \`next\`, the step that follows each of its exits. An exit for trouble may stay
open: a run that takes it then fails with the reason of the trouble. Texts may hold templates ([filters](filters.md)); a
text is one for everybody or an object with one per language. [The schema](flow-file.schema.json) says it all to programs.
`;
  return `${intro}\n${Object.values(steps).map(stepSection).join('\n')}`;
}

function stepSection(type: StepType): string {
  const initial = (type.params as Form).default as Parameters<StepType['outcomes']>[0];
  const exits = type.outcomes(initial).map((name) => `\`${name}\`${type.troubles.includes(name) ? ' (trouble)' : ''}`);
  const lines = [
    `## ${type.type}: ${type.title}`,
    '',
    type.description,
    '',
    `Exits of the example below: ${exits.length > 0 ? exits.join(', ') : 'none'}. ${type.pauses ? 'Waits for a person or for time.' : 'Does not wait for people or time.'}`,
    '',
    '| Field | Holds | What it is for | Example |',
    '| --- | --- | --- | --- |',
    ...rowsOf(type.params, ''),
    '',
    '```json',
    JSON.stringify(
      {
        type: type.type,
        params: initial,
        next: Object.fromEntries(type.outcomes(initial).map((name) => [name, 'next'])),
      },
      null,
      2,
    ),
    '```',
    '',
  ];
  return lines.join('\n');
}

function rowsOf(form: Form, prefix: string): string[] {
  return Object.entries(form.properties ?? {}).flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const needed = form.required?.includes(name) ? ' **needed**' : '';
    const fallback = member.default === undefined ? '' : ` Default: ${code(member.default)}.`;
    const row = [
      `\`${path}\`${needed}`,
      kindOf(member),
      `${member.title}. ${member.description}${fallback}`,
      code(member.examples?.[0]),
    ];
    return [
      `| ${row.map(cell).join(' | ')} |`,
      ...rowsOf(member, `${path}.`),
      ...rowsOf(member.items ?? {}, `${path}[].`),
    ];
  });
}

function kindOf(form: Form): string {
  if (form.enum) return form.enum.map(code).join(', ');
  return form.field ?? (form.type === 'array' ? 'list' : (form.type ?? 'any'));
}

function code(value: unknown): string {
  return value === undefined ? '' : `\`${JSON.stringify(value)}\``;
}

/** A text that may stand in a cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function filtersPage(): string {
  const rows = FILTERS.flatMap(({ name, description, examples }) =>
    examples.map(({ template, scope, result }, at) => {
      const what = at === 0 ? [`\`${name}\``, description] : ['', ''];
      const sample = [`\`${template}\``, scope ? code(scope) : '', `\`${result}\``];
      return `| ${[...what, ...sample].map(cell).join(' | ')} |`;
    }),
  );
  return `# Templates and conditions

${NOTE}

A template is text with \`{{ expressions }}\`, such as \`{{ contact.name | first_name }}\`. It reads \`vars\`, \`contact\`,
\`conversation\`, \`message\`, \`event\`, \`flow\`, \`run\`, \`failure\` and \`input\`. The tags are \`if\`, \`unless\`, \`case\`, \`for\`,
\`break\`, \`continue\`, \`assign\`, \`comment\` and \`raw\`. A field that is exactly one expression keeps the type of its value;
an expression without a value leaves its member out of an object and is null in a list.

## Filters

| Filter | What it does | Example | Reads | Gives |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

## Comparisons

A condition is \`{ "left": …, "operator": …, "right": … }\`, or \`{ "all": […] }\`, or \`{ "any": […] }\`. The operators are
${OPERATORS.map((name) => `\`${name}\``).join(', ')}. Texts are compared without regard to case, accents and
blanks at the ends; where both sides look like numbers, as numbers. Orders compare numbers or dates and never hold for
anything else. \`matches\` takes a regular expression of RE2, \`isOneOf\` a list or a text with commas.
`;
}

function diagnosticsPage(): string {
  const sections = Object.entries(DIAGNOSTICS).map(([name, [severity, meaning]]) => {
    const snippet = exampleSnippet(EXAMPLES[name as keyof typeof EXAMPLES]);
    return `## ${name}\n\n${severity === 'error' ? 'Error' : 'Warning'}. ${meaning}\n\n\`\`\`json\n${snippet}\n\`\`\`\n`;
  });
  return `# Diagnostics

${NOTE}

What the check of a flow can find, each with a piece of a flow that has it. An error keeps the flow from being published;
a warning is shown and allowed.

${sections.join('\n')}`;
}
