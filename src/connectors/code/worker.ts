// A thread that runs functions, one after the other. The pool ends it when it does not answer.
import { parentPort } from 'node:worker_threads';
import type { Job, Report } from './protocol.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

const tell = (report: Report): void => parentPort?.postMessage(report, []);
let sandbox: Sandbox | undefined;

async function work(job: Job): Promise<void> {
  if (sandbox?.memoryBytes !== job.memoryBytes) sandbox = await createSandbox(job.memoryBytes);
  // Told before the work: the clock of the pool runs from here, whatever the work does to this thread.
  tell({ type: 'begun' });
  tell({ type: 'ended', ...sandbox.run(job) });
}

// What fails here is a fault of ours: unhandled, it ends the thread, and the pool hears of it.
parentPort?.on('message', (job: Job) => void work(job));
