import type { Schema } from '../../src/base/schema.ts';

/** What every page begins with, below its title. */
export const NOTE = '<!-- Written by `npm run docs` from the code; change it there. -->';

/** A value as code in a line; nothing for what is not there. */
export function code(value: unknown): string {
  return value === undefined ? '' : `\`${JSON.stringify(value)}\``;
}

/** A word as code in a line. */
export function word(text: string): string {
  return `\`${text}\``;
}

/** Words as code with commas between them. */
export function words(texts: readonly string[]): string {
  return texts.map(word).join(', ');
}

/** A table; its cells may hold anything. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A text that may stand in a cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** A block of code. */
export function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** A value as a block of JSON, in which what is short stands on one line. */
export function jsonFence(value: unknown): string {
  return fence('json', spread(value, 0, 0));
}

/** Columns of JSON in blocks. */
const WIDTH = 100;

/** A value as JSON on one line. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, item]) => `"${name}": ${inline(item)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** A value as JSON behind `lead` columns of its line, with what does not fit spread over lines of its own. */
function spread(value: unknown, indent: number, lead: number): string {
  const short = inline(value);
  if (typeof value !== 'object' || value === null || indent + lead + short.length <= WIDTH) return short;
  const inner = indent + 2;
  const list = Array.isArray(value);
  const members = list
    ? value.map((item) => spread(item, inner, 0))
    : Object.entries(value).map(([name, item]) => `"${name}": ${spread(item, inner, name.length + 4)}`);
  const blank = ' '.repeat(inner);
  return `${list ? '[' : '{'}\n${blank}${members.join(`,\n${blank}`)}\n${' '.repeat(indent)}${list ? ']' : '}'}`;
}

/** A page: title, note and blocks, each parted from the next by a blank line. */
export function page(title: string, blocks: readonly string[]): string {
  return `${[`# ${title}`, NOTE, ...blocks].join('\n\n')}\n`;
}

/** A form as far as the reference shows it. */
export type Form = Schema & {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  examples?: readonly unknown[];
  enum?: readonly unknown[];
  const?: unknown;
  field?: string;
  secret?: boolean;
  properties?: Record<string, Form>;
  required?: readonly string[];
  items?: Form;
  anyOf?: readonly Form[];
};

/** A table of the fields of a form, with those of its objects and lists below them. */
export function fieldTable(form: Schema): string {
  const rows = rowsOf(form, '');
  return rows.length === 0 ? 'It has no fields.' : table(['Field', 'Holds', 'What it is for', 'Example'], rows);
}

function rowsOf(form: Form, prefix: string): string[][] {
  return Object.entries(form.properties ?? {}).flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const needed = form.required?.includes(name) ? ' **needed**' : '';
    const example = member.examples?.[0] ?? member.const;
    return [
      [`\`${path}\`${needed}`, kindOf(member), aboutOf(member), code(example)],
      ...below(member).flatMap((each) => rowsOf(each, `${path}.`)),
      ...below(member.items ?? {}).flatMap((each) => rowsOf(each, `${path}[].`)),
    ];
  });
}

/** The form itself, or each of the forms that it may have. */
function below(form: Form): readonly Form[] {
  return form.anyOf?.some(({ properties }) => properties) ? form.anyOf : [form];
}

function aboutOf({ title, description, default: fallback, secret }: Form): string {
  const parts = [
    title && `${title.replace(/\.$/, '')}.`,
    description,
    secret ? 'Stored sealed and never shown again.' : undefined,
    fallback === undefined ? undefined : `Default: ${code(fallback)}.`,
  ];
  return parts.filter(Boolean).join(' ');
}

function kindOf(form: Form): string {
  if (form.enum) return form.enum.map(code).join(', ');
  if (form.const !== undefined) return code(form.const);
  if (form.field) return form.field;
  if (form.anyOf) return [...new Set(form.anyOf.map(kindOf))].join(', ');
  return form.type === 'array' ? 'list' : (form.type ?? 'any');
}
