import { makeRecordId } from '../record-id.ts';
import type { BulkJob } from './job.ts';

/** The bulk jobs of an org, for as long as the process lives. */
export type JobStore = {
  nextId: () => string;
  get: (id: string) => BulkJob | undefined;
  set: (job: BulkJob) => void;
  delete: (id: string) => void;
  list: (kind: BulkJob['kind']) => BulkJob[];
  clear: () => void;
};

/** Makes an empty store of jobs. */
export function createJobStore(): JobStore {
  const jobs = new Map<string, BulkJob>();
  let made = 0;
  return {
    nextId: () => makeRecordId('750', ++made),
    get: (id) => jobs.get(id),
    set: (job) => void jobs.set(job.id, job),
    delete: (id) => void jobs.delete(id),
    list: (kind) => [...jobs.values()].filter((job) => job.kind === kind),
    clear: () => jobs.clear(),
  };
}
