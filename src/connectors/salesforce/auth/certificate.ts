import { generateKeyPair, randomBytes, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import * as der from './der.ts';

/** A private key and the certificate that an admin gives to the app, both PEM. */
export type KeyAndCertificate = { privateKey: string; certificate: string };

const KEY_BITS = 2048;
const DAY_MS = 86_400_000;
const LIFE_MS = 2 * 365 * DAY_MS;
const COMMON_NAME = '2.5.4.3';
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const LONGEST_NAME = 64;

const makeKeys = promisify(generateKeyPair);

/** Makes an RSA key and a certificate that it signs itself, good for two years from yesterday (clocks differ). */
export async function makeCertificate(name: string, now: number): Promise<KeyAndCertificate> {
  const { publicKey, privateKey } = await makeKeys('rsa', { modulusLength: KEY_BITS });
  const certificate = selfSigned({ name: name.slice(0, LONGEST_NAME), now, publicKey, privateKey });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    certificate: new X509Certificate(certificate).toString(),
  };
}

/** Until when a certificate is good; undefined for a text that is none. */
export function validUntil(pem: string): number | undefined {
  try {
    return new X509Certificate(pem).validToDate.getTime();
  } catch {
    return undefined;
  }
}

type Subject = { name: string; now: number; publicKey: KeyObject; privateKey: KeyObject };

/** X.509 version 3, RFC 5280. */
function selfSigned({ name, now, publicKey, privateKey }: Subject): Buffer {
  const algorithm = der.sequence(der.oid(SHA256_WITH_RSA), der.nothing());
  const subject = der.sequence(der.setOf(der.sequence(der.oid(COMMON_NAME), der.utf8(name))));
  const toBeSigned = der.sequence(
    der.numbered(0, der.integer(Buffer.from([2]))),
    der.integer(randomBytes(16)),
    algorithm,
    subject,
    der.sequence(der.time(now - DAY_MS), der.time(now + LIFE_MS)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  return der.sequence(toBeSigned, algorithm, der.bits(sign('sha256', toBeSigned, privateKey)));
}
