import type { HookRequest } from '../channel.ts';
import { isSignedByBird } from '../providers/bird/signature.ts';
import { DEFAULT_SIGNATURE_AGE, type SmsBirdConfig } from './config.ts';

/** True for a POST that was signed with the signing key, or with the previous one while it is being changed. */
export function verify(request: HookRequest, config: SmsBirdConfig): boolean {
  if (request.method !== 'POST') return false;
  return isSignedByBird(request, {
    keys: [config.signingKey, config.previousSigningKey],
    signature: config.signature ?? 'bird',
    ageSeconds: config.signatureAgeSeconds ?? DEFAULT_SIGNATURE_AGE,
  });
}
