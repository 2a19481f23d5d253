import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, statSync, unlinkSync, type Stats } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Failure } from '../../base/failure.ts';
import type { MediaRef } from '../../message/content.ts';
import { cleanName } from './file-name.ts';
import { tooLarge } from './media-limits.ts';
import { HEAD_BYTES, settleType } from './media-type.ts';

/** A file on its way in. */
export type MediaSource = Uint8Array | AsyncIterable<Uint8Array>;

/** What is known of a file on its way in: the type and name that somebody states, and the most bytes that are taken. */
export type PutOptions = { mime: string; name?: string; maxBytes: number };

/** A file that is here; `at` is when it was put last. */
export type StoredFile = { id: string; bytes: number; at: number };

/** Which files are looked at to be deleted: all that were put before a time, or those named, whatever their age. */
export type DeleteScope = { putBefore: number } | { among: readonly string[] };

/** Files by the hash of their content. What is not the id of a file that is here is `undefined` everywhere. */
export type MediaStore = {
  /**
   * Keeps a file; resolves when it is on disk for good, and the same content put twice, or a hundred times at once, is
   * one file. The reference holds its settled type and a name that is safe to show. Throws a `Failure`: `invalid` with
   * size and limit when it is too large, `unavailable` when the disk is full or cannot be written; then nothing is
   * kept. An error of the source comes through as it is.
   */
  put(source: MediaSource, options: PutOptions): Promise<MediaRef & { bytes: number }>;
  stat(id: string): Promise<StoredFile | undefined>;
  /** The content, or the bytes from `start` to `end`, both included. Whoever does not read to the end must destroy it. */
  open(id: string, range?: { start: number; end: number }): Promise<Readable | undefined>;
  /** Deletes a file whoever refers to it; false when it was not here. It does not come back after a power cut. */
  delete(id: string): Promise<boolean>;
  list(): AsyncIterable<StoredFile>;
  /**
   * Deletes what nothing refers to and returns the ids. A file that is put anew meanwhile stays. Between a put and the
   * commit of its reference nothing refers to a file, so look at none that is younger than that may take (a day).
   */
  deleteUnreferenced(isReferenced: (id: string) => Promise<boolean>, scope: DeleteScope): Promise<string[]>;
};

/** True for what can be the id of a stored file: the SHA-256 of its content in hex. */
export function isMediaId(id: string): boolean {
  return /^[0-9a-f]{64}$/.test(id);
}

/** Where the files are: each below the first two digits of its id, and what is not yet whole apart. */
type Place = { root: string; drafts: string };

const shardOf = ({ root }: Place, id: string): string => join(root, id.slice(0, 2));
const pathOf = (place: Place, id: string): string => join(shardOf(place, id), id);

/**
 * Opens the files of a data folder, which this process alone must hold (see `openFolder`): what puts left unfinished
 * when the last process died is swept away.
 */
export function openMediaStore(dataFolder: string): MediaStore {
  const root = join(dataFolder, 'media');
  const place: Place = { root, drafts: join(root, 'new') };
  rmSync(place.drafts, { recursive: true, force: true });
  mkdirSync(place.drafts, { recursive: true, mode: 0o700 });
  return {
    put: (source, options) => put(place, source, options),
    async stat(id) {
      const found = isMediaId(id) ? await present(stat(pathOf(place, id))) : undefined;
      return found && { id, bytes: found.size, at: found.mtimeMs };
    },
    async open(id, range) {
      const handle = isMediaId(id) ? await present(open(pathOf(place, id), 'r')) : undefined;
      return handle?.createReadStream(range ?? {});
    },
    delete: (id) => remove(place, id),
    list: () => list(place),
    async deleteUnreferenced(isReferenced, scope) {
      const deleted: string[] = [];
      for await (const id of 'among' in scope ? scope.among : idsBefore(place, scope.putBefore)) {
        const seen = look(place, id);
        if (seen && !(await isReferenced(id)) && (await remove(place, id, seen))) deleted.push(id);
      }
      return deleted;
    },
  };
}

