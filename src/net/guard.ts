import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { Failure } from '../base/failure.ts';
import { parseAllowList, type AllowList, type Target } from './allow-list.ts';
import type { Guard } from './http.ts';
import { whyNotPublic } from './public-address.ts';

/** Gives the addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** Asks the machine's own resolver, hosts file included. */
export const systemResolve: Resolve = async (host) => {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
};

/**
 * Guards the connections to one origin. An origin that names its address is judged here and now: throws `denied`.
 * For one that names a host, the function returned resolves it once for each connection, judges what was found, and
 * hands on exactly that: a name that answers differently the next time is judged anew. All of its addresses must pass,
 * because one that names a private machine beside a public one is set up to deceive.
 */
export function guardOrigin(url: URL, guard: Guard, resolve: Resolve): LookupFunction {
  const allowed = parseAllowList(guard.allowPrivate);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const judge = (address: string) => refusal(url, allowed, { host, port, address });
  const refused = isIP(host) ? judge(host) : undefined;
  if (refused) throw refused;
  const find = callbackify(async (name: string) => {
    const addresses = await resolve(name);
    const failure = addresses.map(judge).find((each) => each !== undefined);
    if (failure) throw failure;
    const [first, ...others] = addresses.map((address) => ({ address, family: isIP(address) }));
    if (!first) throw new Error(`${name} has no address`);
    return [first, ...others] as const;
  });
  return (name, options, callback) => {
    find(name, (error, found) => {
      if (error) callback(error, '', 0);
      else if (options.all) callback(null, [...found]);
      else callback(null, found[0].address, found[0].family);
    });
  };
}

/** Headers that say where a request goes and where it ends: they are ours to write. */
const OURS = /^(?:host|connection|content-length|expect|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*)$/i;

/**
 * Throws `denied` for a header that would send the request elsewhere than was checked, or cut it up on the way.
 * A `Host` of one's own is the way to a private site behind a public address.
 */
export function refuseRoutingHeaders(headers: Readonly<Record<string, string>> = {}): void {
  const name = Object.keys(headers).find((each) => OURS.test(each));
  if (name === undefined) return;
  throw new Failure({
    code: 'denied',
    message: `The header "${name}" cannot be set: it is written by whoever sends the request. Remove it.`,
    fields: [name],
  });
}

function refusal(url: URL, allowed: AllowList, target: Target): Failure | undefined {
  const reason = whyNotPublic(target.address);
  if (reason === undefined || allowed(target)) return undefined;
  // Without the address: which one a name has inside the network is nothing that a flow should learn.
  return new Failure({
    code: 'denied',
    message: `Nothing was sent to ${url.origin}: this is ${reason}. Use a public address, or have whoever runs the server add "${url.hostname}:${target.port}" to allowPrivate of the connection.`,
    details: { host: url.host, reason },
  });
}
