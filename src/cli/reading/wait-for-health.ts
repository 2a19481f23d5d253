import type { ProbeResult } from '../../base/probe.ts';

/** What waiting needs: a clock, a way to let time pass, and an ear for progress. */
export type Waiting = { now(): number; pause(ms: number): Promise<unknown>; told(text: string): void };

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Looks again and again while all that is wrong may pass by itself, at most for as long as that may take. Gives the
 * last look.
 */
export async function waitForHealth<Look extends { results: readonly ProbeResult[] }>(
  look: () => Promise<Look>,
  { now, pause, told }: Waiting,
): Promise<Look> {
  const startedAt = now();
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    const found = await look();
    const bad = found.results.filter(({ ok }) => !ok);
    const patienceMs = Math.min(...bad.map(({ passesWithinMs }) => passesWithinMs ?? 0));
    const leftMs = startedAt + patienceMs - now();
    if (bad.length === 0 || leftMs <= 0) return found;
    told(`${bad[0]?.name ?? ''} may pass by itself; looking again for ${Math.ceil(leftMs / 60_000)} min`);
    await pause(Math.min(pauseMs, leftMs));
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
