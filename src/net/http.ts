/** A request to the outside world. */
export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  url: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Whole exchange, in milliseconds; 30,000 unless told. */
  timeoutMs?: number;
  /** Largest answer accepted, in bytes; 10 MiB unless told. */
  maxBytes?: number;
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
 * (for GET and HEAD, which change nothing, `timeout` or `unavailable` instead). An address or a header that cannot
 * be written as HTTP is `invalid`.
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;
