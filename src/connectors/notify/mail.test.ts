import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test, type TestContext } from 'node:test';
import { checkSchema } from '../../base/schema.ts';
import { failing, listening, until } from '../../net/testing/raw-server.ts';
import { recordingHttp } from '../../net/testing/recording-http.ts';
import { memoryConnection } from '../testing/memory-connection.ts';
import { configSchema, type NotifyConfig } from './config.ts';
import { mailText } from './mail.ts';
import type { Notice } from './notice.ts';
import { notify } from './notify.ts';
import { CLOSE, pretendSmtp, type PretendSmtpOptions } from './testing/pretend-smtp.ts';

const KEY = `rd${'Ab3_-'.repeat(8)}Zz0`;
const NOTICE: Notice = { subject: 'New lead', text: 'Call back', to: ['desk@example.com'] };
const PASSWORD = 'mail-password-8841';

async function mailbox(t: TestContext, options?: PretendSmtpOptions, more: Partial<NotifyConfig> = {}) {
  const server = await pretendSmtp(t, options);
  const config: NotifyConfig = {
    kind: 'smtp',
    host: '127.0.0.1',
    port: server.port,
    secure: 'none',
    user: 'rondine',
    password: PASSWORD,
    from: 'bot@acme.example',
    ...more,
  };
  assert.deepEqual(checkSchema(configSchema, config), []);
  const { http, requests } = recordingHttp(() => ({ status: 500 }));
  const connection = memoryConnection({ config, http, now: () => Date.UTC(2026, 0, 2, 3, 4, 5) });
  const send = (notice: Notice = NOTICE) => notify.operations['send']!.run(notice, connection.io(KEY));
  return { ...server, connection, requests, send, check: () => notify.check(connection.io(KEY)) };
}

/** Header lines of a mail, folded ones joined. */
function headersOf(data: string): string[] {
  const head = data.slice(0, data.indexOf('\r\n\r\n'));
  return head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
}

test('a notice arrives as a mail with its text, facts and link', async (t) => {
  const box = await mailbox(t, undefined, { fromName: 'Acme "Bot"', replyTo: 'help@acme.example' });
  const output = await box.send({
    ...NOTICE,
    text: 'Call back\n.\n.. soon',
    fields: { Phone: '+39 06', Empty: '' },
    link: 'https://example.com/1',
    severity: 'alarm',
  });
  const id = `<${KEY}@acme.example>`;
  assert.deepEqual(output, { id });
  assert.deepEqual(checkSchema(notify.operations['send']!.output, output), []);
  const [mail] = box.mails;
  assert.ok(mail);
  assert.match(mail.from, /^MAIL FROM:<bot@acme\.example>/);
  assert.deepEqual(mail.to, ['RCPT TO:<desk@example.com>']);
  const headers = headersOf(mail.data);
  for (const line of [
    'From: "Acme \\"Bot\\"" <bot@acme.example>',
    'To: desk@example.com',
    'Reply-To: help@acme.example',
    `Message-ID: ${id}`,
    'Date: Fri, 02 Jan 2026 03:04:05 +0000',
    'Auto-Submitted: auto-generated',
    'Importance: high',
  ]) {
    assert.ok(headers.includes(line), `${line}\n${headers.join('\n')}`);
  }
  assert.match(
    mail.data,
    /\r\n\r\nCall back\r\n\.\r\n\.\. soon\r\n\r\nPhone: \+39 06\r\n\r\nhttps:\/\/example\.com\/1\r\n/,
  );
  assert.deepEqual(box.requests, []);
  await until(() => box.sockets.size === 0);
});

test('every attempt of one effect has the same Message-ID', async (t) => {
  const box = await mailbox(t);
  assert.deepEqual(await box.send(), await box.send());
  const ids = box.mails.map(({ data }) => headersOf(data).find((line) => line.startsWith('Message-ID')));
  assert.equal(new Set(ids).size, 1);
});

