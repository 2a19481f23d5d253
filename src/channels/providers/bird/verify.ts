import type { HookRequest } from '../../channel.ts';
import { isSignedByBird } from './signature.ts';
import { type BirdConfig, DEFAULT_SIGNATURE_AGE } from './account.ts';

/** True for a POST that was signed with the signing key, or with the previous one while it is being changed. */
export function verify(request: HookRequest, config: BirdConfig): boolean {
  if (request.method !== 'POST') return false;
  return isSignedByBird(request, {
    keys: [config.signingKey, config.previousSigningKey],
    signature: config.signature ?? 'bird',
    ageSeconds: config.signatureAgeSeconds ?? DEFAULT_SIGNATURE_AGE,
  });
}
