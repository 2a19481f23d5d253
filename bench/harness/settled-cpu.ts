import { cpuTimeOf, type CpuTime } from './machine.ts';
import { waitUntil } from './wait-until.ts';

/** How many looks in a row, 20 ms apart, must find the same CPU time. */
const SETTLED_LOOKS = 4;

/**
 * The CPU time of a process once it rests: the last commits of a load come after its replies. `quiet` resolves when
 * nothing that it would work on is on its way.
 */
export async function settledCpu(pid: number, quiet: () => Promise<void>): Promise<CpuTime> {
  await quiet();
  let last = cpuTimeOf(pid);
  let same = 0;
  await waitUntil('the process under test rests', () => {
    const now = cpuTimeOf(pid);
    same = now.userMs === last.userMs && now.systemMs === last.systemMs ? same + 1 : 0;
    last = now;
    return same >= SETTLED_LOOKS;
  });
  return last;
}
