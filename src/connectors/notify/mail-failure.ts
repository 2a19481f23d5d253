import { Failure, type FailureCode, type FailureData } from '../../base/failure.ts';

/** What the mail library knows of an error. */
type MailError = {
  code?: string;
  originalCode?: string;
  timeoutType?: string;
  response?: string;
  responseCode?: number;
  command?: string;
  rejected?: string[];
};

/** Never sent: there was no session in which it could have been. */
const BEFORE_SESSION = new Set(['EDNS', 'ETLS', 'EPROXY']);
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES', 'EPERM']);
/** Handshakes that failed: not TLS at all, or a certificate that is not valid. */
const NO_TLS = /^(EPROTO|ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/;
const NOT_BEGUN = new Set(['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT']);

/** Enhanced codes by which servers say "too many, too fast" (RFC 3463, and what Google and Microsoft use). */
const TOO_FAST = new Set(['4.7.28', '4.3.2', '4.2.1']);

/** Replies that refuse the credentials, whatever command they answer (RFC 4954). */
const BAD_CREDENTIALS = new Set([530, 534, 535, 538]);

const PASSING_MS = 60_000;

/**
 * The failure of an attempt to mail, by the server's numbers, never by its words.
 * A refusal tells that nothing was sent. A connection that is lost without one leaves it open, except where there
 * never was a session.
 */
export function mailFailure(error: unknown): Failure {
  const known = (error instanceof Error ? error : {}) as MailError;
  const { responseCode } = known;
  // A refusal of STARTTLS is one of the way, not of the mail.
  const refused = responseCode !== undefined && known.code !== 'ETLS';
  const data = refused ? withReply(known, responseCode) : withoutReply(known);
  const details = {
    ...(known.code === undefined ? {} : { cause: known.originalCode ?? known.code }),
    ...(known.command === undefined ? {} : { command: known.command }),
  };
  return new Failure({ ...data, details }, { cause: error });
}

function withReply({ code, response = '', command = '', rejected }: MailError, reply: number): FailureData {
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})/.exec(response)?.[1] ?? '';
  const signsIn = command.startsWith('AUTH') || code === 'EAUTH';
  const kind = replyCode({ reply, enhanced, signsIn });
  return {
    code: kind,
    message: `The mail server refused with ${[reply, enhanced].filter(Boolean).join(' ')}. ${cureFor(kind)}`,
    providerCode: enhanced || String(reply),
    providerMessage: response.slice(0, 500),
    ...(kind === 'rate_limited' ? { retryAfterMs: PASSING_MS } : {}),
    ...(rejected?.length ? { fields: ['to'] } : {}),
  };
}

function replyCode({ reply, enhanced, signsIn }: { reply: number; enhanced: string; signsIn: boolean }): FailureCode {
  if (reply < 500) return reply === 432 || TOO_FAST.has(enhanced) ? 'rate_limited' : 'unavailable';
  if (BAD_CREDENTIALS.has(reply) || enhanced === '5.7.8' || signsIn) return 'auth';
  // Class 7 is about policy: relaying, sender not allowed, content taken for spam.
  return enhanced.startsWith('5.7.') ? 'denied' : 'invalid';
}

function withoutReply({ code = '', originalCode = '', timeoutType = '' }: MailError): FailureData {
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return { code: 'auth', message: `No way to sign in to the mail server. ${cureFor('auth')}` };
  if (code === 'EENVELOPE' || code === 'EMESSAGE') {
    return { code: 'invalid', message: `The mail could not be written. ${cureFor('invalid')}` };
  }
  const reached = !NOT_CONNECTED.has(originalCode) && !NOT_BEGUN.has(timeoutType) && !NO_TLS.test(originalCode);
  if (BEFORE_SESSION.has(code) || !reached) {
    return {
      code: 'unavailable',
      message: `The mail server cannot be reached (${originalCode || timeoutType || code}). ${cureFor('unavailable')}`,
    };
  }
  return {
    code: 'unknown_outcome',
    message: `The connection to the mail server was lost (${originalCode || timeoutType || code || 'no reason given'}). The mail may have been sent.`,
  };
}

function cureFor(code: FailureCode): string {
  if (code === 'auth') return 'Correct user and password of the connection; some providers want a password for apps.';
  if (code === 'denied') return 'Let the mail server accept this sender, or use an address of your own domain as From.';
  if (code === 'invalid') return 'Check the addresses and the length of the text.';
  if (code === 'rate_limited') return 'It is tried again, more slowly.';
  return 'It is tried again; if it stays, check name, port and encryption of the connection.';
}
