import { readFileSync } from 'node:fs';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { listen, readBody, sendJson, sendText, type Listening } from '../serve.ts';

/** One answer that a real org once gave; `{origin}` stands for its own address. */
type Recorded = { status: number; headers: Record<string, string>; body: JsonValue };

/**
 * Starts a server that answers as a real org did: from a transcript that `rondine doctor --record` wrote. The same call
 * again gets the next recorded answer, and after the last one that again. A call that was never recorded gets 501.
 */
export async function startReplay(options: { file: string; port?: number; host?: string }): Promise<Listening> {
  const answers = readTranscript(options.file);
  const given = new Map<string, number>();
  let origin = '';
  const server = await listen(async (request, response) => {
    const { method = 'GET', url = '/' } = request;
    if (method !== 'GET' && method !== 'HEAD') await readBody(request);
    const key = [`${method} ${sorted(url)}`, `${method} ${url.split('?')[0] ?? ''}`].find((each) => answers.has(each));
    if (key === undefined) {
      sendJson(response, 501, { error: `The transcript holds no ${method} ${url}.` });
      return;
    }
    const recorded = answers.get(key) ?? [];
    const number = given.get(key) ?? 0;
    given.set(key, number + 1);
    const answer = recorded[Math.min(number, recorded.length - 1)];
    const here = (text: string): string => text.replaceAll('{origin}', origin);
    const headers = Object.entries(answer?.headers ?? {}).map(([name, value]) => [name, here(value)]);
    const body = typeof answer?.body === 'string' ? answer.body : JSON.stringify(answer?.body ?? null);
    sendText(response, answer?.status ?? 500, here(body), Object.fromEntries(headers));
  }, options);
  origin = server.url;
  return server;
}

/** Answers by call: with the query in order, and for calls whose query differs each time without it. */
function readTranscript(file: string): ReadonlyMap<string, readonly Recorded[]> {
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const calls = isObject(read) && read['rondineTranscript'] === 1 ? read['calls'] : undefined;
  if (!Array.isArray(calls)) throw new Error(`${file} is no transcript of rondine doctor --record.`);
  const answers = new Map<string, Recorded[]>();
  const add = (key: string, answer: Recorded): void => void answers.set(key, [...(answers.get(key) ?? []), answer]);
  for (const call of calls.filter(isObject)) {
    const { method, path, status, headers, body = null } = call;
    if (typeof method !== 'string' || typeof path !== 'string' || typeof status !== 'number') continue;
    const answer = { status, headers: textsOf(headers), body };
    add(`${method} ${sorted(path)}`, answer);
    if (path.includes('?')) add(`${method} ${path.split('?')[0] ?? ''}`, answer);
  }
  return answers;
}

function textsOf(value: JsonValue | undefined): Record<string, string> {
  const members: JsonObject = isObject(value) ? value : {};
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** A path with its query in one order and one way of writing. */
function sorted(path: string): string {
  const url = new URL(path, 'http://org');
  url.searchParams.sort();
  return url.pathname.replace(/^\/{2,}/, '/') + url.search;
}