test('subjects and texts in any script arrive whole', async (t) => {
  const box = await mailbox(t);
  await box.send({ ...NOTICE, subject: 'Perché 🐦', text: 'È già qui' });
  const { data } = box.mails[0]!;
  const subject = headersOf(data).find((line) => line.startsWith('Subject: ')) ?? '';
  const words = [...subject.matchAll(/=\?UTF-8\?Q\?([^?]+)\?=/g)].map(([, word]) => word!.replaceAll('_', ' '));
  assert.equal(decodeURIComponent(words.join('').replaceAll('=', '%')), 'Perché 🐦');
  assert.match(data, /=C3=88 gi=C3=A0 qui/);
});

const INJECTIONS: Notice[] = [
  { ...NOTICE, subject: 'Hi\r\nBcc: thief@evil.example\r\n\r\nbody' },
  { ...NOTICE, subject: 'Hi\nBcc: thief@evil.example' },
  { ...NOTICE, subject: 'Hi\u2028Bcc: thief@evil.example\u0000' },
  { ...NOTICE, text: '\r\n.\r\nMAIL FROM:<thief@evil.example>\r\nRCPT TO:<thief@evil.example>\r\n' },
  { ...NOTICE, text: '\n.\nQUIT' },
  { ...NOTICE, fields: { 'A\r\nBcc: thief@evil.example': 'b\r\n.\r\nRSET' } },
];

