/**
 * Keeps a request whose address the operator did not choose out of private networks: each connection goes to the very
 * address that was checked. `allowPrivate` names what the operator opened: hosts, addresses and ranges, each also for
 * one port (`crm.lan`, `10.0.0.0/8`, `10.0.0.5:8080`, `[fd00::5]:8080`).
 */
export type Guard = { allowPrivate: readonly string[] };

/**
 * A body that is read while it is sent and never held as a whole: its length, and its bytes in pieces. `stream` is asked
 * once for each sending. A stream that ends early, gives more or throws ends the exchange; the other side never has a
 * whole request then, so it is `unavailable`, or the stream's own `Failure`.
 */
export type StreamedBody = { bytes: number; stream(): AsyncIterable<Uint8Array> };

/** A request to the outside world. */
export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | StreamedBody;
  /** Whole exchange, in milliseconds; 30,000 unless told. */
  timeoutMs?: number;
  /** Largest answer accepted, in bytes; 10 MiB unless told. */
  maxBytes?: number;
  /** Set where the address comes from a flow; a refused one is `denied`, and an answer too long is `invalid`. */
  guard?: Guard;
};

/** An answer, whatever its status. Header names are in lower case. */
export type HttpResponse = {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  /** The body read as UTF-8. */
  text(): string;
};

/**
 * Makes one exchange. Any HTTP status resolves; only a missing or unusable answer throws a `Failure`:
 * `unavailable` when nothing was sent, `unknown_outcome` when the request went out and no whole answer came
 * (for GET, HEAD and OPTIONS, which change nothing, `timeout` or `unavailable` instead). An address or a header that cannot
 * be written as HTTP is `invalid`.
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/** True for a method that changes nothing by its definition (RFC 9110, section 9.2.1). */
export function isRead(method: HttpRequest['method']): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}
