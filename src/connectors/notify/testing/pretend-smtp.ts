import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** A command of the session that a test may answer itself. `END` is the end of the mail's data. */
export type SmtpCommand = 'GREETING' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'END';

/** What a test decides: a reply for each command, by the command's whole line; `close` cuts the connection. */
export type PretendSmtpOptions = { reply?: Partial<Record<SmtpCommand, (line: string) => string | undefined>> };

/** A mail as the server took it. */
export type TakenMail = { from: string; to: string[]; data: string };

/** Cuts the connection in place of a reply. */
export const CLOSE = 'close';

type Session = { socket: Socket; mail: TakenMail; inData: boolean };

const USUAL: Readonly<Record<string, string>> = {
  GREETING: '220 pretend ESMTP',
  EHLO: '250-pretend\r\n250-AUTH PLAIN LOGIN\r\n250-8BITMIME\r\n250 SIZE 1000000',
  AUTH: '235 2.7.0 welcome',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go on',
  END: '250 2.0.0 queued',
  RSET: '250 2.0.0 ok',
  NOOP: '250 2.0.0 ok',
};

/** Starts a mail server on a free port of loopback that ends with the test; it takes every mail unless told otherwise. */
export async function pretendSmtp(t: TestContext, options: PretendSmtpOptions = {}) {
  const mails: TakenMail[] = [];
  const lines: string[] = [];
  const sockets = new Set<Socket>();

  const answer = (session: Session, command: string, line: string): void => {
    const own = options.reply?.[command as SmtpCommand]?.(line);
    const reply = own ?? USUAL[command] ?? '502 5.5.1 what?';
    if (reply === CLOSE) return void session.socket.destroy();
    session.socket.write(`${reply}\r\n`);
    if (!reply.startsWith('2') && !reply.startsWith('3')) return;
    if (command === 'MAIL') session.mail = { from: line, to: [], data: '' };
    if (command === 'RCPT') session.mail.to.push(line);
    if (command === 'DATA') session.inData = true;
    if (command === 'END') mails.push(session.mail);
  };

  const hear = (session: Session, line: string): void => {
    if (session.inData) {
      if (line !== '.') return void (session.mail.data += `${line.startsWith('.') ? line.slice(1) : line}\r\n`);
      session.inData = false;
      return answer(session, 'END', line);
    }
    lines.push(line);
    const command = (line.split(' ')[0] ?? '').toUpperCase();
    if (command === 'QUIT') return void session.socket.end('221 2.0.0 bye\r\n');
    answer(session, command, line);
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    const session: Session = { socket, mail: { from: '', to: [], data: '' }, inData: false };
    let rest = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const whole = (rest + chunk).split('\r\n');
      rest = whole.pop() ?? '';
      for (const line of whole) hear(session, line);
    });
    answer(session, 'GREETING', '');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, mails, lines, sockets };
}
