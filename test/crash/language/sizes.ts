import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What a server takes. */
export type Sizes = { diskBytes: number; memoryBytes: number };

/** How much disk the files of a folder take. */
export async function diskOf(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  const stats = await Promise.all(files.map((file) => stat(join(folder, file)).catch(() => undefined)));
  return stats.reduce((sum, each) => sum + (each?.isFile() ? each.size : 0), 0);
}

/** How much memory a process takes now; 0 where the system does not tell. */
export async function memoryOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(status) ?? [];
  return 1024 * Number(kilobytes);
}
