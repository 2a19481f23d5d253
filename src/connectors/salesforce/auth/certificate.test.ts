import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { makeCertificate, validUntil } from './certificate.ts';
import * as der from './der.ts';

const AT = Date.UTC(2026, 10, 22, 10);

test('a certificate names the connection, is signed by its own key and lasts two years', async () => {
  const { privateKey, certificate } = await makeCertificate('Rondine è qui: crm', AT);
  const read = new X509Certificate(certificate);
  assert.equal(read.subject, 'CN=Rondine è qui: crm');
  assert.equal(read.issuer, read.subject);
  assert.ok(read.verify(read.publicKey));
  assert.ok(read.checkPrivateKey(createPrivateKey(privateKey)));
  assert.equal(read.publicKey.asymmetricKeyDetails?.modulusLength, 2048);
  assert.equal(read.validFromDate.getTime(), AT - 86_400_000);
  assert.equal(validUntil(certificate), AT + 730 * 86_400_000);
  assert.match(certificate, /^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\n$/);
});

test('a text that is no certificate has no end', () => {
  assert.equal(validUntil('-----BEGIN CERTIFICATE-----'), undefined);
});

const hex = (bytes: Buffer): string => bytes.toString('hex');

test('numbers, names and lengths are written as DER wants them', () => {
  assert.equal(hex(der.integer(Buffer.from([0, 0, 0x7f]))), '02017f');
  assert.equal(hex(der.integer(Buffer.from([0x80]))), '02020080');
  assert.equal(hex(der.integer(Buffer.from([0]))), '020100');
  assert.equal(hex(der.oid('1.2.840.113549')), '06062a864886f70d');
  assert.equal(hex(der.time(Date.UTC(2026, 0, 2, 3, 4, 5))), `170d${hex(Buffer.from('260102030405Z'))}`);
  assert.equal(hex(der.time(Date.UTC(2050, 0, 1))), `180f${hex(Buffer.from('20500101000000Z'))}`);
  assert.equal(hex(der.utf8('x'.repeat(200))).slice(0, 6), '0c81c8');
  assert.equal(hex(der.utf8('x'.repeat(300))).slice(0, 8), '0c82012c');
});
