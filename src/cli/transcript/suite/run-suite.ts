import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { channels } from '../../../channels/index.ts';
import { connectors } from '../../../connectors/index.ts';
import { types } from '../../../control/catalog.ts';
import { isHeader } from '../lines.ts';
import { needsPretendWorld, playTranscript, TranscriptMismatch } from '../play.ts';
import { percentOf, watchTypes, type Coverage, type FlowCoverage } from '../pretend/coverage.ts';
import { openPretendWorld } from '../pretend/pretend-world.ts';
import { readTestedProject } from '../read-tested.ts';
import type { TestedProject } from '../tested-project.ts';
import { parseTranscripts, type ParsedTranscript } from '../transcript.ts';
import { Impossible, NoWorld, type World } from '../world.ts';
import { shownPath, type FoundSuite } from './find-suites.ts';

/** What became of one conversation. */
export type Played = {
  file: string;
  /** Where it begins in its file. */
  line: number;
  title: string;
  ok: boolean;
  ms: number;
  /** Set on one that was not played, with the reason. */
  left?: string;
  /** Why it did not go as written: where, both sides, and all of it in words. */
  failure?: { line: number; expected?: string; came?: string; message: string };
};

/** What became of the transcripts of one project. */
export type SuiteResult = { folder: string; played: Played[]; coverage: FlowCoverage[]; percent: number };

/** What a suite is played with. */
export type SuiteOptions = {
  cwd: string;
  /**
   * Plays against simulators instead of a pretend world, with those transcripts that they can play; asked for when the
   * first of these comes, and it may reject with `NoWorld`. Nothing is known of coverage then.
   */
  simulated?: () => Promise<World>;
};

/**
 * Plays every transcript of a project, each in a world of its own. A file that cannot be read counts as one that failed.
 * Throws `TestedProjectError` for a project that cannot be tested at all.
 */
export async function runSuite(suite: FoundSuite, options: SuiteOptions): Promise<SuiteResult> {
  const project = await readTestedProject(suite.folder);
  const coverage = watchTypes(types);
  const played: Played[] = [];
  for (const path of suite.files) played.push(...(await playFile(path, { project, coverage, options })));
  const found = options.simulated ? [] : coverage.of(project.flows);
  return { folder: shownPath(suite.folder, options.cwd), played, coverage: found, percent: percentOf(found) };
}

type Setting = { project: TestedProject; coverage: Coverage; options: SuiteOptions };

async function playFile(path: string, setting: Setting): Promise<Played[]> {
  const file = shownPath(path, setting.options.cwd);
  const text = await readFile(path, 'utf8').catch((error: unknown) => ({ error }));
  if (typeof text !== 'string') return [unread(file, 1, `${file} cannot be read: ${String(text.error)}`)];
  const read = parseTranscripts(text);
  if ('problems' in read) {
    const message = read.problems.map((problem) => `${file}:${problem.line}: ${problem.message}`).join('\n');
    return [unread(file, read.problems[0]?.line ?? 1, message)];
  }
  const played: Played[] = [];
  for (const [at, transcript] of read.transcripts.entries())
    played.push(await playOne(transcript, { file, title: titleOf(transcript, file, at) }, setting));
  return played;
}

function titleOf({ title }: ParsedTranscript, file: string, at: number): string {
  return title ?? (at === 0 ? file : `${file} (${at + 1})`);
}

function unread(file: string, line: number, message: string): Played {
  return { file, line, title: file, ok: false, ms: 0, failure: { line, message } };
}

type Name = { file: string; title: string };

async function playOne({ line, lines }: ParsedTranscript, { file, title }: Name, setting: Setting): Promise<Played> {
  const { options } = setting;
  const beyond = options.simulated && lines.find(needsPretendWorld);
  if (beyond) {
    const left = `line ${beyond.line}, "${beyond.kind}", is for the pretend world`;
    return { file, line, title, ok: true, ms: 0, left };
  }
  const begun = performance.now();
  const end = (failure?: Played['failure']): Played => {
    const ms = Math.round((performance.now() - begun) * 10) / 10;
    return { file, line, title, ok: !failure, ms, ...(failure ? { failure } : {}) };
  };
  try {
    const world = await (options.simulated ? options.simulated() : openWorld(lines, setting));
    try {
      await playTranscript({ file, lines }, world);
    } finally {
      if ('close' in world) await (world.close as () => Promise<void>)();
    }
    return end();
  } catch (error) {
    if (error instanceof TranscriptMismatch) {
      const { line: at, expected, came } = error.gap;
      return end({ line: at, expected, came, message: error.message });
    }
    if (error instanceof NoWorld) return end({ line, message: `${file}:${line}: ${error.message}` });
    if (error instanceof Impossible) {
      const { expected, came } = error;
      const message = `${file}:${line}: what it takes place in is not there.\n  expected: ${expected}\n  came:     ${came}`;
      return end({ line, expected, came, message });
    }
    throw error;
  }
}

function openWorld(lines: ParsedTranscript['lines'], { project, coverage }: Setting) {
  return openPretendWorld({ project, header: lines.filter(isHeader), types: coverage.types, channels, connectors });
}
