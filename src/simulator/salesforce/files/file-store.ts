import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The contents of files, by the id of their version. */
export type FileStore = {
  put: (id: string, bytes: Uint8Array) => void;
  get: (id: string) => Uint8Array | undefined;
  clear: () => void;
};

/** Keeps contents in memory, and also in a folder where they shall survive the process. */
export function createFileStore(folder: string | undefined): FileStore {
  const kept = new Map<string, Uint8Array>();
  return {
    put: (id, bytes) => {
      kept.set(id, bytes);
      if (folder === undefined) return;
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, id), bytes);
    },
    get: (id) => {
      const known = kept.get(id);
      if (known || folder === undefined || !existsSync(join(folder, id))) return known;
      return readFileSync(join(folder, id));
    },
    clear: () => {
      kept.clear();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
