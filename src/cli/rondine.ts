import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import type { Io } from './command.ts';
import { main } from './main.ts';

/** What npm changes the folder away from, where it is npm that called us. */
const cwd = process.env['npm_lifecycle_event'] === 'rondine' ? process.env['INIT_CWD'] : undefined;

async function confirm(question: string): Promise<boolean> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(y|yes)$/i.test((await reader.question(`${question} [y/N] `)).trim());
  } finally {
    reader.close();
  }
}

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? 'somebody';
  }
}

const io: Io = {
  out: (words) => void process.stdout.write(words),
  err: (words) => void process.stderr.write(words),
  input: () => text(process.stdin),
  confirm: process.stdin.isTTY && process.stderr.isTTY ? confirm : undefined,
  env: process.env,
  cwd: cwd ?? process.cwd(),
  width: process.stdout.isTTY ? process.stdout.columns : undefined,
  color: process.stdout.isTTY && process.stdout.hasColors(),
  user: loginName(),
  now: Date.now,
};

// A reader that closes our output, as `| head` does, has seen enough.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
// What commands write is for this user alone.
process.umask(0o077);
process.exitCode = await main(process.argv.slice(2), io);
