import { checkTemplate } from '../../flow/expression/template.ts';

/** What a name of Bird's is read as here: an expression of ours, and what there is to say about it. */
export type Resolved = { expression: string; differs?: string; lost?: string };

/** Finds what a path of names is read as. */
export type Resolve = (path: readonly string[]) => Resolved;

/** Who is told of what is worth knowing, of what differs, and of what cannot be taken over. */
export type Listener = Readonly<Record<'tells' | 'differs' | 'loses', (message: string) => void>>;

/** Longest expression that is read. */
const MAX_EXPRESSION = 2000;

/**
 * Writes a text with Bird's `{{ … }}` as one with ours. What cannot be read stands there as plain text afterwards. The
 * result is always a template that can be used.
 */
export function translateTemplate(text: string, resolve: Resolve, listener: Listener): string {
  if (!text.includes('{{') && !text.includes('{%')) return text;
  let result = '';
  let from = 0;
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', from)) {
    const close = text.indexOf('}}', open + 2);
    if (close === -1) break;
    while (open + 3 < close && text[open + 2] === '{') open += 1;
    const written = expressionOf(text.slice(open + 2, close), resolve, listener);
    if (written === undefined)
      listener.loses(`"${excerpt(text.slice(open, close + 2))}" cannot be read; it stands as plain text.`);
    result += plainText(text.slice(from, open)) + (written ?? plainText(text.slice(open, close + 2)));
    from = close + 2;
  }
  result += plainText(text.slice(from));
  if (checkTemplate(result) === undefined) return result;
  listener.loses(`"${excerpt(text)}" cannot be used as a template; its braces were set apart.`);
  return setApart(text);
}

/** Reads a member of an expression, written so that our templates can read it. */
export function access(base: string, path: readonly string[]): string {
  return path.reduce((written, name) => {
    if (/^\d+$/.test(name)) return `${written}[${name}]`;
    return /^[A-Za-z_][\w-]*$/.test(name) ? `${written}.${name}` : `${written}[${quoted(name) ?? '""'}]`;
  }, base);
}

/** The first words of a text, for remarks. */
export function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** True for a text that is exactly one expression. */
export function isOneExpression(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.startsWith('{{') && trimmed.indexOf('}}') === trimmed.length - 2 && trimmed.length > 4;
}

function plainText(text: string): string {
  if (!text.includes('{{') && !text.includes('{%')) return text.endsWith('{') ? `${text.slice(0, -1)}{{ "{" }}` : text;
  return text.includes('endraw') ? setApart(text) : `{% raw %}${text}{% endraw %}`;
}

function setApart(text: string): string {
  return text.replace(/\{(?=[{%])/g, '{ ');
}

/** Filters that mean the same under another name; those that are left out are called alike. */
const FILTERS: Readonly<Record<string, string>> = {
  default: 'default',
  upper: 'upcase',
  lower: 'downcase',
  length: 'size',
  trim: 'strip',
  capfirst: 'capitalize',
  join: 'join',
  first: 'first',
  last: 'last',
  split: 'split',
  escape: 'escape',
  urlencode: 'url_encode',
  truncatechars: 'truncate',
  add: 'plus',
};

function expressionOf(inner: string, resolve: Resolve, listener: Listener): string | undefined {
  const scan = { text: inner, at: 0 };
  const path = inner.length > MAX_EXPRESSION ? undefined : readPath(scan);
  if (!path) return undefined;
  const { expression, differs, lost } = resolve(path);
  const filters: string[] = [];
  while (take(scan, /\s*\|\s*/y) !== undefined) {
    const name = take(scan, /[A-Za-z_]\w*/y);
    if (name === undefined) return undefined;
    const hasArgument = take(scan, /\s*[:(]\s*/y) !== undefined;
    const argument = hasArgument ? readArgument(scan, resolve) : '';
    if (argument === undefined) return undefined;
    if (hasArgument) take(scan, /\s*\)/y);
    const ours = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
    if (ours === undefined)
      listener.differs(
        `The filter "${name}" of "${excerpt(inner.trim())}" is left out: there is none of that name here.`,
      );
    else filters.push(argument === '' ? ours : `${ours}: ${argument}`);
  }
  if (inner.slice(scan.at).trim() !== '') return undefined;
  if (differs !== undefined) listener.differs(differs);
  if (lost !== undefined) listener.loses(lost);
  return `{{ ${[expression, ...filters].join(' | ')} }}`;
}

type Scan = { text: string; at: number };

function take(scan: Scan, pattern: RegExp): string | undefined {
  pattern.lastIndex = scan.at;
  const found = pattern.exec(scan.text);
  if (!found) return undefined;
  scan.at = pattern.lastIndex;
  return found[1] ?? found[0];
}

const NAME = /[\p{L}_$][\p{L}\p{N}_$-]*/uy;

/** `a.b[0]["c d"]` as its names. */
function readPath(scan: Scan): string[] | undefined {
  take(scan, /\s*/y);
  const first = take(scan, NAME);
  if (first === undefined) return undefined;
  const path = [first];
  for (;;) {
    const next =
      take(scan, /\.(\d+)/y) ??
      (take(scan, /\./y) === undefined
        ? (take(scan, /\[\s*(\d+)\s*\]/y) ?? take(scan, /\[\s*"([^"]*)"\s*\]/y) ?? take(scan, /\[\s*'([^']*)'\s*\]/y))
        : (take(scan, NAME) ?? null));
    if (next === null) return undefined;
    if (next === undefined) return path;
    path.push(next);
  }
}

/** A text, a number or a name, as ours. */
function readArgument(scan: Scan, resolve: Resolve): string | undefined {
  const text = take(scan, /"([^"]*)"/y) ?? take(scan, /'([^']*)'/y);
  if (text !== undefined) return quoted(text);
  const number = take(scan, /-?\d+(?:\.\d+)?/y);
  if (number !== undefined) return number;
  const path = readPath(scan);
  return path && resolve(path).expression;
}

/** A text in quotes that it does not hold itself; undefined where it holds both. */
function quoted(text: string): string | undefined {
  if (!text.includes('"')) return `"${text}"`;
  return text.includes("'") ? undefined : `'${text}'`;
}