async function put(place: Place, source: MediaSource, { mime, name, maxBytes }: PutOptions) {
  const draft = join(place.drafts, randomUUID());
  try {
    const { id, bytes, head } = await writeDraft(draft, source, maxBytes);
    mkdirSync(shardOf(place, id), { recursive: true, mode: 0o700 });
    // Also over a file that is there: its time becomes now, which keeps it from being taken for forgotten.
    renameSync(draft, pathOf(place, id));
    await flushFolder(shardOf(place, id));
    await flushFolder(place.root);
    const clean = cleanName(name);
    return { id, mime: settleType(mime, head), bytes, ...(clean === undefined ? {} : { name: clean }) };
  } catch (error) {
    await rm(draft, { force: true });
    throw explain(error, place.root);
  }
}

function look(place: Place, id: string): Stats | undefined {
  return isMediaId(id) ? statSync(pathOf(place, id), { throwIfNoEntry: false }) : undefined;
}

/** Deletes a file, where `only` is given if it is still that one: in one turn, so that no put comes between. */
async function remove(place: Place, id: string, only?: Stats): Promise<boolean> {
  const found = look(place, id);
  if (!found || (only && (found.ino !== only.ino || found.mtimeMs !== only.mtimeMs))) return false;
  unlinkSync(pathOf(place, id));
  await flushFolder(shardOf(place, id));
  return true;
}

async function* list(place: Place): AsyncGenerator<StoredFile> {
  for (const shard of await readdir(place.root)) {
    if (!/^[0-9a-f]{2}$/.test(shard)) continue;
    for (const id of await readdir(join(place.root, shard))) {
      const found = look(place, id);
      if (found) yield { id, bytes: found.size, at: found.mtimeMs };
    }
  }
}

async function* idsBefore(place: Place, until: number): AsyncGenerator<string> {
  for await (const { id, at } of list(place)) if (at < until) yield id;
}

/** Writes a source down under a name of no meaning, flushed; learns on the way what it is. */
async function writeDraft(draft: string, source: MediaSource, maxBytes: number) {
  const handle = await open(draft, 'wx', 0o600);
  try {
    const digest = createHash('sha256');
    let head = new Uint8Array();
    let bytes = 0;
    for await (const chunk of source instanceof Uint8Array ? pieces(source) : source) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw tooLarge(source instanceof Uint8Array ? source.byteLength : bytes, maxBytes);
      if (head.byteLength < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.byteLength)]);
      digest.update(chunk);
      await handle.writeFile(chunk);
    }
    await handle.sync();
    return { id: digest.digest('hex'), bytes, head };
  } finally {
    await handle.close();
  }
}

/** Small enough that nobody waits for the hash of a whole film. */
const PIECE_BYTES = 1024 * 1024;

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.byteLength; from += PIECE_BYTES) yield bytes.subarray(from, from + PIECE_BYTES);
}

/** A rename or removal is on disk once its folder is. */
async function flushFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

/** What is asked for, or undefined where there is no such file. */
function present<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
}

const DISK_TROUBLE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space',
  EDQUOT: 'the disk quota is used up. Free some space',
  EROFS: 'the disk is read-only. Make it writable',
  EACCES: 'this user may not write there. Give it write access (chown or chmod)',
  EPERM: 'this user may not write there. Give it write access (chown or chmod)',
  EIO: 'the disk has a fault. Look at the system log',
  EMFILE: 'too many files are open. Raise the limit (ulimit -n)',
};

/** Trouble with the disk passes when somebody sees to it: what was to be kept is tried again until then. */
function explain(error: unknown, root: string): unknown {
  const code = codeOf(error);
  const trouble = typeof code === 'string' ? DISK_TROUBLE[code] : undefined;
  if (error instanceof Failure || trouble === undefined) return error;
  return new Failure(
    { code: 'unavailable', message: `A file could not be kept in ${root}: ${trouble}.` },
    { cause: error },
  );
}
