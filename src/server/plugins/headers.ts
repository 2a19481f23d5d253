import type { FastifyInstance } from 'fastify';
import type { Door } from './door.ts';

/** What a page may load and do: everything from here, nothing from elsewhere, nothing written into it. */
export const contentPolicy = (nonce?: string): string =>
  [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ');

/** On every answer; a route may say something stricter. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': contentPolicy(),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // A window that a page of ours opened for a sign-in elsewhere stays known to it; no other page gets hold of ours.
  'cross-origin-opener-policy': 'same-origin-allow-popups',
};

/** A year: browsers that came once by https come by nothing else. */
const STRICT_TRANSPORT = 'max-age=31536000';

/** Puts the headers of safety on every answer, streams among them. */
export function answerSafely(app: FastifyInstance, door: Door): void {
  app.addHook('onRequest', async (request, reply) => {
    // Below the reply: what a route writes to the response itself carries them too.
    for (const [name, value] of Object.entries(SAFE_HEADERS)) reply.raw.setHeader(name, value);
    if (door.isSecure(request)) reply.raw.setHeader('strict-transport-security', STRICT_TRANSPORT);
  });
}
