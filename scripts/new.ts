// Begins a channel, a connector or a step: `npm run new -- channel <id>`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './commands.ts';
import { isPart, PARTS, type Names, type Part } from './new-parts.ts';

/** Why nothing was begun, with the cure. */
export class NewPartError extends Error {
  override readonly name = 'NewPartError';
}

/** Words that JavaScript keeps for itself: no constant can be named so. */
const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/**
 * Makes the folder of a new part and its line in the index; returns the paths of what was written, from the project's
 * folder. Throws `NewPartError` for a bad or taken id, before anything is written.
 */
export function createPart(project: string, part: Part, id: string): string[] {
  const names = namesOf(id);
  const folder = join('src', PARTS[part].folder, id);
  const list = join('src', PARTS[part].folder, 'index.ts');
  const index = readFileSync(join(project, list), 'utf8');
  if (existsSync(join(project, folder)) || new RegExp(`\\b${names.constant}\\b`).test(index)) {
    throw new NewPartError(`There is "${id}" already, in ${folder} or in ${list}. Choose another id.`);
  }
  const extended = extendIndex(index, names);
  if (extended === undefined) {
    throw new NewPartError(
      `${list} has another form than this program knows. Put its imports first and its list last.`,
    );
  }
  mkdirSync(join(project, folder));
  const files = Object.entries(PARTS[part].files(names));
  for (const [name, text] of files) writeFileSync(join(project, folder, name), text);
  writeFileSync(join(project, list), extended);
  return [...files.map(([name]) => join(folder, name)), list];
}

function namesOf(id: string): Names {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > 40) {
    throw new NewPartError(
      `"${id}" cannot be an id. Use small letters, digits and single hyphens, beginning with a letter, at most 40.`,
    );
  }
  const constant = id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  if (RESERVED.has(constant)) throw new NewPartError(`"${id}" is a word of JavaScript itself. Choose another id.`);
  const title = `${id[0]?.toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
  return { id, constant, type: `${constant[0]?.toUpperCase()}${constant.slice(1)}`, title };
}

/** The index with one more import, and one more name at the end of its list; undefined for an unknown form. */
function extendIndex(index: string, { id, constant }: Names): string | undefined {
  const imports = [...index.matchAll(/^import .*;\n/gm)].at(-1);
  const end = /,?\s*([\]}]);\s*$/.exec(index);
  if (!imports || !end) return undefined;
  const after = imports.index + imports[0].length;
  const line = `import { ${constant} } from './${id}/${id}.ts';\n`;
  const close = end[1] === '}' ? ' };' : '];';
  return `${index.slice(0, after)}${line}${index.slice(after, end.index)}, ${constant}${close}\n`;
}

if (import.meta.main) {
  const [part = '', id = '', ...more] = process.argv.slice(2);
  try {
    if (!isPart(part) || id === '' || more.length > 0) {
      throw new NewPartError(`usage: npm run new -- <${Object.keys(PARTS).join(' | ')}> <id>`);
    }
    for (const path of createPart(root, part, id)) console.log(path);
    console.log(`\n${PARTS[part].next(id)}\nThen add a line to CHANGELOG.md, and run: npm run fix && npm run check`);
  } catch (error) {
    if (!(error instanceof NewPartError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
