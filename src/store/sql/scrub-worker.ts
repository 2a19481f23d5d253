import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';

// The thread behind `scrubFile`. It waits for the reads of the other connection, which take milliseconds.
const { file } = workerData as { file: string };
const db = new DatabaseSync(file, { timeout: 2000 });
try {
  db.exec('PRAGMA synchronous = FULL; VACUUM');
  // The new file stands in the log until it is copied; what was there before goes when the log is cut to nothing.
  const checkpoint = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  if (checkpoint?.['busy'] !== 0) throw new Error('another process reads it. End that, and scrub again.');
} finally {
  db.close();
}
