import { isObject, type JsonObject, type JsonValue } from '../../src/base/json.ts';

/** What was read: the object, or what is wrong with the text, with its line. */
export type ReadObject = { value?: JsonObject; problem?: string; line?: number };

/** Reads a JSON object that somebody wrote, and says where it cannot be read. */
export function readObject(text: string): ReadObject {
  try {
    const value = JSON.parse(text) as JsonValue;
    if (isObject(value)) return { value };
    return { problem: '{ … }' };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const at = /position (\d+)/.exec(problem)?.[1];
    return { problem, ...(at === undefined ? {} : { line: text.slice(0, Number(at)).split('\n').length }) };
  }
}
