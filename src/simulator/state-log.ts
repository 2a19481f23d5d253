import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** An append-only file of JSON lines: what a simulator remembers across restarts. */
export type StateLog<Entry> = {
  /** Writes one entry; when it returns the entry survives the death of this process (not a power cut). */
  append: (entry: Entry) => void;
  /** Forgets everything written so far. */
  clear: () => void;
  close: () => void;
};

/**
 * Opens the log at `path` and replays it, oldest entry first. Without a path nothing is kept.
 * A last line that was torn by a kill is dropped, as if its write had never begun.
 */
export function openStateLog<Entry>(path: string | undefined, replay: (entry: Entry) => void): StateLog<Entry> {
  if (path === undefined) return { append: () => {}, clear: () => {}, close: () => {} };
  mkdirSync(dirname(path), { recursive: true });
  const written = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const length = written.lastIndexOf(0x0a) + 1;
  replayLines(written.subarray(0, length), { path, replay });
  const file = openSync(path, 'a');
  if (length < written.length) ftruncateSync(file, length);
  let open = true;
  return {
    append: (entry) => {
      if (open) writeSync(file, `${JSON.stringify(entry)}\n`);
    },
    clear: () => {
      if (open) ftruncateSync(file, 0);
    },
    close: () => {
      if (open) closeSync(file);
      open = false;
    },
  };
}

function replayLines<Entry>(bytes: Buffer, target: { path: string; replay: (entry: Entry) => void }): void {
  let start = 0;
  for (let line = 1; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const text = bytes.toString('utf8', start, end);
    start = end + 1;
    target.replay(parseLine<Entry>(text, `${target.path}:${line}`));
  }
}

function parseLine<Entry>(text: string, where: string): Entry {
  try {
    return JSON.parse(text) as Entry;
  } catch (cause) {
    throw new Error(`${where} is not JSON; repair or delete this simulator state file.`, { cause });
  }
}
