import vm from 'node:vm';
import { JSONPathEnvironment, type JSONPathQuery, type JSONValue } from 'json-p3';
import { Failure } from '../../base/failure.ts';
import { isObject, type JsonValue } from '../../base/json.ts';

/** Named JSONPaths (RFC 9535), read once. */
export type Paths = {
  /**
   * The value at each path. A path that can meet several values gives a list; one that meets nothing gives undefined.
   * Throws `invalid`, naming the path, where a search takes too long or finds too much.
   */
  find(body: JsonValue): Map<string, JsonValue | undefined>;
  /** What stands at the deepest place that a path reaches, for people whose path reaches no further. */
  nearby(name: string, body: JsonValue): string;
};

const LONGEST_PATH = 500;
const MOST_VALUES = 10_000;
const MOST_MS = 1000;
const MOST_NAMES = 20;

// Answers are at most 100 levels deep; the library counts some more.
const environment = new JSONPathEnvironment({ maxRecursionDepth: 120 });

/** Reads paths, each under its name. Throws `invalid` for one that is none, with its name. */
export function parsePaths(map: Readonly<Record<string, string>>): Paths {
  const queries = new Map(Object.entries(map).map(([name, path]) => [name, parse(name, path)]));
  return {
    find(body) {
      const values = new Map<string, JsonValue | undefined>();
      let busyWith = '';
      attempt(
        () =>
          inTime(() => {
            for (const [name, query] of queries) values.set((busyWith = name), valueOf(query, body));
          }),
        (error) => trouble(busyWith, `asks too much of this answer: ${messageOf(error)}. Make it more exact.`, error),
      );
      return values;
    },
    nearby(name, body) {
      const query = queries.get(name);
      return query ? describe(query, body) : '';
    },
  };
}

function parse(name: string, path: string): JSONPathQuery {
  if (path.length > LONGEST_PATH) throw trouble(name, `is longer than ${LONGEST_PATH} characters.`);
  if (!path.startsWith('$')) throw trouble(name, `has to begin with $. Write $.${path.replace(/^\./, '')}`);
  return attempt(
    () => environment.compile(path),
    (error) => trouble(name, `is no JSONPath: ${messageOf(error)}.`, error),
  );
}

function trouble(name: string, what: string, cause?: unknown): Failure {
  return new Failure({ code: 'invalid', message: `The path of "${name}" ${what}`, fields: ['map'] }, { cause });
}

function valueOf(query: JSONPathQuery, body: JsonValue): JsonValue | undefined {
  const found = valuesOf(query, body);
  if (query.singularQuery()) return found[0];
  return found.length > 0 ? found : undefined;
}

function valuesOf(query: JSONPathQuery, body: JsonValue): JsonValue[] {
  const found: JsonValue[] = [];
  for (const node of query.lazyQuery(body as JSONValue)) {
    found.push(node.value as JsonValue);
    if (found.length > MOST_VALUES) throw new Error(`it meets more than ${MOST_VALUES} values`);
  }
  return found;
}

const sandbox: { work?: () => void } = vm.createContext({});
const script = new vm.Script('work()');

/**
 * Runs work that data from outside could make endless (a filter in a filter, a regular expression) and ends it after a
 * second. It runs in this thread: only the interpreter itself can interrupt it.
 */
function inTime(work: () => void): void {
  sandbox.work = work;
  script.runInContext(sandbox, { timeout: MOST_MS });
}

function describe(query: JSONPathQuery, body: JsonValue): string {
  let place = '$';
  let value: JsonValue | undefined = body;
  for (const segment of query.segments) {
    const next = environment.match(place + segment.toString(), body as JSONValue);
    if (!next || next.value === undefined) break;
    place += segment.toString();
    value = next.value as JsonValue;
  }
  return `${place} ${contentsOf(value)}`;
}

function contentsOf(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `is a list of ${value.length}`;
  if (!isObject(value)) return value === null ? 'is empty' : `is a ${typeof value}`;
  const names = Object.keys(value);
  if (names.length === 0) return 'is an object without members';
  const more = names.length > MOST_NAMES ? ' and more' : '';
  return `has ${names.slice(0, MOST_NAMES).map(shorten).join(', ')}${more}`;
}

function shorten(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}

function attempt<T>(work: () => T, failure: (error: unknown) => Failure): T {
  try {
    return work();
  } catch (error) {
    throw failure(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
