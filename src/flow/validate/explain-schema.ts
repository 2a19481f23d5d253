import type { Diagnostic } from '../../base/diagnostic.ts';
import { checkSchema, type Schema } from '../../base/schema.ts';
import { diagnose, type DiagnosticCode } from '../diagnose.ts';
import { own } from '../flow.ts';

/** Checks a value against a schema and says what is wrong so that its author understands; one finding per place. */
export function explainSchema(
  schema: Schema,
  value: unknown,
  { code, path }: { code: DiagnosticCode; path: Diagnostic['path'] },
): Diagnostic[] {
  const findings = checkSchema(schema, value, path);
  // The checker names some members that must not be there twice, others only so; many of them can push all else out.
  const telling = findings.filter(({ message }) => message !== NOISE);
  const places = Map.groupBy(telling.length > 0 ? telling : findings.slice(0, 1), (finding) =>
    JSON.stringify(finding.path),
  );
  return [...places.values()].map((found) => {
    const where = found[0]?.path ?? path;
    const messages = found.map(({ message }) => message);
    const message = sentence(messages, wordsAt(schema, where.slice(path.length)));
    return diagnose(code, where, { message, fix: fixOf(message) });
  });
}

/** What the checker says about a member that must not be there, besides naming it. */
const NOISE = 'schema is false';

/** Findings in one place as one sentence; alternatives are joined by "or". */
function sentence(messages: readonly string[], allowed: readonly unknown[]): string {
  const telling = [...new Set(messages)].filter((message) => !isAlternative(message));
  const texts = telling.map((message) => inWords(message, allowed));
  if (!messages.some(isAlternative)) return texts.join(' ');
  if (texts.length === 0) return 'This fits none of the allowed forms.';
  return `${texts
    .map((text) => text.slice(0, -1))
    .join(' or ')
    .replaceAll(' or This must be', ' or')}.`;
}

function isAlternative(message: string): boolean {
  return message.startsWith('must match a schema in');
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

const WORDS: readonly [pattern: RegExp, words: string][] = [
  [/^must have required properties (.*?): .*$/, 'This lacks: $1.'],
  [/^must not have additional properties: (.*)$/, 'Nothing here is called: $1.'],
  [new RegExp(`^${NOISE}$`), 'Nothing here is called so.'],
  [/^must match pattern.*$/, 'This is not written as it must be.'],
  [/^must be equal to constant$/, 'This is not the expected word.'],
  [/^must not have fewer than 1 characters$/, 'This must not be empty.'],
  [/^must not have fewer than (\d+) (?:items|properties)$/, 'This needs at least $1.'],
  [/^must not have more than (\d+) (\w+)$/, 'This must have at most $1 $2.'],
  [/^must be >= (.*)$/, 'This must be at least $1.'],
  [/^must be <= (.*)$/, 'This must be at most $1.'],
];

function inWords(message: string, allowed: readonly unknown[]): string {
  const type = /^must be (?:either )?(\w+)$/.exec(message)?.[1];
  if (type !== undefined && own(TYPES, type)) return `This must be ${TYPES[type]}.`;
  if (message === 'must be equal to one of the allowed values')
    return `This must be ${allowed.map((word) => JSON.stringify(word)).join(' or ')}.`;
  const found = WORDS.find(([pattern]) => pattern.test(message));
  return found ? message.replace(found[0], found[1]) : `This ${message}.`;
}

function fixOf(message: string): string {
  if (message.startsWith('This lacks')) return 'Fill it in.';
  if (message.startsWith('Nothing here is called')) return 'Remove it, or correct its spelling.';
  return 'Correct the value.';
}

type Form = Schema & { properties?: Record<string, Form>; items?: Form; enum?: readonly unknown[] };

/** The words that a schema allows at a place below it. */
function wordsAt(schema: Form, path: Diagnostic['path']): readonly unknown[] {
  let form: Form | undefined = schema;
  for (const part of path) form = typeof part === 'number' ? form?.items : own(form?.properties ?? {}, part);
  return form?.enum ?? [];
}
