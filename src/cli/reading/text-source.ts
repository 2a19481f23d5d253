import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { isObject, type JsonObject } from '../../base/json.ts';
import { CommandError, UsageError, type Io } from '../command.ts';

/** A text and what to call the place it came from. */
export type TextSource = { text: string; from: string };

/** Reads a file, or the standard input for `-`. Throws `CommandError`. */
export async function readText(name: string, io: Pick<Io, 'cwd' | 'input'>): Promise<TextSource> {
  if (name === '-') return { text: await io.input(), from: 'the standard input' };
  const path = resolve(io.cwd, name);
  try {
    return { text: await readFile(path, 'utf8'), from: relative(io.cwd, path) || path };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'is not there' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
    throw new CommandError(`${name} ${why}. Name a file, or - for the standard input.`);
  }
}

/** Reads a JSON object given as an option: as it stands, from a file (`@file`), or from the standard input (`-`). */
export async function readJsonOption(
  option: string,
  value: string,
  io: Pick<Io, 'cwd' | 'input'>,
): Promise<JsonObject> {
  const isElsewhere = value === '-' || value.startsWith('@');
  const text = isElsewhere ? (await readText(value.replace(/^@/, ''), io)).text : value;
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--${option} is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (isObject(read)) return read;
  throw new UsageError(`--${option} must be a JSON object such as '{ "name": "Ada" }'.`);
}
