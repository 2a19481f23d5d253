import { Failure } from '../../base/failure.ts';
import type { NotifyConfig, NotifyIo } from './config.ts';
import { mailFailure } from './mail-failure.ts';
import { factsOf, headline, type Notice } from './notice.ts';
import { required } from './post.ts';

const PORTS = { starttls: 587, implicit: 465, none: 25 };
const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 30_000;
const WHOLE_TIMEOUT_MS = 60_000;

/** What became of a mail: its Message-ID, and the addresses that the server did not take. */
export type MailReceipt = { id: string; rejected: string[] };

/**
 * Sends a notice by mail.
 * Every attempt of one effect has the same Message-ID, by which most mail systems show a doubled mail once.
 * Throws only when nobody gets it.
 */
export async function sendMail(notice: Notice, io: NotifyIo): Promise<MailReceipt> {
  const { config } = io;
  const from = required(config, 'from');
  const to = notice.to ?? config.to ?? [];
  if (to.length === 0) throw noRecipient();
  const messageId = `<${io.key}@${from.slice(from.lastIndexOf('@') + 1)}>`;
  const message = {
    messageId,
    from: { name: config.fromName ?? '', address: from },
    to: to.map((address) => ({ name: '', address })),
    ...(config.replyTo ? { replyTo: { name: '', address: config.replyTo } } : {}),
    subject: headline(notice),
    text: mailText(notice),
    date: new Date(io.now()),
    // Keeps out-of-office answers away, and loops between two programs (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', ...(notice.severity === 'alarm' ? { Importance: 'high' } : {}) },
  };
  const transport = await transportOf(config);
  try {
    const sent = await transport.sendMail({ ...message, signal: AbortSignal.timeout(WHOLE_TIMEOUT_MS) });
    return { id: messageId, rejected: sent.rejected };
  } catch (error) {
    throw mailFailure(error);
  }
}

/** Connects and signs in, sends nothing. */
export async function probeMail(io: NotifyIo): Promise<void> {
  required(io.config, 'from');
  const transport = await transportOf(io.config);
  try {
    await transport.verify();
  } catch (error) {
    throw mailFailure(error);
  }
}

/** The body of the mail: text, facts, link. */
export function mailText(notice: Notice): string {
  const facts = factsOf(notice).map(([label, value]) => `${label}: ${value}`);
  const parts = [notice.text.trim(), facts.join('\n'), notice.link ?? ''];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

async function transportOf(config: NotifyConfig) {
  const secure = config.secure ?? 'starttls';
  const host = required(config, 'host');
  // Loaded with the first mail: it takes longer than all the other connectors together.
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host,
    port: config.port ?? PORTS[secure],
    secure: secure === 'implicit',
    requireTLS: secure === 'starttls',
    ignoreTLS: secure === 'none',
    ...(config.user ? { auth: { user: config.user, pass: config.password ?? '' } } : {}),
    dnsTimeout: CONNECT_TIMEOUT_MS,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    // The text is a text, never a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function noRecipient(): Failure {
  return new Failure({
    code: 'invalid',
    message: 'The notice names no recipient, and the connection has none either. Fill in "to" in one of them.',
    fields: ['to'],
  });
}
