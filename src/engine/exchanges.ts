import type { Http, HttpRequest, HttpResponse } from '../net/http.ts';
import type { Exchange } from '../store/records.ts';

/** What is needed to write exchanges down. */
export type ExchangeOptions = {
  http: Http;
  now(): number;
  /** Takes secrets out of a text; asked once per kept text, after the attempt. */
  mask(text: string): string;
  /** Length of the longest secret as it may be spelled: a cut through one must not leave a part of it. */
  longestSecret(): number;
};

/** An attempt's way out that remembers what went through it. */
export type ExchangeLog = {
  http: Http;
  /** The last exchanges, secrets masked and long bodies cut; headers are never kept. */
  kept(): Exchange[];
};

/** Characters of a URL or a body that are kept. */
export const EXCERPT = 2048;
/** Exchanges that an effect keeps: the last ones, those of earlier attempts included. */
export const KEPT_EXCHANGES = 5;

type Raw = { at: number; ms: number; request: HttpRequest; response?: HttpResponse };

const TEXT_TYPES = /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml|javascript|x-www-form-urlencoded))/i;
const decoder = new TextDecoder();

/** Wraps the way out for one attempt. While it runs only references are kept: the price is paid for what is written down. */
export function logExchanges(options: ExchangeOptions): ExchangeLog {
  const raws: Raw[] = [];
  return {
    async http(request) {
      const at = options.now();
      const raw: Raw = { at, ms: 0, request };
      raws.push(raw);
      if (raws.length > KEPT_EXCHANGES) raws.shift();
      try {
        return (raw.response = await options.http(request));
      } finally {
        raw.ms = options.now() - at;
      }
    },
    kept: () => raws.map((raw) => written(raw, options)),
  };
}

function written({ at, ms, request, response }: Raw, options: ExchangeOptions): Exchange {
  const sent = request.body === undefined ? undefined : bodyText(request.body, typeOf(request.headers), options);
  const got = response && response.body.length > 0 ? bodyText(response.body, response.headers, options) : undefined;
  return {
    at,
    ms,
    method: request.method,
    url: excerpt(request.url, options),
    ...(sent === undefined ? {} : { request: sent }),
    status: response?.status ?? 0,
    ...(got === undefined ? {} : { response: got }),
  };
}

function typeOf(headers: HttpRequest['headers'] = {}): Record<string, string> {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type');
  return found ? { 'content-type': found[1] } : {};
}

function bodyText(
  body: NonNullable<HttpRequest['body']>,
  headers: Record<string, string>,
  options: ExchangeOptions,
): string {
  if (typeof body === 'string') return excerpt(body, options);
  const type = headers['content-type'] ?? '';
  // A body that is sent as it is read is not read again for the history.
  if ('stream' in body) return `[${type.split(';')[0] || 'binary'}, ${body.bytes} bytes]`;
  if (!TEXT_TYPES.test(type)) return `[${type.split(';')[0] || 'binary'}, ${body.length} bytes]`;
  const whole = EXCERPT + marginOf(options);
  // A character has at most four bytes; what is cut off need not be read.
  const text = decoder.decode(body.length > 4 * whole ? body.subarray(0, 4 * whole) : body);
  return excerpt(text, options);
}

/** The beginning of a text without secrets. */
function excerpt(text: string, options: ExchangeOptions): string {
  if (text.length <= EXCERPT) return options.mask(text);
  const margin = marginOf(options);
  const cut = text.length > EXCERPT + margin;
  const masked = options.mask(cut ? text.slice(0, EXCERPT + margin) : text);
  // A secret that the cut went through stands unmasked at the end, and is no longer than the margin.
  const clean = cut ? masked.slice(0, Math.max(0, masked.length - margin)) : masked;
  return `${clean.slice(0, EXCERPT)}…`;
}

function marginOf(options: ExchangeOptions): number {
  return Math.max(256, options.longestSecret());
}
