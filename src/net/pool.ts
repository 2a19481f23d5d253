import { Pool } from 'undici';
import { Failure } from '../base/failure.ts';
import { exchange } from './exchange.ts';
import { guardOrigin, refuseRoutingHeaders, systemResolve, type Resolve } from './guard.ts';
import type { Guard, Http, HttpRequest } from './http.ts';

/** How many connections are kept and for how long; every member has a default that suits a server. */
export type HttpOptions = {
  /** Connections to one origin at a time; further requests queue. Default 64. */
  connectionsPerOrigin?: number;
  /** Origins with open connections; the least recently used idle one makes room for a new one. Default 256. */
  maxOrigins?: number;
  /** An origin without requests for so long loses its connections. Default 60,000. */
  idleOriginMs?: number;
  /** Time for DNS, TCP and TLS together. Default 10,000. */
  connectTimeoutMs?: number;
  /** What requests in flight get at `close` before they are cut. Default 5,000. */
  closeGraceMs?: number;
  /** Finds the addresses of hosts for guarded requests. Default: the machine's own resolver. */
  resolve?: Resolve;
};

/** The process's way out: one function for all exchanges, and its end. */
export type HttpClient = {
  http: Http;
  /** Refuses new requests with `unavailable`, lets those in flight finish for `closeGraceMs`, then cuts them. */
  close(): Promise<void>;
};

type Origin = { pool: Pool; active: number; usedAt: number };
type Limits = Required<HttpOptions>;
type Origins = Map<string, Origin>;

/**
 * Makes an HTTP client with one keep-alive pool per origin, without pipelining.
 * It follows no redirect, so no header ever travels to an origin that the caller did not name.
 */
export function createHttp(options: HttpOptions = {}): HttpClient {
  const limits: Limits = {
    connectionsPerOrigin: options.connectionsPerOrigin ?? 64,
    maxOrigins: options.maxOrigins ?? 256,
    idleOriginMs: options.idleOriginMs ?? 60_000,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    closeGraceMs: options.closeGraceMs ?? 5000,
    resolve: options.resolve ?? systemResolve,
  };
  const origins: Origins = new Map();
  // Apart, so that hosts which flows name cannot use up the places of those that the operator named.
  const guarded: Origins = new Map();
  let closing: Promise<void> | undefined;

  const sweep = setInterval(() => {
    closeIdle(origins, performance.now() - limits.idleOriginMs);
    closeIdle(guarded, performance.now() - limits.idleOriginMs);
  }, limits.idleOriginMs / 2);
  sweep.unref();

  const http = async (request: HttpRequest) => {
    const url = parseUrl(request.url);
    if (closing) throw unavailable(`${request.method} to ${url.origin} was not sent: the HTTP client is closed.`);
    const origin = request.guard
      ? guardedOrigin(guarded, { url, request, guard: request.guard }, limits)
      : (origins.get(url.origin) ?? openOrigin(origins, { name: url.origin, url }, limits));
    origin.active++;
    try {
      return await exchange(origin.pool, url, request);
    } finally {
      origin.active--;
      origin.usedAt = performance.now();
    }
  };
  return {
    http,
    close: () => {
      clearInterval(sweep);
      return (closing ??= closeAll([...origins.values(), ...guarded.values()], limits.closeGraceMs));
    },
  };
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw invalid('A request needs a whole address that begins with https:// or http://.');
  }
  if (url.username || url.password) {
    throw invalid(`The address of ${url.host} holds a user name or password; send them in a header.`);
  }
  return url;
}

type Guarded = { url: URL; request: HttpRequest; guard: Guard };

/** Guards that allow different things never share a connection. */
function guardedOrigin(origins: Origins, { url, request, guard }: Guarded, limits: Limits): Origin {
  refuseRoutingHeaders(request.headers);
  const name = JSON.stringify([url.origin, guard.allowPrivate]);
  return origins.get(name) ?? openOrigin(origins, { name, url, guard }, limits);
}

type Opening = { name: string; url: URL; guard?: Guard };

function openOrigin(origins: Origins, { name, url, guard }: Opening, limits: Limits): Origin {
  const lookup = guard && guardOrigin(url, guard, limits.resolve);
  if (origins.size >= limits.maxOrigins && !closeOldestIdle(origins)) {
    throw unavailable(`Requests to ${limits.maxOrigins} hosts are running already; ${url.origin} has to wait.`);
  }
  const pool = new Pool(url.origin, {
    connections: limits.connectionsPerOrigin,
    pipelining: 1,
    allowH2: false,
    connectTimeout: limits.connectTimeoutMs,
    // Longer than a pause between two messages, shorter than the idle limit of common servers and balancers:
    // a request must not meet a socket that the other side is just closing.
    keepAliveTimeout: 10_000,
    ...(lookup && { connect: { lookup } }),
  });
  const origin = { pool, active: 0, usedAt: performance.now() };
  origins.set(name, origin);
  return origin;
}

function closeOldestIdle(origins: Origins): boolean {
  let oldest: string | undefined;
  let usedAt = Infinity;
  for (const [name, origin] of origins) {
    if (origin.active > 0 || origin.usedAt >= usedAt) continue;
    oldest = name;
    usedAt = origin.usedAt;
  }
  if (oldest === undefined) return false;
  closeOrigin(origins, oldest);
  return true;
}

function closeIdle(origins: Origins, before: number): void {
  for (const [name, origin] of origins) {
    if (origin.active === 0 && origin.usedAt <= before) closeOrigin(origins, name);
  }
}

function closeOrigin(origins: Origins, name: string): void {
  void origins.get(name)?.pool.close();
  origins.delete(name);
}

async function closeAll(origins: readonly Origin[], graceMs: number): Promise<void> {
  const closed = Promise.all(origins.map((origin) => origin.pool.close()));
  const cut = setTimeout(() => {
    for (const origin of origins) void origin.pool.destroy();
  }, graceMs);
  await closed;
  clearTimeout(cut);
}

function invalid(message: string): Failure {
  return new Failure({ code: 'invalid', message });
}

function unavailable(message: string): Failure {
  return new Failure({ code: 'unavailable', message });
}
