import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The data folder cannot be used; the message says why and what to do. */
export class FolderError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'FolderError';
  }
}

/** A data folder that this process alone works on. */
export type DataFolder = { readonly path: string; close(): void };

/** Locks of this process: an unreferenced database is collected, and its lock with it. */
const held = new Set<DatabaseSync>();

/**
 * Makes the data folder where it is missing (for this user only) and takes its lock. The operating system lets go of
 * the lock when the process dies, however it dies. Throws `FolderError`.
 */
export function openFolder(path: string): DataFolder {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new FolderError(unusable(path, error), { cause: error });
  }
  const pidFile = join(path, 'pid');
  const lock = takeLock(path, pidFile);
  try {
    writeFileSync(pidFile, String(process.pid), { mode: 0o600 });
  } catch (error) {
    lock.close();
    throw new FolderError(unusable(path, error), { cause: error });
  }
  return {
    path,
    close() {
      rmSync(pidFile, { force: true });
      held.delete(lock);
      lock.close();
    },
  };
}

/** An exclusive transaction on a small database of its own: held as long as the process lives. */
function takeLock(path: string, pidFile: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(path, 'lock.db'), { timeout: 200 });
    lock.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    held.add(lock);
    return lock;
  } catch (error) {
    lock?.close();
    if (sqliteCode(error) === SQLITE_BUSY) throw new FolderError(taken(path, pidFile), { cause: error });
    throw new FolderError(unusable(path, error), { cause: error });
  }
}

const SQLITE_BUSY = 5;
/** Of SQLite's codes the low byte is the kind of error. */
const sqliteCode = (error: unknown): number => Number((error as { errcode?: unknown }).errcode ?? 0) & 0xff;

function taken(path: string, pidFile: string): string {
  const pid = readOwner(pidFile);
  const who = pid ? `process ${pid}` : 'another process';
  const stop = pid ? `Stop it (kill ${pid})` : 'Stop it';
  return `The data folder ${path} is in use by ${who}. ${stop}, or give this one a folder of its own: RONDINE_DATA=other-folder npm start`;
}

function readOwner(pidFile: string): string | undefined {
  try {
    return /^\d+$/.exec(readFileSync(pidFile, 'utf8'))?.[0];
  } catch {
    return undefined;
  }
}

function unusable(path: string, error: unknown): string {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'EEXIST' || code === 'ENOTDIR') {
    return `${path} is a file, or lies below one; a folder is needed. Move the file away, or choose another folder: RONDINE_DATA=other-folder npm start`;
  }
  if (code === 'ENOSPC' || sqliteCode(error) === SQLITE_FULL)
    return `The disk of ${path} is full. Free some space, then start again.`;
  if (['EACCES', 'EPERM', 'EROFS'].includes(code) || NOT_WRITABLE.has(sqliteCode(error))) {
    return `The data folder ${path} cannot be written. Give this user write access (chown or chmod), or choose another folder: RONDINE_DATA=other-folder npm start`;
  }
  return `The data folder ${path} cannot be used: ${error instanceof Error ? error.message : String(error)}.`;
}

const SQLITE_FULL = 13;
/** SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN. */
const NOT_WRITABLE = new Set([3, 8, 14]);
