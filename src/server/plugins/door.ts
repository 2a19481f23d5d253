import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BlockList, isIP } from 'node:net';
import { Problem } from '../problem.ts';

/** By which names and through whom people reach the server. */
export type DoorOptions = {
  /** The address that providers and people know, without a slash at the end. */
  publicUrl: string | undefined;
  /** Further names, without ports. */
  hosts: readonly string[];
  /** Addresses and networks (`10.0.0.0/8`) of proxies whose `X-Forwarded-For` is believed. */
  proxies: readonly string[];
};

/** What the door knows about a request. */
export type Door = {
  /** Throws a `Problem` for what is addressed to a name that is not ours: a page of another site that resolves to us. */
  checkName(request: FastifyRequest): void;
  /** Throws a `Problem` for what a page of another site sent, where it could act for whoever is signed in. */
  checkOrigin(request: FastifyRequest): void;
  /** True where the browser speaks https, by the public address. */
  isSecure(request: FastifyRequest): boolean;
  /** `https://flows.example.com`: where the page that asks stands. */
  originOf(request: FastifyRequest): string;
  /** Who sent it, by the address of the connection or, behind a known proxy, by what that says. */
  addressOf(request: FastifyRequest): string;
};

/** The names of this machine for itself. */
export const LOCAL_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What a secure session's cookie is called; only https can set one with this beginning. */
export const SECURE_COOKIE = '__Host-rondine';

/** The name in a `Host` header, without its port. Never that of a proxy's header: a page could send one. */
export function hostnameOf({ headers }: Pick<FastifyRequest, 'headers'>): string {
  return (headers.host ?? '').replace(/:\d*$/, '').toLowerCase();
}

/** Creates the door. */
export function createDoor({ publicUrl, hosts, proxies }: DoorOptions): Door {
  const known = publicUrl === undefined ? undefined : new URL(publicUrl);
  const names = new Set([...LOCAL_NAMES, ...hosts.map((host) => host.toLowerCase())]);
  if (known) names.add(known.hostname);
  const https = known?.protocol === 'https:';
  const isSecure = (request: FastifyRequest): boolean => {
    if (!https) return false;
    // A proxy that does not pass the name on makes every request look local.
    const { origin, cookie = '' } = request.headers;
    return !LOCAL_NAMES.has(hostnameOf(request)) || origin === known?.origin || cookie.includes(`${SECURE_COOKIE}.`);
  };
  const originOf = (request: FastifyRequest): string => {
    const { origin, host = '' } = request.headers;
    if (known && origin === known.origin) return known.origin;
    return `${isSecure(request) ? 'https' : 'http'}://${host}`;
  };
  const isTrusted = readProxies(proxies);
  return {
    isSecure,
    originOf,
    checkName(request) {
      const name = hostnameOf(request);
      if (names.has(name)) return;
      throw new Problem(
        'unknown-host',
        `This server does not answer to "${name}". If that is its name, start it with RONDINE_PUBLIC_URL=https://${name}, or add the name to RONDINE_HOSTS.`,
      );
    },
    checkOrigin(request) {
      if (isForeign(request, originOf(request))) {
        throw new Problem(
          'foreign-request',
          'This request comes from another site, or does not say where it comes from, and is refused. A program uses a token instead of a cookie; behind a proxy, set RONDINE_PUBLIC_URL.',
        );
      }
    },
    addressOf(request) {
      const peer = request.socket.remoteAddress ?? '';
      if (!isTrusted(peer)) return peer;
      const said = String(request.headers['x-forwarded-for'] ?? '')
        .split(',')
        .map((text) => text.trim());
      return said.toReversed().find((address) => isIP(address) !== 0 && !isTrusted(address)) ?? peer;
    },
  };
}

/**
 * Only a cookie makes a request act for somebody unasked. What changes something and carries one must say that it comes
 * from our own page. A page of another site cannot read the answer of a GET, but could hold streams open: it is refused
 * too, but for links that somebody follows.
 */
function isForeign({ method, headers }: FastifyRequest, own: string): boolean {
  const { origin, cookie, authorization } = headers;
  const site = headers['sec-fetch-site'];
  if (method === 'GET' || method === 'HEAD') {
    return (site === 'cross-site' || site === 'same-site') && headers['sec-fetch-mode'] !== 'navigate';
  }
  if (origin !== undefined) return origin !== own;
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return cookie !== undefined && authorization === undefined;
}

function readProxies(proxies: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const text of proxies) {
    const [address = '', bits] = text.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
    return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}

/** Lets only what is addressed to us, and does not come from another site, to the routes of a scope. */
export function keepDoor(scope: FastifyInstance, door: Door): void {
  scope.addHook('onRequest', async (request) => {
    door.checkName(request);
    door.checkOrigin(request);
  });
}
