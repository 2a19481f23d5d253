import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * Writes an SQLite file anew from its records, so that nothing else is left in it or in its log. `secure_delete` would
 * not do: SQLite leaves copies behind in pages that it splits and fills again.
 *
 * It works in a thread of its own, at about a hundred megabytes a second; reads go on meanwhile, but nobody may write.
 * It needs twice the file's size in free space: in the data folder, and where SQLite keeps temporary files
 * (`SQLITE_TMPDIR`). When it fails or is killed, the file's records are as they were.
 */
export async function scrubFile(file: string): Promise<void> {
  const worker = new Worker(new URL('./scrub-worker.ts', import.meta.url), { workerData: { file } });
  try {
    await once(worker, 'exit');
  } catch (cause) {
    const { message, errcode } = cause as Error & { errcode?: number };
    throw Object.assign(new Error(`${file} could not be scrubbed: ${message}`, { cause }), { errcode });
  }
}
