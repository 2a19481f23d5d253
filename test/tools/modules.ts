import { globSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

/** The folder of the project. */
export const root = join(import.meta.dirname, '../..');

/** One import or re-export of a module. */
export type Import = {
  /** As written: `./run.ts`, `node:fs`, `undici`. */
  specifier: string;
  /** The file it means, from the project's folder; undefined for packages and built-ins. */
  target?: string;
  /** True when nothing of it is left after the types are gone. */
  typeOnly: boolean;
  reexport: boolean;
};

/** A source file as the architecture test sees it. */
export type Module = {
  /** From the project's folder, with forward slashes. */
  path: string;
  text: string;
  /** The text without comments; line breaks stay, so that lines keep their numbers. */
  code: string;
  lineCount: number;
  /** Every string literal, without its quotes. */
  literals: ReadonlySet<string>;
  imports: readonly Import[];
};

/** Reads every source file that fits one of the patterns. */
export function readModules(patterns: readonly string[]): Module[] {
  const found = globSync([...patterns], { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] });
  return found
    .map((path) => path.split(sep).join('/'))
    .sort()
    .map((path) => toModule(path, readFileSync(join(root, path), 'utf8')));
}

/** Makes a module of a path and a text. */
export function toModule(path: string, text: string): Module {
  const code = withoutComments(text);
  const literals = new Set(code.match(TOKENS)?.map((token) => token.slice(1, -1)));
  return {
    path,
    text,
    code,
    lineCount: text.trimEnd().split('\n').length,
    literals,
    imports: importsOf(path, withoutTemplates(code)),
  };
}

/** True for files that only tests run: they may lean on simulators and test tools. */
export function isTest(path: string): boolean {
  return (
    /\.(test|contract)\.tsx?$/.test(path) || /\/(testing|fixtures|contract)\//.test(path) || path.startsWith('test/')
  );
}

const IMPORT = /^\s*(import|export)\s+(type\s+)?([^'";]*?\bfrom\s+)?'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*\)/g;

function importsOf(path: string, code: string): Import[] {
  const imports: Import[] = [];
  const add = (specifier: string, facts: Pick<Import, 'typeOnly' | 'reexport'>) => {
    const target = specifier.startsWith('.') ? { target: posix.join(posix.dirname(path), specifier) } : {};
    imports.push({ specifier, ...target, ...facts });
  };
  for (const [, word, type, names, specifier] of code.matchAll(IMPORT)) {
    if (word === 'export' && !names) continue;
    add(specifier!, { typeOnly: type !== undefined || hasOnlyTypes(names), reexport: word === 'export' });
  }
  for (const [, specifier] of code.matchAll(DYNAMIC)) add(specifier!, { typeOnly: false, reexport: false });
  return imports;
}

/** `{ type A, type B } from` imports only types, though the word stands inside. */
function hasOnlyTypes(names: string | undefined): boolean {
  const list = names?.match(/^\{([^}]*)\}\s*from\s+$/)?.[1];
  const members = list?.split(',').filter((name) => name.trim() !== '') ?? [];
  return members.length > 0 && members.every((name) => /^\s*type\s/.test(name));
}

/** The text without what stands in backquotes: source that a script writes has import lines of its own. */
function withoutTemplates(code: string): string {
  return code.replace(TOKENS, (token) => (token.startsWith('`') ? '``' : token));
}

// A string, a template or a comment, whichever begins first: so that `//` in a URL is no comment.
const TOKENS = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

function withoutComments(text: string): string {
  return text.replace(TOKENS, (token) => (/^\/[/*]/.test(token) ? token.replace(/[^\n]/g, ' ') : token));
}
