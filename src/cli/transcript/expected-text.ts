/** What a placeholder may stand for; one that is not known yet, or never will be, is absent. */
export type Values = { id?: string; number?: string; name?: string; phone?: string; code?: string };

/** The words that may stand in braces. */
export const PLACEHOLDERS = ['id', 'number', 'name', 'phone', 'code'] as const;

export type Placeholder = (typeof PLACEHOLDERS)[number];

/** A text as a transcript expects it: exact, or a regular expression between slashes; placeholders not yet filled in. */
export type ExpectedText = { source: string; pattern?: { body: string; flags: string } };

const IN_BRACES = /\{([a-z]+)\}/g;
const BETWEEN_SLASHES = /^\/(.+)\/([a-z]*)$/s;
/** Flags that keep nothing between two uses. */
const FLAGS = /^[imsu]*$/;

/** Reads an expected text; `{ problem }` says what is wrong with it, in words for its author. */
export function readExpectedText(source: string): ExpectedText | { problem: string } {
  const unknown = bracedWords(source).find((word) => !isPlaceholder(word));
  if (unknown !== undefined)
    return {
      problem: `{${unknown}} stands for nothing; known are ${PLACEHOLDERS.map((word) => `{${word}}`).join(', ')}.`,
    };
  const [, body, flags] = BETWEEN_SLASHES.exec(source) ?? [];
  if (body === undefined || flags === undefined) return { source };
  if (!FLAGS.test(flags)) return { problem: `A regular expression takes the flags i, m, s and u, not "${flags}".` };
  const expected = { source, pattern: { body, flags } };
  try {
    matchesText(expected, '', {});
    return expected;
  } catch (error) {
    return { problem: `This is not a regular expression: ${error instanceof Error ? error.message : String(error)}.` };
  }
}

/** The placeholders that a text names. */
export function placeholdersIn(text: string): Placeholder[] {
  return bracedWords(text).filter(isPlaceholder);
}

/** Puts values in the places of their names; a name without a value stays as it is, and then equals nothing real. */
export function fillIn(text: string, values: Values): string {
  return text.replace(IN_BRACES, (whole, word: string) => (isPlaceholder(word) ? values[word] : undefined) ?? whole);
}

/** True when a text is what was expected. Values that are filled into a regular expression stand for themselves. */
export function matchesText({ source, pattern }: ExpectedText, text: string, values: Values): boolean {
  if (!pattern) return fillIn(source, values) === text;
  const literal = Object.fromEntries(PLACEHOLDERS.map((word) => [word, escapePattern(values[word] ?? `{${word}}`)]));
  return new RegExp(fillIn(pattern.body, literal), pattern.flags).test(text);
}

function bracedWords(text: string): string[] {
  return [...text.matchAll(IN_BRACES)].map(([, word = '']) => word);
}

function isPlaceholder(word: string): word is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(word);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, (sign) => (sign === '-' ? '\\x2d' : `\\${sign}`));
}
