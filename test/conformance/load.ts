import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import path from 'node:path';
import type { Conformance } from './recorded.ts';

/** What each file of `channels` exports, in the order of their names. */
export async function loadConformances(): Promise<Conformance[]> {
  const files = globSync('channels/*.ts', { cwd: import.meta.dirname }).sort();
  const modules = await Promise.all(
    files.map((file) => import(path.join(import.meta.dirname, file)) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((module, index) => {
    const found = Object.values(module).filter((value) => typeof value === 'object' && value !== null);
    const isOne = (value: object): boolean => 'channel' in value && 'folder' in value && 'configFor' in value;
    assert.ok(found.length > 0 && found.every(isOne), `${files[index]} exports a \`Conformance\` and nothing else`);
    return found as Conformance[];
  });
}