for (const notice of INJECTIONS) {
  test(`nothing of a notice becomes a header or a command: ${JSON.stringify(notice).slice(0, 90)}`, async (t) => {
    const box = await mailbox(t);
    await box.send(notice);
    assert.equal(box.mails.length, 1);
    assert.deepEqual(box.mails[0]?.to, ['RCPT TO:<desk@example.com>']);
    const names = headersOf(box.mails[0].data).map((line) => line.slice(0, line.indexOf(':')));
    assert.ok(!names.includes('Bcc'), names.join());
    assert.ok(
      box.lines.every((line) => !line.includes('thief')),
      box.lines.join('\n'),
    );
    assert.deepEqual(
      box.lines.map((line) => line.split(' ')[0]),
      ['EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'QUIT'].slice(0, box.lines.length),
    );
  });
}

test('only bare addresses fit the form', () => {
  const fits = (to: string) => checkSchema(notify.operations['send']!.input, { ...NOTICE, to: [to] }).length === 0;
  for (const good of ['a@b.it', 'ada.rossi+crm@acme.example', "o'neil@x-y.example", 'perché@acme.example'])
    assert.ok(fits(good), good);
  for (const bad of [
    'a',
    '@b',
    'a@',
    'a b@c.it',
    'a@b.it\r\nRCPT TO:<c@d>',
    'a@b.it, c@d.it',
    '<a@b.it>',
    'Ada <a@b.it>',
    'a@b.it>',
    'a@[1.2.3.4]',
    '"a"@b.it',
    'a@b.it\n',
    'a\u0000@b.it',
    'a@-b.it',
  ]) {
    assert.ok(!fits(bad), JSON.stringify(bad));
  }
});

type Refusal = { reply: PretendSmtpOptions['reply']; code: string; providerCode?: string };

const REFUSALS: Refusal[] = [
  { reply: { AUTH: () => '535 5.7.8 bad credentials' }, code: 'auth', providerCode: '5.7.8' },
  { reply: { AUTH: () => '534 5.7.9 app password required' }, code: 'auth', providerCode: '5.7.9' },
  { reply: { AUTH: () => '454 4.7.0 later' }, code: 'unavailable', providerCode: '4.7.0' },
  { reply: { MAIL: () => '530 5.7.0 sign in first' }, code: 'auth', providerCode: '5.7.0' },
  { reply: { MAIL: () => '550 5.7.60 not your address' }, code: 'denied', providerCode: '5.7.60' },
  { reply: { MAIL: () => '552 too large' }, code: 'invalid', providerCode: '552' },
  { reply: { RCPT: () => '550 5.1.1 nobody here' }, code: 'invalid', providerCode: '5.1.1' },
  { reply: { RCPT: () => '554 5.7.1 no relaying' }, code: 'denied', providerCode: '5.7.1' },
  { reply: { RCPT: () => '450 4.7.1 greylisted' }, code: 'unavailable', providerCode: '4.7.1' },
  { reply: { RCPT: () => '450 4.2.1 too fast' }, code: 'rate_limited', providerCode: '4.2.1' },
  { reply: { DATA: () => '451 4.3.0 not now' }, code: 'unavailable', providerCode: '4.3.0' },
  { reply: { END: () => '554 5.7.1 spam' }, code: 'denied', providerCode: '5.7.1' },
  { reply: { END: () => '432 4.3.2 too many at once' }, code: 'rate_limited', providerCode: '4.3.2' },
  { reply: { GREETING: () => '421 4.3.2 too busy' }, code: 'rate_limited', providerCode: '4.3.2' },
  { reply: { GREETING: () => '554 go away' }, code: 'invalid', providerCode: '554' },
  { reply: { END: () => CLOSE }, code: 'unknown_outcome' },
  { reply: { RCPT: () => CLOSE }, code: 'unknown_outcome' },
];

for (const { reply, code, providerCode } of REFUSALS) {
  const [command, answer] = Object.entries(reply ?? {})[0]!;
  test(`${answer('')} to ${command} is ${code}`, async (t) => {
    const box = await mailbox(t, { reply: reply ?? {} });
    const failure = await failing(box.send());
    assert.equal(failure.code, code, failure.message);
    assert.equal(failure.data.providerCode, providerCode);
    assert.ok(!JSON.stringify(failure.data).includes(PASSWORD));
    assert.equal(box.mails.length, 0);
    await until(() => box.sockets.size === 0);
  });
}

test('a server that is not there, or offers no TLS, is unavailable', async (t) => {
  const gone = createServer();
  const port = Number(new URL(await listening(gone)).port);
  await new Promise((resolve) => gone.close(resolve));
  assert.equal((await failing((await mailbox(t, undefined, { port })).send())).code, 'unavailable');
  const unnamed = await mailbox(t, undefined, { host: 'nowhere.invalid' });
  assert.equal((await failing(unnamed.send())).code, 'unavailable');
  for (const secure of ['starttls', 'implicit'] as const) {
    const plain = await mailbox(t, undefined, { secure });
    assert.equal((await failing(plain.send())).code, 'unavailable', secure);
    assert.ok(
      plain.lines.every((line) => !line.startsWith('AUTH')),
      'the password is not sent in clear',
    );
  }
});

test('who is not taken is named, and the others get the mail', async (t) => {
  const box = await mailbox(t, { reply: { RCPT: (line) => (line.includes('old@') ? '550 5.1.1 gone' : undefined) } });
  const output = await box.send({ ...NOTICE, to: ['desk@example.com', 'old@example.com'] });
  assert.deepEqual(output['rejected'], ['old@example.com']);
  assert.deepEqual(checkSchema(notify.operations['send']!.output, output), []);
  assert.deepEqual(box.mails[0]?.to, ['RCPT TO:<desk@example.com>']);
});

test('a notice that names nobody goes to the addresses of the connection, or is refused', async (t) => {
  const { to: _, ...notice } = NOTICE;
  const box = await mailbox(t, undefined, { to: ['a@example.com', 'b@example.com'] });
  await box.send(notice);
  assert.equal(box.mails[0]?.to.length, 2);
  const failure = await failing((await mailbox(t)).send(notice));
  assert.deepEqual([failure.code, failure.data.fields], ['invalid', ['to']]);
});

test('a check signs in and sends nothing, and reports bad credentials with a cure', async (t) => {
  const good = await mailbox(t);
  assert.deepEqual(
    (await good.check()).map(({ ok }) => ok),
    [true],
  );
  assert.deepEqual(good.lines.map((line) => line.split(' ')[0]).slice(0, 2), ['EHLO', 'AUTH']);
  assert.equal(good.mails.length, 0);
  const [bad] = await (await mailbox(t, { reply: { AUTH: () => '535 5.7.8 no' } })).check();
  assert.equal(bad?.ok, false);
  assert.match(bad.message, /535/);
  assert.match(String(bad.fix), /connection/);
});

test('a body has its parts apart and leaves out the empty ones', () => {
  assert.equal(
    mailText({ subject: 's', text: ' a ', fields: { B: 1, C: false }, link: 'https://e.example' }),
    'a\n\nB: 1\nC: false\n\nhttps://e.example\n',
  );
  assert.equal(mailText({ subject: 's', text: '' }), '\n');
});
