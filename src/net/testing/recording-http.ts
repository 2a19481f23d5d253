import type { Failure } from '../../base/failure.ts';
import type { Http, HttpRequest, HttpResponse } from '../http.ts';

/** An answer as a test writes it: an object becomes JSON, a text stays; `fails` is thrown. */
export type Reply = { status: number; headers?: Record<string, string>; body?: unknown } | { fails: Failure };

/** An outside world made of one function, and what was asked of it. */
export type RecordingHttp = { http: Http; requests: HttpRequest[] };

/** Makes an `Http` for tests that answers by `reply` and keeps every request, in order. */
export function recordingHttp(reply: (request: HttpRequest, number: number) => Reply | Promise<Reply>): RecordingHttp {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    requests.push(request);
    const answer = await reply(request, requests.length);
    if ('fails' in answer) throw answer.fails;
    return response(answer);
  };
  return { http, requests };
}

function response(answer: Exclude<Reply, { fails: Failure }>): HttpResponse {
  const text =
    typeof answer.body === 'string' ? answer.body : answer.body === undefined ? '' : JSON.stringify(answer.body);
  return {
    status: answer.status,
    headers: answer.headers ?? {},
    body: new TextEncoder().encode(text),
    text: () => text,
  };
}
