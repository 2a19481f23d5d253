import { createHash, timingSafeEqual } from 'node:crypto';
import type { HookRequest } from '../channel.ts';
import type { TelegramConfig } from './config.ts';

/**
 * True for a POST that carries the secret which `connect` gave to Telegram. It is a shared secret and no signature:
 * nothing binds it to the body. Without a secret in the connection nothing is let in.
 */
export function verify(request: HookRequest, { secretToken }: TelegramConfig): boolean {
  if (request.method !== 'POST' || !secretToken) return false;
  const claimed: unknown = request.headers['x-telegram-bot-api-secret-token'];
  if (typeof claimed !== 'string') return false;
  // Digests have one length, so the comparison gives away neither content nor length.
  return timingSafeEqual(digest(claimed), digest(secretToken));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
