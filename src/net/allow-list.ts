import ipaddr from 'ipaddr.js';
import { Failure } from '../base/failure.ts';
import { isPlainAddress } from './public-address.ts';

/** Where a connection would go. */
export type Target = {
  /** As in the address of the request, without brackets. */
  host: string;
  port: number;
  /** What `host` stands for; the same text where it is an address itself. */
  address: string;
};

/** Tells whether the operator opened a target in a private network. */
export type AllowList = (target: Target) => boolean;

/**
 * Reads what an operator opened: hosts, addresses and ranges, each of the first two also with a port.
 * A host that is listed may have any address. Throws `invalid` for an entry that is none of these.
 */
export function parseAllowList(entries: readonly string[]): AllowList {
  const rules = entries.map((entry) => parseEntry(entry.trim()));
  return (target) => rules.some((rule) => rule(target));
}

function parseEntry(entry: string): AllowList {
  if (entry.includes('/')) return range(entry);
  const [, bracketed, plain, port] = /^(?:\[([^\]]+:[^\]]*)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const name = bracketed ?? plain ?? (isPlainAddress(entry) ? entry : '');
  const host = hostOf(name);
  if (!host || Number(port ?? 0) > 65_535) throw unreadable(entry);
  const onPort: AllowList = (target) => port === undefined || target.port === Number(port);
  if (!isPlainAddress(host)) return (target) => onPort(target) && withoutDot(target.host) === host;
  const same = sameAddress(host);
  return (target) => onPort(target) && same(target);
}

function range(entry: string): AllowList {
  const plain = ipaddr.IPv4.isValidCIDRFourPartDecimal(entry) || ipaddr.IPv6.isValidCIDR(entry);
  if (!plain) throw unreadable(entry);
  const [base, bits] = ipaddr.parseCIDR(entry);
  return ({ address }) => {
    if (!isPlainAddress(address)) return false;
    const parsed = ipaddr.parse(address);
    return parsed.kind() === base.kind() && parsed.match(base, bits);
  };
}

function sameAddress(host: string): AllowList {
  const wanted = ipaddr.parse(host).toNormalizedString();
  return ({ address }) => isPlainAddress(address) && ipaddr.parse(address).toNormalizedString() === wanted;
}

/** A host as `URL` writes it: small letters, punycode; empty when it cannot be one. */
function hostOf(name: string): string {
  if (name.includes(':')) return isPlainAddress(name) ? name : '';
  return withoutDot(URL.parse(`http://${name}`)?.hostname ?? '');
}

function withoutDot(host: string): string {
  return host.endsWith('.') ? host.slice(0, -1) : host;
}

function unreadable(entry: string): Failure {
  return new Failure({
    code: 'invalid',
    message: `"${entry}" cannot stand in allowPrivate. Write a host, an address or a range: crm.lan, 10.0.0.5:8080, 10.0.0.0/8.`,
  });
}
