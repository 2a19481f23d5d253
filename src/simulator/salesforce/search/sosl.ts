import { refuse } from '../answer.ts';

/** In which fields a search looks. */
export type SearchIn = 'ALL' | 'NAME' | 'EMAIL' | 'PHONE';

/** One object that a search returns: its fields, and the conditions and order of a query. */
export type Returning = { object: string; fields: readonly string[]; rest: string };

/** A search as SOSL or as parameters ask for it. */
export type Search = { terms: string; within: SearchIn; returning: readonly Returning[]; limit: number };

const SHAPE =
  /^\s*FIND\s*\{((?:\\[\s\S]|[^}\\])*)\}\s*(?:IN\s+(\w+)\s+FIELDS\s*)?(?:RETURNING\s+([\s\S]*?))?(?:\s+LIMIT\s+(\d+))?\s*$/i;
const MOST_RESULTS = 2000;

/** Reads `FIND {…} IN PHONE FIELDS RETURNING Lead(Id, Name WHERE …), Contact LIMIT 5`. */
export function readSosl(text: string): Search {
  const [, terms = '', within = 'ALL', returning = '', limit] = SHAPE.exec(text) ?? badSearch('FIND');
  return {
    terms: terms.replace(/\\([\s\S])/g, '$1'),
    within: readWithin(within),
    returning: splitTop(returning).map(readReturning),
    limit: limit === undefined ? MOST_RESULTS : Number(limit),
  };
}

/** The word for the fields that are looked in, or a refusal. */
export function readWithin(word: string): SearchIn {
  const upper = word.toUpperCase();
  if (upper === 'ALL' || upper === 'NAME' || upper === 'EMAIL' || upper === 'PHONE') return upper;
  if (upper === 'SIDEBAR') return 'ALL';
  return badSearch(word);
}

function readReturning(text: string): Returning {
  const [, object, inner] = /^\s*(\w+)\s*(?:\(([\s\S]*)\))?\s*$/.exec(text) ?? [];
  if (object === undefined) return badSearch(text);
  const clause = /\b(?:WHERE|ORDER\s+BY|LIMIT|OFFSET)\b[\s\S]*$/i.exec(inner ?? '');
  const fields = (inner ?? 'Id').slice(0, clause?.index).split(',');
  return { object, fields: fields.map((field) => field.trim()), rest: clause?.[0] ?? '' };
}

/** Splits at commas that stand in no parentheses and in no text. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let part = '';
  for (const character of text) {
    if (character === "'" && !part.endsWith('\\')) quoted = !quoted;
    if (!quoted && character === '(') depth++;
    if (!quoted && character === ')') depth--;
    if (character === ',' && depth === 0 && !quoted) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return part.trim() === '' ? parts : [...parts, part];
}

function badSearch(word: string): never {
  throw refuse(400, 'MALFORMED_SEARCH', `No such token or unexpected token: '${word.trim()}'`);
}
