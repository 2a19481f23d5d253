import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { summarizeProfile, type CpuProfile, type ProfileSummary } from '../harness/cpu-profile.ts';
import { measure, type Run } from './measure.ts';
import { alignColumns } from '../harness/columns.ts';

const TOP = 25;
const SAMPLE_EVERY_MICROS = 250;

/**
 * Runs the product once under V8's profiler and sums up where its time went between warm-up and the last reply.
 * The profiler itself costs a third or so: read shares, not sums.
 */
export async function profileProduct(
  run: Omit<Run, 'part'>,
  root: string,
): Promise<ProfileSummary & { flows: number }> {
  const folder = join(run.folder, 'profile');
  const nodeOptions = ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-interval=${SAMPLE_EVERY_MICROS}`];
  const { flows, window } = await measure({ ...run, part: 'product', nodeOptions });
  const file = readdirSync(folder).find((name) => name.endsWith('.cpuprofile'));
  if (file === undefined) throw new Error('The product ended without writing a profile.');
  const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
  rmSync(folder, { recursive: true });
  return { ...summarizeProfile(profile, root, window), flows };
}

/** The functions with the longest self times, grouped by file. */
export function profileText({
  micros,
  idleMicros,
  functions,
  files,
  flows,
}: ProfileSummary & { flows: number }): string {
  const top = new Set(functions.slice(0, TOP));
  const share = (part: number): string[] => [
    `${((part / micros) * 100).toFixed(1)} %`,
    `${(part / flows).toFixed(1)} µs`,
  ];
  const rows = files.flatMap((file) => {
    const shown = file.functions.filter((each) => top.has(each));
    if (shown.length === 0) return [];
    return [
      [file.file, ...share(file.micros)],
      ...shown.map(({ name, line, micros: self }) => [`    ${name}${line > 0 ? `:${line}` : ''}`, ...share(self)]),
    ];
  });
  const all = `${(micros / flows).toFixed(0)} µs a flow under the profiler, ${((idleMicros / (micros + idleMicros)) * 100).toFixed(0)} % of the time idle`;
  return `Self time of the ${TOP} longest functions, by file (a file's line counts all of its functions). ${all}.\n\n${alignColumns([['', 'share', 'a flow'], ...rows])}`;
}
