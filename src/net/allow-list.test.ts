import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAllowList } from './allow-list.ts';

type Case = [entry: string, host: string, address: string, port: number];

const at = (host: string, address: string, port: number) => ({ host, address, port });

const OPEN: Case[] = [
  ['10.0.0.5', '10.0.0.5', '10.0.0.5', 80],
  ['10.0.0.5', 'crm.lan', '10.0.0.5', 80],
  ['10.0.0.5:8080', '10.0.0.5', '10.0.0.5', 8080],
  ['10.0.0.0/8', 'crm.lan', '10.200.1.1', 443],
  ['CRM.lan', 'crm.lan', '192.168.1.1', 443],
  [' crm.lan:8080 ', 'crm.lan.', 'fd00::1', 8080],
  ['società.lan', 'xn--societ-nta.lan', '10.0.0.1', 80],
  ['fd00::5', 'fd00::5', 'fd00:0:0::5', 80],
  ['[fd00::5]:8080', 'fd00::5', 'fd00::5', 8080],
  ['fd00::/8', 'crm.lan', 'fd12::1', 80],
];

const CLOSED: Case[] = [
  ['10.0.0.5', '10.0.0.6', '10.0.0.6', 80],
  ['10.0.0.5:8080', '10.0.0.5', '10.0.0.5', 80],
  ['10.0.0.0/8', 'crm.lan', '11.0.0.1', 80],
  ['10.0.0.0/8', 'crm.lan', '::ffff:10.0.0.1', 80],
  ['10.0.0.0/8', 'crm.lan', 'not an address', 80],
  ['crm.lan', 'evil.crm.lan', '10.0.0.1', 80],
  ['crm.lan', 'crm.lan.evil.example', '10.0.0.1', 80],
  ['crm.lan:8080', 'crm.lan', '10.0.0.1', 8081],
  ['[fd00::5]:8080', 'fd00::5', 'fd00::5', 80],
];

for (const [entry, host, address, port] of OPEN) {
  test(`"${entry}" opens ${host} at ${address}, port ${port}`, () => {
    assert.ok(parseAllowList(['other.lan', entry])(at(host, address, port)));
  });
}

for (const [entry, host, address, port] of CLOSED) {
  test(`"${entry}" does not open ${host} at ${address}, port ${port}`, () => {
    assert.ok(!parseAllowList([entry])(at(host, address, port)));
  });
}

for (const entry of ['', 'a b', '10.0.0.0/33', '10.0/8', 'http://crm.lan', 'crm.lan:99999', 'fd00::/200', '[crm]']) {
  test(`"${entry}" is refused as an entry, with samples`, () => {
    assert.throws(() => parseAllowList([entry]), { code: 'invalid', message: /crm\.lan, 10\.0\.0\.5:8080/ });
  });
}
