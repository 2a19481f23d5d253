import type { Dispatcher } from 'undici';
import { Failure } from '../base/failure.ts';
import { isRead, type HttpRequest, type HttpResponse } from './http.ts';
import { isStreamed, streamOf } from './streamed-body.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;
const decoder = new TextDecoder();

type Exchange = {
  url: URL;
  request: HttpRequest;
  maxBytes: number;
  resolve: (response: HttpResponse) => void;
  reject: (failure: Failure) => void;
  timer?: NodeJS.Timeout;
  settled: boolean;
  /** Set as soon as the request is handed to a socket. */
  controller?: Dispatcher.DispatchController;
  status: number;
  headers: Record<string, string>;
  chunks: Buffer[];
  size: number;
  /** Why the body could not be sent as a whole; the request is not executed then. */
  bodyTrouble?: Failure;
};

/** Why an exchange ended without a whole answer: it decides between `timeout` and `unavailable` for reads. */
type Trouble = { kind: 'timeout' | 'broken' | 'refused_input' | 'too_long'; text: string; cause?: Error };

/**
 * Makes one exchange over a dispatcher that is bound to the request's origin.
 * It speaks to `dispatch` rather than to `request`: only there is it visible whether a request was handed to a socket,
 * which is the line between "nothing was sent" and "it may have been executed". One given up while it still queued
 * for a connection is never sent.
 */
export function exchange(dispatcher: Dispatcher, url: URL, request: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const running: Exchange = {
      url,
      request,
      maxBytes: request.maxBytes ?? DEFAULT_MAX_BYTES,
      resolve,
      reject,
      settled: false,
      status: 0,
      headers: {},
      chunks: [],
      size: 0,
    };
    running.timer = setTimeout(giveUp, timeoutMs, running, timeoutMs);
    dispatcher.dispatch(
      {
        path: url.pathname + url.search,
        method: request.method,
        ...payload(running),
        // The timer above bounds the whole exchange; two more clocks would only cost time.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      handlerOf(running),
    );
  });
}

function payload(running: Exchange): Pick<Dispatcher.DispatchOptions, 'body' | 'headers'> {
  const { body, headers } = running.request;
  if (!isStreamed(body)) return { body, headers };
  const stream = streamOf(body, (trouble) => (running.bodyTrouble = trouble));
  return { body: stream, headers: { ...headers, 'content-length': String(body.bytes) } };
}

function handlerOf(running: Exchange): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller) {
      running.controller = controller;
      if (running.settled) controller.abort(new Error('given up before it was sent'));
    },
    onResponseStart(_controller, status, headers) {
      // Interim answers (100, 103) come before the real one.
      if (status < 200) return;
      running.status = status;
      running.headers = flatten(headers);
      const declared = Number(running.headers['content-length'] ?? 0);
      if (declared > running.maxBytes && running.request.method !== 'HEAD') refuseLength(running);
    },
    onResponseData(_controller, chunk) {
      running.size += chunk.length;
      if (running.size > running.maxBytes) refuseLength(running);
      else running.chunks.push(chunk);
    },
    onResponseEnd: () => finish(running),
    onResponseError(_controller, error) {
      const kind = codeOf(error) === 'UND_ERR_INVALID_ARG' ? 'refused_input' : 'broken';
      fail(running, { kind, text: error.message, cause: error });
    },
  };
}

function giveUp(running: Exchange, timeoutMs: number): void {
  fail(running, { kind: 'timeout', text: `no whole answer within ${timeoutMs} ms` });
}

function refuseLength(running: Exchange): void {
  fail(running, { kind: 'too_long', text: `the answer is longer than ${running.maxBytes} bytes` });
}

function finish(running: Exchange): void {
  if (running.settled) return;
  running.settled = true;
  clearTimeout(running.timer);
  const { status, headers, chunks, size } = running;
  const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
  running.resolve({ status, headers, body, text: () => decoder.decode(body) });
}

function fail(running: Exchange, trouble: Trouble): void {
  if (running.settled) return;
  running.settled = true;
  clearTimeout(running.timer);
  const failure = toFailure(running, trouble);
  running.controller?.abort(failure);
  running.reject(failure);
}

function flatten(received: Record<string, string | string[] | undefined>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in received) {
    const value = received[name];
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return headers;
}

function toFailure(running: Exchange, { kind, text, cause }: Trouble): Failure {
  const { url, request, controller, status } = running;
  if (running.bodyTrouble && status === 0) return running.bodyTrouble;
  // The guard refuses while the connection is made, and says why itself.
  if (cause instanceof Failure) return cause;
  // The host only: paths and queries may hold tokens or personal data.
  const where = `${request.method} to ${url.origin}`;
  const code = codeOf(cause);
  const details = { host: url.host, ...(code === undefined ? {} : { cause: code }) };
  if (kind === 'refused_input') {
    return new Failure({ code: 'invalid', message: `${where} cannot be sent: ${text}.`, details }, { cause });
  }
  if (!controller) {
    const message = `${where} was not sent: ${text}. Check the address and whether the host can be reached from here.`;
    return new Failure({ code: 'unavailable', message, details }, { cause });
  }
  if (kind === 'too_long' && request.guard && status < 500) {
    const executed = isRead(request.method) ? '' : ' It may have been executed.';
    const message = `${where}: ${text}.${executed} Ask for less, or raise the limit in the connection.`;
    return new Failure({ code: 'invalid', message, details });
  }
  if (isRead(request.method)) {
    const message = `${where} got no usable answer: ${text}.`;
    return new Failure({ code: kind === 'timeout' ? 'timeout' : 'unavailable', message, details }, { cause });
  }
  const message = `${where} was sent, but got no usable answer: ${text}. It may have been executed.`;
  return new Failure({ code: 'unknown_outcome', message, details }, { cause });
}

function codeOf(cause: Error | undefined): string | undefined {
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
