import type { Diagnostic } from '../../base/diagnostic.ts';
import { checkSchema, type Schema } from '../../base/schema.ts';
import { diagnose, type DiagnosticCode } from '../diagnose.ts';

/** Checks a value against a schema and says what is wrong so that its author understands; one finding per place. */
export function explainSchema(
  schema: Schema,
  value: unknown,
  { code, path }: { code: DiagnosticCode; path: Diagnostic['path'] },
): Diagnostic[] {
  const places = new Map<string, { path: Diagnostic['path']; messages: string[] }>();
  for (const finding of checkSchema(schema, value, path)) {
    const key = JSON.stringify(finding.path);
    const place = places.get(key) ?? { path: finding.path, messages: [] };
    place.messages.push(finding.message);
    places.set(key, place);
  }
  const found = [...places.values()].map((place) => ({ path: place.path, message: sentence(place.messages) }));
  return found
    .filter(({ message }) => message !== '')
    .map(({ path: where, message }) => diagnose(code, where, { message, fix: fixOf(message) }));
}

/** Findings in one place as one sentence; alternatives are joined by "or". */
function sentence(messages: readonly string[]): string {
  const telling = [...new Set(messages)].filter((message) => message !== 'schema is false' && !isAlternative(message));
  const alternatives = messages.some(isAlternative);
  const texts = telling.map(inWords);
  if (alternatives && texts.length === 0) return 'This fits none of the allowed forms.';
  if (!alternatives) return texts.join(' ');
  return (
    texts
      .map((text, at) =>
        at === 0 ? text.replace(/\.$/, '') : text.replace(/^This must/, 'or must').replace(/\.$/, ''),
      )
      .join(' ') + '.'
  );
}

function isAlternative(message: string): boolean {
  return message.startsWith('must match a schema in');
}

const WORDS: readonly [pattern: RegExp, words: string][] = [
  [/^must have required properties (.*?): .*$/, 'This lacks: $1.'],
  [/^must not have additional properties: (.*)$/, 'Nothing here is called: $1.'],
  [/^must match pattern.*$/, 'This is not written as it must be.'],
  [/^must be equal to one of the allowed values$/, 'This is none of the allowed words.'],
  [/^must be equal to constant$/, 'This is not the expected word.'],
  [/^must not have fewer than 1 characters$/, 'This must not be empty.'],
  [/^must be (.*)$/, 'This must be $1.'],
];

function inWords(message: string): string {
  const found = WORDS.find(([pattern]) => pattern.test(message));
  return found ? message.replace(found[0], found[1]) : `This ${message}.`;
}

function fixOf(message: string): string {
  if (message.startsWith('This lacks')) return 'Fill it in.';
  if (message.startsWith('Nothing here is called')) return 'Remove it, or correct its spelling.';
  return 'Correct the value.';
}
