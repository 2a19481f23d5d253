import ipaddr from 'ipaddr.js';

/** What each special range is, in words that finish "this is …". */
const RANGES: Readonly<Record<string, string>> = {
  unspecified: 'the unspecified address, which means this machine',
  loopback: 'a loopback address, which means this machine',
  private: 'an address in a private network',
  uniqueLocal: 'an address in a private network',
  deprecatedSiteLocal: 'an address in a private network',
  linkLocal: 'a link-local address, where clouds keep the credentials of their machines',
  carrierGradeNat: 'an address behind a carrier, shared and not public',
  multicast: 'a multicast address',
  broadcast: 'the broadcast address',
  ipv4Mapped: 'an IPv4 address written as IPv6',
  rfc6145: 'an IPv4 address written as IPv6',
  rfc6052: 'a NAT64 address, behind which any IPv4 address may be',
  '6to4': 'a 6to4 address, behind which any IPv4 address may be',
  teredo: 'a Teredo address, behind which any IPv4 address may be',
};

/** Public by its number, but answered by the cloud's own host: Azure's metadata and agent service. */
const CLOUD_HOSTS = new Set(['168.63.129.16']);

/** Only this part of IPv6 is handed out to the public so far (RFC 4291, section 2.4). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Why an address is not one of the public internet, as words that finish "this is …"; undefined when it is one.
 * What cannot be read as an address is not public. An IPv4 address inside an IPv6 one is refused whatever it is.
 */
export function whyNotPublic(address: string): string | undefined {
  if (!isPlainAddress(address)) return 'no address that can be read';
  const parsed = ipaddr.parse(address);
  const range: string = parsed.range();
  if (range !== 'unicast') return RANGES[range] ?? 'an address reserved for special use';
  if (parsed instanceof ipaddr.IPv4) {
    return CLOUD_HOSTS.has(parsed.toString()) ? 'the address of a cloud that serves its own machines' : undefined;
  }
  if (!parsed.match(GLOBAL_UNICAST)) return 'an address outside the public part of IPv6';
  return isIsatap(parsed.parts) ? 'an ISATAP address, behind which any IPv4 address may be' : undefined;
}

/** IPv4 in four decimal parts, or IPv6: the octal and shortened spellings that some programs read are none. */
export function isPlainAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

/** The interface half of an ISATAP address is 0:5efe or 200:5efe and an IPv4 address (RFC 5214). */
function isIsatap(parts: readonly number[]): boolean {
  return parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x200);
}
