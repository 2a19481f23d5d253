import type { Dispatcher } from 'undici';
import { Failure } from '../base/failure.ts';
import type { HttpRequest, HttpResponse } from './http.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;
const decoder = new TextDecoder();

/** Why an exchange ended without a whole answer: it decides between `timeout` and `unavailable` for reads. */
type Trouble = { kind: 'timeout' | 'broken' | 'refused_input'; text: string; cause?: Error };

/**
 * Makes one exchange over a dispatcher that is bound to the request's origin.
 * It speaks to `dispatch` rather than to `request`: only there is it visible whether a request was handed to a socket,
 * which is the line between "nothing was sent" and "it may have been executed". One given up while it still queued
 * for a connection is never sent.
 */
export function exchange(dispatcher: Dispatcher, url: URL, request: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const maxBytes = request.maxBytes ?? DEFAULT_MAX_BYTES;
    const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | undefined;
    let settled = false;
    let status = 0;
    let headers: Record<string, string> = {};
    let size = 0;

    const fail = (trouble: Trouble) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      const failure = toFailure(trouble, { url, request, sent: controller !== undefined });
      controller?.abort(failure);
      reject(failure);
    };
    const timer = setTimeout(
      () => fail({ kind: 'timeout', text: `no whole answer within ${timeoutMs} ms` }),
      timeoutMs,
    );
    const refuseLength = () => fail({ kind: 'broken', text: `the answer is longer than ${maxBytes} bytes` });

    dispatcher.dispatch(
      {
        path: url.pathname + url.search,
        method: request.method,
        body: request.body,
        headers: request.headers,
        // The timer above bounds the whole exchange; two more clocks would only cost time.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      {
        onRequestStart(started) {
          controller = started;
          if (settled) started.abort(new Error('given up before it was sent'));
        },
        onResponseStart(_controller, code, received) {
          // Interim answers (100, 103) come before the real one.
          if (code < 200) return;
          status = code;
          headers = flatten(received);
          if (request.method !== 'HEAD' && Number(headers['content-length'] ?? 0) > maxBytes) refuseLength();
        },
        onResponseData(_controller, chunk) {
          size += chunk.length;
          if (size > maxBytes) refuseLength();
          else chunks.push(chunk);
        },
        onResponseEnd() {
          if (settled) return;
          settled = true;
          clearTimeout(timer);
          const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
          resolve({ status, headers, body, text: () => decoder.decode(body) });
        },
        onResponseError(_controller, error) {
          const refused = isInvalidArgument(error);
          fail({ kind: refused ? 'refused_input' : 'broken', text: error.message, cause: error });
        },
      },
    );
  });
}

function flatten(received: Record<string, string | string[] | undefined>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in received) {
    const value = received[name];
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return headers;
}

function isInvalidArgument(error: Error): boolean {
  return (error as { code?: unknown }).code === 'UND_ERR_INVALID_ARG';
}

function toFailure(trouble: Trouble, made: { url: URL; request: HttpRequest; sent: boolean }): Failure {
  const { kind, text, cause } = trouble;
  // The host only: paths and queries may hold tokens or personal data.
  const where = `${made.request.method} to ${made.url.origin}`;
  const details = { host: made.url.host, ...causeCode(cause) };
  if (kind === 'refused_input') {
    return new Failure({ code: 'invalid', message: `${where} cannot be sent: ${text}.`, details }, { cause });
  }
  if (!made.sent) {
    const message = `${where} was not sent: ${text}. Check the address and whether the host can be reached from here.`;
    return new Failure({ code: 'unavailable', message, details }, { cause });
  }
  if (made.request.method === 'GET' || made.request.method === 'HEAD') {
    const code = kind === 'timeout' ? 'timeout' : 'unavailable';
    return new Failure({ code, message: `${where} got no usable answer: ${text}.`, details }, { cause });
  }
  const message = `${where} was sent, but got no usable answer: ${text}. It may have been executed.`;
  return new Failure({ code: 'unknown_outcome', message, details }, { cause });
}

function causeCode(cause: Error | undefined): { cause?: string } {
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? { cause: code } : {};
}
