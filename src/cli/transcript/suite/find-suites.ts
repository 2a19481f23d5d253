import { globSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** The transcripts of one project. `folder` holds rondine.json. */
export type FoundSuite = { folder: string; files: string[] };

/** There is nothing to test where somebody looked; the message says what was looked for. */
export class NothingToTest extends Error {
  override readonly name = 'NothingToTest';
}

const PATTERNS = ['{transcript,*.transcript}.{yaml,yml}', 'transcripts/**/*.{yaml,yml}'];

/**
 * Finds projects and their transcripts: in a folder with a rondine.json, in every project below a folder, or for single
 * transcript files the project that they lie in. Throws `NothingToTest`.
 */
export function findSuites(paths: readonly string[], cwd: string): FoundSuite[] {
  const suites = new Map<string, Set<string>>();
  for (const path of paths) {
    for (const { folder, files } of suitesAt(resolve(cwd, path), path)) {
      const known = suites.get(folder) ?? new Set();
      for (const file of files) known.add(file);
      suites.set(folder, known);
    }
  }
  return [...suites].sort().map(([folder, files]) => ({ folder, files: [...files].sort() }));
}

function suitesAt(place: string, written: string): FoundSuite[] {
  const stats = statSync(place, { throwIfNoEntry: false });
  if (!stats) throw new NothingToTest(`There is no file or folder "${written}".`);
  if (!stats.isDirectory()) return [{ folder: projectOf(place, written), files: [place] }];
  const projects = isProject(place) ? [place] : projectsBelow(place);
  const found = projects.map((folder) => ({ folder, files: transcriptsIn(folder) }));
  if (projects.length === 0)
    throw new NothingToTest(`There is no project in "${written}": none of its folders holds a rondine.json.`);
  if (found.every(({ files }) => files.length === 0))
    throw new NothingToTest(
      `There is no transcript in "${written}". Write one: transcript.yaml beside rondine.json, or several in a folder transcripts.`,
    );
  return found.filter(({ files }) => files.length > 0);
}

function isProject(folder: string): boolean {
  return statSync(join(folder, 'rondine.json'), { throwIfNoEntry: false })?.isFile() ?? false;
}

function projectsBelow(folder: string): string[] {
  const exclude = (name: string): boolean => ['node_modules', '.git'].includes(basename(name));
  return globSync('**/rondine.json', { cwd: folder, exclude }).map((file) => join(folder, dirname(file)));
}

function transcriptsIn(folder: string): string[] {
  return globSync(PATTERNS, { cwd: folder }).map((file) => join(folder, file));
}

/** The nearest folder above a transcript that is a project. */
function projectOf(file: string, written: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (isProject(folder)) return folder;
    if (folder === dirname(folder))
      throw new NothingToTest(`"${written}" lies in no project: no folder above it holds a rondine.json.`);
  }
}

/** A path as people read it from where they are. */
export function shownPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' ? '.' : short.startsWith('..') ? path : short;
}
