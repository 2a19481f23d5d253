import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** True where a socket is a file, whose mode says who may use it. */
export const IS_FILE = process.platform !== 'win32';

/** Longest path that every system takes for a socket, in bytes. */
const LONGEST = 100;

/**
 * Where the socket of a data folder is: in it, or, where its path is too long for a socket, under a short name in a
 * folder of this user's own among the temporary files. The same folder gives the same path.
 */
export function socketPath(folder: string): string {
  const real = realpathSync(folder);
  // Windows knows no sockets among files; its pipes have names of their own.
  if (!IS_FILE) return `\\\\.\\pipe\\rondine-${nameOf(real)}`;
  const path = join(real, 'control.sock');
  if (Buffer.byteLength(path) <= LONGEST) return path;
  return join(ownFolder(), `${nameOf(real)}.sock`);
}

function nameOf(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 16);
}

/** A folder among the temporary files that is this user's alone; anybody may write beside it, so it is looked at. */
function ownFolder(): string {
  const path = join(tmpdir(), `rondine-${userInfo().uid}`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  const isOwn = process.getuid === undefined || found.uid === process.getuid();
  if (!found.isDirectory() || !isOwn)
    throw new Error(`${path} belongs to somebody else. Remove it, or set TMPDIR to a folder of your own.`);
  if ((found.mode & 0o077) !== 0) chmodSync(path, 0o700);
  return path;
}
