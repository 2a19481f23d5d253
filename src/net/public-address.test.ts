import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyNotPublic } from './public-address.ts';

const PUBLIC = ['1.1.1.1', '93.184.216.34', '172.15.255.255', '172.32.0.1', '100.63.255.255', '2606:4700::1111'];

const NOT_PUBLIC: readonly [address: string, why: RegExp][] = [
  ['0.0.0.0', /unspecified/],
  ['0.1.2.3', /unspecified/],
  ['10.0.0.1', /private/],
  ['100.64.0.1', /carrier/],
  ['100.100.100.200', /carrier/],
  ['127.0.0.1', /loopback/],
  ['127.255.255.254', /loopback/],
  ['169.254.169.254', /link-local/],
  ['168.63.129.16', /cloud/],
  ['172.16.0.1', /private/],
  ['172.31.255.255', /private/],
  ['192.0.0.192', /reserved/],
  ['192.0.2.1', /reserved/],
  ['192.88.99.1', /reserved/],
  ['192.168.1.1', /private/],
  ['198.18.0.1', /reserved/],
  ['203.0.113.9', /reserved/],
  ['224.0.0.1', /multicast/],
  ['240.0.0.1', /reserved/],
  ['255.255.255.255', /broadcast/],
  ['::', /unspecified/],
  ['::1', /loopback/],
  ['::7f00:1', /outside the public part/],
  ['::ffff:127.0.0.1', /IPv4 address/],
  ['::ffff:8.8.8.8', /IPv4 address/],
  ['::ffff:0:a00:1', /IPv4 address/],
  ['64:ff9b::a00:1', /NAT64/],
  ['64:ff9b:1::a9fe:a9fe', /NAT64/],
  ['100::1', /reserved/],
  ['2001::1', /Teredo/],
  ['2001:db8::1', /reserved/],
  ['2002:7f00:1::1', /6to4/],
  ['2606:4700::5efe:a00:1', /ISATAP/],
  ['2606:4700::200:5efe:a00:1', /ISATAP/],
  ['3fff::1', /reserved/],
  ['4000::1', /outside the public part/],
  ['5f00::1', /reserved/],
  ['fc00::1', /private/],
  ['fd00:ec2::254', /private/],
  ['fe80::1', /link-local/],
  ['fe80::1%eth0', /link-local/],
  ['fec0::1', /private/],
  ['ff02::1', /multicast/],
  ['0177.0.0.1', /cannot be|no address/],
  ['127.1', /no address/],
  ['', /no address/],
  ['localhost', /no address/],
];

test('addresses of the public internet are public', () => {
  for (const address of PUBLIC) assert.equal(whyNotPublic(address), undefined, address);
});

for (const [address, why] of NOT_PUBLIC) {
  test(`"${address}" is not public, and the reason is said`, () => {
    assert.match(whyNotPublic(address) ?? 'it counts as public', why);
  });
}
