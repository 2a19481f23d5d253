import { timingSafeEqual } from 'node:crypto';
import type { HookRequest } from '../channel.ts';
import { parametersOf } from '../providers/reading.ts';
import { DEFAULT_SIGNATURE_AGE, type SmsVonageConfig } from './config.ts';
import { signatureOf } from './signature.ts';

/**
 * True for parameters that the account signed a short while ago, wherever they stand. The signature is over what they
 * say, not over how they are written. A replay within that time verifies: redeliveries are told by message id.
 */
export function verify(request: HookRequest, config: SmsVonageConfig): boolean {
  if (request.method !== 'GET' && request.method !== 'POST') return false;
  const parameters = readable(request);
  const sig = parameters?.getAll('sig') ?? [];
  if (!parameters || sig.length !== 1 || !isFresh(parameters.get('timestamp'), request, config)) return false;
  const claimed = Buffer.from(sig[0] ?? '', 'hex');
  const method = config.signatureMethod ?? 'HMAC-SHA256';
  let matches = false;
  for (const secret of [config.signatureSecret, config.previousSignatureSecret]) {
    if (!secret) continue;
    const expected = signatureOf(parameters, { secret, method });
    if (expected?.length === claimed.length && timingSafeEqual(expected, claimed)) matches = true;
  }
  return matches;
}

function readable(request: HookRequest): URLSearchParams | undefined {
  try {
    return parametersOf(request);
  } catch {
    return undefined;
  }
}

function isFresh(timestamp: string | null, { at = Date.now() }: HookRequest, config: SmsVonageConfig): boolean {
  if (timestamp === null || !/^\d{9,11}$/.test(timestamp)) return false;
  const ageMs = (config.signatureAgeSeconds ?? DEFAULT_SIGNATURE_AGE) * 1000;
  return Math.abs(at - Number(timestamp) * 1000) <= ageMs;
}
