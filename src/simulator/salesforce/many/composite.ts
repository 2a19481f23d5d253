import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { Refusal, answerOf, jsonAnswer, refuse, type Answer } from '../answer.ts';
import { callWriter, checkMediaType, type Action, type RunCall } from '../call.ts';
import type { ApiCall } from '../data-api.ts';
import { listIn, parseBody } from '../json-body.ts';
import type { Org } from '../org.ts';
import { findRoute } from '../route.ts';
import { fillText, fillValue } from './references.ts';

const MOST_SUBREQUESTS = 25;
const MOST_COLLECTIONS = 5;
const FORBIDDEN_HEADERS = ['accept', 'authorization', 'content-type'];

type Subrequest = { method: string; url: string; referenceId: string; body?: JsonValue; httpHeaders: JsonObject };
type Subresponse = { body: JsonValue; httpHeaders: JsonObject; httpStatusCode: number; referenceId: string };

/** `POST /composite`: up to 25 subrequests in order, each of which may name results of earlier ones. */
export const compositeAction: Action = (org, call, run) => {
  checkMediaType(call);
  const body = parseBody(call.body);
  const requests = readSubrequests(listIn(body, 'compositeRequest'));
  if (requests.length > MOST_SUBREQUESTS) {
    throw refuse(400, 'LIMIT_EXCEEDED', `The composite request has more than ${MOST_SUBREQUESTS} subrequests`);
  }
  const many = requests.filter(({ url }) => /\/(?:query|queryAll|composite\/sobjects)\b/.test(url));
  if (many.length > MOST_COLLECTIONS) {
    throw refuse(400, 'LIMIT_EXCEEDED', `Up to ${MOST_COLLECTIONS} subrequests may be queries or collections`);
  }
  callWriter(org, call);
  const allOrNone = body['allOrNone'] === true;
  return jsonAnswer(200, { compositeResponse: runSubrequests({ org, call, run }, requests, { allOrNone }).responses });
};

type Place = { org: Org; call: ApiCall; run: RunCall };

class TakenBack extends Error {}

/** Carries out subrequests in order; with `allOrNone` the first failure takes back all and halts the rest. */
export function runSubrequests(
  place: Place,
  requests: readonly Subrequest[],
  options: { allOrNone: boolean },
): { responses: Subresponse[]; successful: boolean } {
  const responses: Subresponse[] = [];
  const done = new Map<string, JsonValue>();
  const runAll = (): void => {
    for (const request of requests) {
      const response = runOne(place, request, done);
      responses.push(response);
      if (response.httpStatusCode < 300) done.set(request.referenceId, response.body);
      else if (options.allOrNone) throw new TakenBack();
    }
  };
  try {
    if (options.allOrNone) place.org.store.atomically(runAll);
    else runAll();
  } catch (thrown) {
    if (!(thrown instanceof TakenBack)) throw thrown;
    const failed = responses.at(-1);
    return {
      responses: requests.map(({ referenceId }) =>
        failed?.referenceId === referenceId ? failed : halted(referenceId),
      ),
      successful: false,
    };
  }
  return { responses, successful: responses.every(({ httpStatusCode }) => httpStatusCode < 300) };
}

function runOne(place: Place, request: Subrequest, done: ReadonlyMap<string, JsonValue>): Subresponse {
  const answer = answerOf(() => {
    const url = fillText(request.url, done);
    const body = request.body === undefined ? undefined : fillValue(request.body, done);
    return place.run(innerCall(place.call, { method: request.method, url, body, headers: request.httpHeaders }));
  });
  const { 'Sforce-Limit-Info': _, ...httpHeaders } = answer.headers ?? {};
  return { body: bodyOf(answer), httpHeaders, httpStatusCode: answer.status, referenceId: request.referenceId };
}

/** A call inside a call: with its own method and path, and the outer call's author and headers for rules. */
export function innerCall(
  outer: ApiCall,
  inner: { method: string; url: string; body: JsonValue | undefined; headers?: JsonObject },
): ApiCall {
  const mark = inner.url.indexOf('?');
  const path = mark < 0 ? inner.url : inner.url.slice(0, mark);
  const own = Object.entries(inner.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    method: inner.method,
    route: findRoute(inner.method, path),
    query: new URLSearchParams(mark < 0 ? '' : inner.url.slice(mark + 1)),
    headers: { ...rulesOf(outer.headers), ...Object.fromEntries(own), 'content-type': 'application/json' },
    body: inner.body === undefined ? '' : JSON.stringify(inner.body),
    baseUrl: outer.baseUrl,
    ...(outer.author ? { author: outer.author } : {}),
  };
}

function rulesOf(headers: ApiCall['headers']): ApiCall['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('sforce-')));
}

/** The value that an answer's body holds. */
export function bodyOf(answer: Answer): JsonValue {
  return answer.body === '' ? null : (JSON.parse(answer.body) as JsonValue);
}

function halted(referenceId: string): Subresponse {
  const message = 'The transaction was rolled back since another operation in the same transaction failed.';
  const body = [{ errorCode: 'PROCESSING_HALTED', message }];
  return { body, httpHeaders: {}, httpStatusCode: 400, referenceId };
}

/** Reads subrequests, and refuses the whole call for a reference id or a header that must not be. */
export function readSubrequests(list: readonly JsonObject[]): Subrequest[] {
  const seen = new Set<string>();
  return list.map((request) => {
    const { method, url, referenceId, body, httpHeaders } = request;
    if (typeof method !== 'string' || typeof url !== 'string') throw badInput('Provide a method and a url');
    if (typeof referenceId !== 'string' || !/^[A-Za-z][A-Za-z0-9_]*$/.test(referenceId)) {
      throw badInput(
        `Provided referenceId ('${String(referenceId)}') must start with a letter and contain only letters, numbers and underscores`,
      );
    }
    if (seen.has(referenceId)) throw badInput(`Provided referenceId ('${referenceId}') is not unique`);
    seen.add(referenceId);
    const headers = isObject(httpHeaders) ? httpHeaders : {};
    const forbidden = Object.keys(headers).find((name) => FORBIDDEN_HEADERS.includes(name.toLowerCase()));
    if (forbidden) throw badInput(`The header ${forbidden} must not be specified in a subrequest`);
    return {
      method: method.toUpperCase(),
      url,
      referenceId,
      httpHeaders: headers,
      ...(body === undefined ? {} : { body }),
    };
  });
}

function badInput(message: string): Refusal {
  return refuse(400, 'INVALID_INPUT', message);
}
