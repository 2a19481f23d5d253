import { api } from '../api/client.ts';
import { workOn, type RepairJob, type RepairCalls } from './repair-job.ts';
import { readProblem } from '../ui/shown-problem.ts';

const KEPT = 'rondine.repair';
const listeners = new Set<() => void>();
let job = readKept();
let working: Promise<void> | undefined;

const calls: Pick<RepairCalls, 'bulk'> = { bulk: (body) => api('POST /runs/bulk', { body }) };

/** The repair of many runs of this browser; it goes on while its page is left, and can be taken up after a reload. */
export const repairStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): RepairJob | undefined => job,
  start(next: RepairJob): void {
    become(next);
    working ??= work();
  },
  /** Ends after the page of runs under way; what is done stays done. */
  stop(): void {
    if (job?.state === 'working') become({ ...job, state: 'stopped' });
  },
  resume(): void {
    if (job && job.state !== 'done') repairStore.start({ ...job, state: 'working' });
  },
  forget(): void {
    if (job?.state !== 'working') become(undefined);
  },
};

async function work(): Promise<void> {
  while (job?.state === 'working') {
    const at = job;
    try {
      const next = await workOn(at, calls);
      // Stopped meanwhile: what was done counts, and nothing more is begun.
      const isStopped = repairStore.get()?.state === 'stopped';
      become(isStopped && next.state !== 'done' ? { ...next, state: 'stopped' } : next);
    } catch (error) {
      become({ ...at, state: 'failed', problem: readProblem(error).what ?? readProblem(error).code });
    }
  }
  working = undefined;
}

function become(next: RepairJob | undefined): void {
  job = next;
  if (next) sessionStorage.setItem(KEPT, JSON.stringify(next));
  else sessionStorage.removeItem(KEPT);
  for (const each of listeners) each();
}

function readKept(): RepairJob | undefined {
  const text = globalThis.sessionStorage?.getItem(KEPT) ?? null;
  if (text === null) return undefined;
  try {
    const kept = JSON.parse(text) as RepairJob;
    // The page that worked on it is gone: somebody says whether it is to go on.
    return kept.state === 'working' ? { ...kept, state: 'stopped' } : kept;
  } catch {
    return undefined;
  }
}
