import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { member, take } from '../place.ts';
import { takeHeader, takeLimits, takeRequest, type HttpRequest } from './http-request.ts';
import { callPart, toText, toValue, withinStep, type Part, type Scene } from './scene.ts';
import { isOneExpression } from './template.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
/** Most variables that one request takes out of its answer. */
const MOST_VARIABLES = 100;

/** How a member of the answer is read from what the step keeps. */
export type AnswerShape = 'values' | 'body';

/** Where the older format's variables stand in what the step keeps. */
export function answerShape({ keys }: HttpRequest): AnswerShape {
  return keys.length > 0 && keys.length <= MOST_VARIABLES ? 'values' : 'body';
}

/** A connection that signs in by itself, and the address below it. */
export type SignedIn = { connection: string; url: string };

/** The step that a request to any other system becomes. */
export function httpPart(request: HttpRequest, outer: Scene, { saveAs, by }: { saveAs: string; by?: SignedIn }): Part {
  const scene = withinStep(outer);
  takeRequest(request);
  const { timeoutMs, retries } = takeLimits(request);
  const method = methodOf(request, scene);
  const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(request, scene);
  if (request.body && !body) scene.differs(`A ${method} carries no body here; the one it had is left out.`);
  if (take(member(request.place, 'followRedirect')) === false)
    scene.differs(
      'Redirects are followed here; list their statuses under "expect" where they are meant to count as an answer.',
    );
  const headers = headersOf(request, scene, { body, leaveOut: by ? ['authorization'] : [] });
  const map = answerShape(request) === 'values' ? mapOf(request.keys) : undefined;
  const input = {
    url: toText(scene, by?.url ?? request.url, 'url'),
    method,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...body,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(map ? { map } : {}),
  };
  const part = callPart(
    { connection: by?.connection ?? needHttp(scene), operation: map ? 'fetchVariables' : 'request', input },
    { saveAs },
  );
  return retries === undefined ? part : { ...part, retry: { attempts: retries + 1 } };
}

function needHttp(scene: Scene): string {
  return scene.need({
    kind: 'connection',
    name: 'http',
    of: 'connector',
    adapter: 'http',
    config: {},
    fill: [],
    why: 'Requests to other systems go out through it. It needs no configuration to reach public addresses.',
  });
}

function methodOf({ method, body }: HttpRequest, scene: Scene): string {
  if (METHODS.includes(method)) return method;
  const instead = body ? 'POST' : 'GET';
  if (method !== '') scene.differs(`There is no method "${method.slice(0, 40)}"; it is ${instead} now.`);
  return instead;
}

function bodyOf({ body, contentType = '' }: HttpRequest, scene: Scene): JsonObject | undefined {
  if (!body) return undefined;
  if ('json' in body)
    return /x-www-form-urlencoded/i.test(contentType) && isFlat(body.json)
      ? { form: toValue(scene, body.json) }
      : { json: toValue(scene, body.json) };
  const form = /x-www-form-urlencoded/i.test(contentType) ? formOf(body.text) : undefined;
  if (form) return { form: toValue(scene, form) };
  if (/json/i.test(contentType) && !isOneExpression(body.text))
    scene.differs('The body is no JSON by itself, so it is sent as text.');
  return { text: toText(scene, body.text) };
}

/** `a=1&b={{x}}` as its fields; undefined where it is none. */
function formOf(text: string): JsonObject | undefined {
  const pairs = text.split('&').map((pair) => pair.split('='));
  if (pairs.some(([name = '', ...value]) => !/^[\w.%[\]-]{1,200}$/.test(name) || value.length === 0)) return undefined;
  const fields = pairs.map(([name = '', ...value]) => [name, decode(value.join('='))] as const);
  const form = Object.fromEntries(fields);
  return Object.keys(form).length === pairs.length ? form : undefined;
}

function decode(text: string): string {
  if (text.includes('{{')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function isFlat(value: JsonValue): value is JsonObject {
  return isObject(value) && Object.values(value).every((part) => typeof part !== 'object' || part === null);
}

type Around = { body: JsonObject | undefined; leaveOut: readonly string[] };

function headersOf(request: HttpRequest, scene: Scene, { body, leaveOut }: Around): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const header of request.headers) {
    const { name, value } = header;
    takeHeader(header);
    const ours = name.toLowerCase() === 'content-type' && (!body || !('text' in body));
    if (!ours && !leaveOut.includes(name.toLowerCase())) headers[name] = toText(scene, value, name);
  }
  const isSaid = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  if (body && 'text' in body && !isSaid && request.contentType)
    headers['Content-Type'] = toText(scene, request.contentType);
  return headers;
}

/** Each variable is the member of the answer that has its name. */
function mapOf(keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.map((key) => [key, /^[A-Za-z_]\w*$/.test(key) ? `$.${key}` : `$[${JSON.stringify(key)}]`]),
  );
}
