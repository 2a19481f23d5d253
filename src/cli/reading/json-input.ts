import { isObject, type JsonObject } from '../../base/json.ts';
import { UsageError, type Io } from '../command.ts';
import { readText } from './text-source.ts';

/** Reads a JSON object that was given as it is, in a file, or on the standard input (`-`). */
export async function readJsonInput(given: string, io: Pick<Io, 'cwd' | 'input'>): Promise<JsonObject> {
  const text = given.trimStart().startsWith('{') ? given : (await readText(given, io)).text;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (isObject(value)) return value;
  throw new UsageError('The input is no JSON object. Write {"object":"Lead"}, the name of a file that holds it, or -.');
}
