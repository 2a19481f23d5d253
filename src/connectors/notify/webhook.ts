import { createHmac } from 'node:crypto';
import { statusFailure } from '../../net/status.ts';
import type { NotifyIo } from './config.ts';
import { factsOf, oneLine, type Notice } from './notice.ts';
import { post } from './post.ts';

/** Posts a notice to a program of the operator's, signed where the connection has a secret; any 2xx is a yes. */
export async function sendToWebhook(notice: Notice, io: NotifyIo): Promise<void> {
  const { subject, text, link = null, severity = 'info' } = notice;
  const fields = Object.fromEntries(factsOf(notice));
  await postSigned(io, { type: 'notice', id: io.key, severity, subject: oneLine(subject), text, fields, link });
}

/** Posts what is marked as a check, so that the receiver can answer without telling anyone. */
export async function probeWebhook(io: NotifyIo): Promise<void> {
  await postSigned(io, { type: 'check', id: io.key });
}

/**
 * The signature of a body: HMAC-SHA256 over `<timestamp>.<body>`, in hexadecimal digits.
 * The time stands in it so that a caught request is of no use later.
 */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

async function postSigned(io: NotifyIo, content: object): Promise<void> {
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(io.now() / 1000));
  const secret = io.config.hmacSecret;
  const response = await post(io, body, {
    'idempotency-key': io.key,
    'x-rondine-timestamp': timestamp,
    ...(secret ? { 'x-rondine-signature': signatureOf(secret, timestamp, body) } : {}),
  });
  if (response.status >= 200 && response.status < 300) return;
  throw statusFailure(response, { who: 'The webhook', write: true, now: io.now() });
}
