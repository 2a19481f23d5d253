import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Store } from '../store.ts';

/**
 * Starts a process that commits in a loop, kills it with SIGKILL in the middle of that after it has reported so many
 * commits, and returns the keys of all that it had reported. Each commit inserts a `seen` and a `setting` of one key.
 */
export async function commitUntilKilled(
  module: string,
  folder: string,
  { round, commits }: { round: number; commits: number },
): Promise<string[]> {
  const program = fileURLToPath(import.meta.url);
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, module, folder, `${round}`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  const reported: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (reported.push(line) === commits) child.kill('SIGKILL');
  }
  await ended;
  return reported;
}

async function commitForEver(store: Store, round: string): Promise<never> {
  for (let n = 0; ; n += 3) {
    await Promise.all(
      [n, n + 1, n + 2].map(async (number) => {
        const key = `${round}-${number}`;
        await store.commit([
          { op: 'insert', kind: 'seen', record: { key, at: number } },
          { op: 'put', kind: 'setting', record: { key, value: 'x'.repeat(2000) } },
        ]);
        writeSync(1, `${key}\n`);
      }),
    );
  }
}

if (import.meta.main) {
  const [module = '', folder = '', round = ''] = process.argv.slice(2);
  const { openStore } = (await import(module)) as { openStore: (place: { folder: string }) => Promise<Store> };
  await commitForEver(await openStore({ folder }), round);
}
