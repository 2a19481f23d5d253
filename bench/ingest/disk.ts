import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { percentile } from '../harness/statistics.ts';

/** How long a disk takes to keep one page for good: no answer can come sooner. */
export type Disk = { p50Ms: number; p99Ms: number };

const PAGE = Buffer.alloc(4096, 1);
const WRITES = 200;

/** Writes pages one after the other to a file in this folder, each kept for good before the next. */
export function probeDisk(folder: string): Disk {
  const path = join(folder, 'probe');
  const file = openSync(path, 'w');
  const tookMs = Array.from({ length: WRITES }, (_, index) => {
    const began = performance.now();
    writeSync(file, PAGE, 0, PAGE.length, index * PAGE.length);
    fsyncSync(file);
    return performance.now() - began;
  });
  closeSync(file);
  rmSync(path);
  return { p50Ms: percentile(tookMs, 0.5), p99Ms: percentile(tookMs, 0.99) };
}
