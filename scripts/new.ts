// Begins a channel, a connector or a step: `npm run new -- channel <id>`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
 * Makes the files of a new part and its line in each list; returns the paths of what was written, from the project's
 * folder. Throws `NewPartError` for a bad or taken id, before anything is written.
 */
export function createPart(project: string, part: Part, id: string): string[] {
  const names = namesOf(id);
  const { files, folder, lists } = PARTS[part];
  const texts = files(names);
  const extended = lists.map((list): [string, string] => {
    const index = readFileSync(join(project, list), 'utf8');
    if (existsSync(join(project, folder, id)) || new RegExp(`\\b${names.constant}\\b`).test(index)) {
      throw new NewPartError(`There is "${id}" already, in ${folder}/${id} or in ${list}. Choose another id.`);
    }
    const text = extendList(index, names);
    if (text !== undefined) return [list, text];
    throw new NewPartError(
      `${list} has another form than this program knows. Put its imports first and its list last.`,
    );
  });
  const written = [...Object.entries(texts), ...extended];
  for (const [path, text] of written) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  return written.map(([path]) => path);
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

/** The text with one more import, and one more name at the end of its last list; undefined for an unknown form. */
function extendList(text: string, { id, constant }: Names): string | undefined {
  const imports = [...text.matchAll(/^import .*;\n/gm)].at(-1);
  // The list ends the file, or is made into something else right there.
  const end = /,?\s*([\]}])(;|\.map\([^;]*;)\s*$/.exec(text);
  if (!imports || !end) return undefined;
  const after = imports.index + imports[0].length;
  const line = `import { ${constant} } from './${id}/${id}.ts';\n`;
  const close = end[1] === '}' ? ' }' : ']';
  return `${text.slice(0, after)}${line}${text.slice(after, end.index)}, ${constant}${close}${end[2]}\n`;
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
