import { Failure } from '../../../base/failure.ts';
import type { Certificate } from '../../connector.ts';
import type { SalesforceConfig, SalesforceIo } from '../config.ts';
import { makeCertificate, validUntil } from './certificate.ts';

const WHERE =
  'Setup > External Client App Manager > your app > Settings > OAuth Settings > Enable JWT Bearer Flow > upload the certificate';

/**
 * The certificate of a connection that signs in with one; key and certificate are made where there are none, or anew.
 * Throws `invalid` for a key that a person entered without its certificate, `unsupported` for other sign-ins.
 */
export async function orgCertificate({ renew }: { renew: boolean }, io: SalesforceIo): Promise<Certificate> {
  if (io.config.grant !== 'jwt_bearer') {
    const message = `This connection signs in by ${io.config.grant}, which needs no certificate. Set "grant" to "jwt_bearer" to sign in with one.`;
    throw new Failure({ code: 'unsupported', message });
  }
  let made = false;
  const config = await io.connection.update(async (current) => {
    if (isComplete(current) && !renew) return current;
    if (current.privateKey && !renew) throw keyAlone();
    made = true;
    return { ...current, ...(await makeCertificate(`Rondine ${current.username ?? ''}`.trim(), io.now())) };
  });
  const pem = config.certificate ?? '';
  const until = validUntil(pem);
  if (until === undefined) throw keyAlone();
  const expired = until < io.now() ? 'It has expired: make a new one with --new. ' : '';
  return { pem, until, made, message: `${expired}Hand it to the admin of the org: ${WHERE}.` };
}

function isComplete({ privateKey, certificate }: SalesforceConfig): boolean {
  return privateKey !== undefined && privateKey !== '' && certificate !== undefined && certificate !== '';
}

function keyAlone(): Failure {
  const message =
    'The connection has a private key, but no certificate that can be read. Enter the certificate too, or make both anew with --new.';
  return new Failure({ code: 'invalid', message });
}
