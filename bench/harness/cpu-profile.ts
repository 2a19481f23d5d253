import { fileURLToPath } from 'node:url';

/** A `.cpuprofile` as V8 writes it, as far as it is read here. Times are microseconds of the monotonic clock. */
export type CpuProfile = {
  nodes: readonly {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
  }[];
  startTime: number;
  samples: readonly number[];
  /** The first counts from the start, each other from the sample before it. */
  timeDeltas: readonly number[];
};

/** Time in one function itself, without what it calls. */
export type SelfTime = { name: string; file: string; line: number; micros: number };

/** Time in all functions of one file. */
export type FileTime = { file: string; micros: number; functions: SelfTime[] };

/** Where the time of a profile went: by function and by file, longest first. `micros` is the whole, idle time aside. */
export type ProfileSummary = { micros: number; idleMicros: number; functions: SelfTime[]; files: FileTime[] };

/** Where functions stand that have no file: V8's own work, and functions written in C++. */
const NATIVE = '(native)';

/**
 * Sums up self times, only of samples within the window when one is given. Paths below `root` are shortened; packages
 * and Node's own modules are named as such.
 */
export function summarizeProfile(
  profile: CpuProfile,
  root: string,
  window: { from: number; to: number } = { from: -Infinity, to: Infinity },
): ProfileSummary {
  const times = timeByNode(profile, window);
  const functions = new Map<string, SelfTime>();
  let idleMicros = 0;
  for (const { id, callFrame } of profile.nodes) {
    const micros = times.get(id) ?? 0;
    if (micros === 0) continue;
    if (callFrame.functionName === '(idle)') {
      idleMicros += micros;
      continue;
    }
    const self = selfOf(callFrame, root);
    const key = `${self.file}:${self.line}:${self.name}`;
    functions.set(key, { ...self, micros: micros + (functions.get(key)?.micros ?? 0) });
  }
  const sorted = [...functions.values()].sort(longest);
  return {
    micros: sorted.reduce((sum, { micros }) => sum + micros, 0),
    idleMicros,
    functions: sorted,
    files: byFile(sorted),
  };
}

function timeByNode(profile: CpuProfile, { from, to }: { from: number; to: number }): Map<number, number> {
  const times = new Map<number, number>();
  let at = profile.startTime;
  for (const [index, node] of profile.samples.entries()) {
    at += profile.timeDeltas[index] ?? 0;
    // A sample stands for the time until the next one; V8 may write them slightly out of order.
    const lasts = Math.max(0, profile.timeDeltas[index + 1] ?? 0);
    if (at >= from && at < to) times.set(node, (times.get(node) ?? 0) + lasts);
  }
  return times;
}

function selfOf(
  { functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame'],
  root: string,
): Omit<SelfTime, 'micros'> {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return { name, file: NATIVE, line: 0 };
  return { name, file: shorten(url, root), line: lineNumber + 1 };
}

function shorten(url: string, root: string): string {
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  const inPackage = path.lastIndexOf('/node_modules/');
  if (inPackage >= 0) return path.slice(inPackage + '/node_modules/'.length);
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

function byFile(functions: readonly SelfTime[]): FileTime[] {
  const files = new Map<string, FileTime>();
  for (const self of functions) {
    const file = files.get(self.file) ?? { file: self.file, micros: 0, functions: [] };
    file.micros += self.micros;
    file.functions.push(self);
    files.set(self.file, file);
  }
  return [...files.values()].sort(longest);
}

function longest(left: { micros: number }, right: { micros: number }): number {
  return right.micros - left.micros;
}
