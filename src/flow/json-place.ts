/** A place in a text where it stops being acceptable JSON, counted from 1, and what is wrong there. */
export type JsonFault = { line: number; column: number; message: string };

const LITERAL = /true|false|null/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids exactly these inside a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const BLANKS = /[ \t\r\n]*/y;

/**
 * Finds the first place where a text is no JSON, holds a member twice, holds the member `__proto__`, or nests deeper
 * than `maxDepth`. Undefined for a sound text. Engines word and place such errors differently; this is the same everywhere.
 */
export function findJsonFault(text: string, maxDepth: number): JsonFault | undefined {
  const scan: Scan = { text, at: 0, open: [], maxDepth };
  let expected: Expectation = 'value';
  while (expected !== 'end') {
    skip(scan, BLANKS);
    const outcome: Expectation | Fault = STEPS[expected](scan);
    if (typeof outcome === 'object') return place(text, scan.at, outcome.fault);
    expected = outcome;
  }
  skip(scan, BLANKS);
  return scan.at < text.length ? place(text, scan.at, 'there is more text after the end') : undefined;
}

type Scan = { text: string; at: number; open: (Set<string> | 'list')[]; maxDepth: number };
type Expectation = 'value' | 'first item' | 'first name' | 'name' | 'colon' | 'after' | 'end';
type Fault = { fault: string };

const STEPS: Readonly<Record<Exclude<Expectation, 'end'>, (scan: Scan) => Expectation | Fault>> = {
  value: readValue,
  'first item': (scan) => (scan.text[scan.at] === ']' ? close(scan) : readValue(scan)),
  'first name': (scan) => (scan.text[scan.at] === '}' ? close(scan) : readName(scan)),
  name: readName,
  colon: (scan) => (take(scan, ':') ? 'value' : { fault: 'a colon is missing after the name' }),
  after: readAfter,
};

function readValue(scan: Scan): Expectation | Fault {
  const sign = scan.text[scan.at];
  if (sign === undefined) return { fault: 'the text ends too early' };
  if (sign === '{' || sign === '[') {
    if (scan.open.length >= scan.maxDepth) return { fault: 'it is nested too deeply' };
    scan.at++;
    scan.open.push(sign === '{' ? new Set() : 'list');
    return sign === '{' ? 'first name' : 'first item';
  }
  if (skip(scan, STRING) || skip(scan, LITERAL) || skip(scan, NUMBER)) return afterValue(scan);
  if (sign === '"') return { fault: 'this text in quotes does not end, or holds a line break or a stray \\' };
  return { fault: 'a value is missing or misspelt here' };
}

function readName(scan: Scan): Expectation | Fault {
  const start = scan.at;
  if (!skip(scan, STRING)) return { fault: 'a name in double quotes is missing here' };
  const name = JSON.parse(scan.text.slice(start, scan.at)) as string;
  const names = scan.open.at(-1) as Set<string>;
  if (names.has(name) || name === '__proto__') {
    scan.at = start;
    return {
      fault: name === '__proto__' ? 'the name "__proto__" is not allowed' : `the name "${name}" is there twice`,
    };
  }
  names.add(name);
  return 'colon';
}

function readAfter(scan: Scan): Expectation | Fault {
  const inList = scan.open.at(-1) === 'list';
  if (take(scan, ',')) return inList ? 'value' : 'name';
  if (scan.text[scan.at] === (inList ? ']' : '}')) return close(scan);
  return {
    fault: scan.at >= scan.text.length ? 'the text ends too early' : `a comma or ${inList ? ']' : '}'} is missing here`,
  };
}

function close(scan: Scan): Expectation {
  scan.at++;
  scan.open.pop();
  return afterValue(scan);
}

function afterValue(scan: Scan): Expectation {
  return scan.open.length === 0 ? 'end' : 'after';
}

function take(scan: Scan, sign: string): boolean {
  const found = scan.text[scan.at] === sign;
  if (found) scan.at++;
  return found;
}

/** Moves behind what the pattern finds at the current place; false where it finds nothing. */
function skip(scan: Scan, pattern: RegExp): boolean {
  pattern.lastIndex = scan.at;
  if (!pattern.test(scan.text)) return false;
  scan.at = pattern.lastIndex;
  return true;
}

function place(text: string, at: number, message: string): JsonFault {
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, message };
}
