import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Address } from '../../message/address.ts';
import type { Content } from '../../message/content.ts';
import type { OutboundMessage } from '../channel.ts';
import { choiceData, readChoice } from './choice-data.ts';
import { orderOf } from './order.ts';
import { send } from './send.ts';
import { bot, CONFIG, good, refused } from './testing/bot.ts';
import { formWithFile } from './upload.ts';

const TO: Address[] = [{ kind: 'user', value: '70012345' }];
const TEXT: Content = { kind: 'text', text: 'Ciao' };
const SENT = good({ message_id: 5, chat: { id: 70012345 } });

const message = (content: Content, rest: Partial<OutboundMessage> = {}): OutboundMessage => ({
  to: TO,
  content,
  key: 'run-1#2',
  ...rest,
});

const order = (content: Content, rest?: Partial<OutboundMessage>) => {
  const { method, fields } = orderOf(message(content, rest), CONFIG);
  return { method, ...fields } as JsonObject;
};

const choose = (...choices: [id: string, title: string][]): Content => ({
  kind: 'choices',
  text: 'Quale?',
  style: 'auto',
  choices: choices.map(([id, title]) => ({ id, title })),
});

describe('what is called', () => {
  test('a text goes to the chat as it is written, and quotes by the number of the message', async () => {
    const { io, calls } = bot(() => SENT);
    const sent = await send(message({ kind: 'text', text: '2 * 3 < 7 & _x_' }, { replyTo: '70012345/4' }), io);
    assert.deepEqual(sent, { id: '70012345/5' });
    assert.equal(calls[0]?.request.url, 'https://api.telegram.org/bot7000:token-of-the-tests-AAA/sendMessage');
    assert.deepEqual(calls[0]?.parameters, {
      chat_id: 70012345,
      text: '2 * 3 < 7 & _x_',
      reply_parameters: { message_id: 4, allow_sending_without_reply: true },
    });
  });

  test('the API can live elsewhere', async () => {
    const { io, calls } = bot(() => SENT, { ...CONFIG, apiBase: 'http://127.0.0.1:4000/tg/' });
    await send(message(TEXT), io);
    assert.equal(calls[0]?.request.url, 'http://127.0.0.1:4000/tg/bot7000:token-of-the-tests-AAA/sendMessage');
  });

  test('somebody who has no chat with the bot cannot be written to', async () => {
    const { io, calls } = bot(() => SENT);
    const sending = send(message(TEXT, { to: [{ kind: 'phone', value: '+391' }] }), io);
    await assert.rejects(sending, /a bot can write only to people who have written to it/);
    assert.equal(calls.length, 0);
  });

  test('header, text and footer of a question are one text', () => {
    const content = { ...choose(['a', 'Luce']), header: 'Contratti', footer: 'Grazie' } as Content;
    assert.equal(order(content)['text'], 'Contratti\n\nQuale?\n\nGrazie');
  });

  test('short choices stand side by side, longer ones below each other', () => {
    const rows = (...titles: string[]) => {
      const { reply_markup: markup } = order(choose(...titles.map((title): [string, string] => [title, title])));
      return (markup as { inline_keyboard: unknown[][] }).inline_keyboard.map((row) => row.length);
    };
    assert.deepEqual(rows('Sì', 'No', 'Forse', 'Boh'), [3, 1]);
    assert.deepEqual(rows('Energia elettrica', 'Gas naturale', 'Altro'), [2, 1]);
    assert.deepEqual(rows('Vorrei parlare con una persona', 'No'), [1, 1]);
  });

  test('the choice for the phone number is a key that shares it, beside the others', () => {
    assert.deepEqual(order(choose(['share_phone', 'Invia il numero'], ['no', 'Preferisco di no']))['reply_markup'], {
      keyboard: [[{ text: 'Invia il numero', request_contact: true }, { text: 'Preferisco di no' }]],
      resize_keyboard: true,
      one_time_keyboard: true,
    });
  });

  const url = (name: string) => `https://files.example.com/${name}?sig=1`;
  const FILES: readonly [name: string, content: Content, expected: JsonObject][] = [
    [
      'a photo',
      { kind: 'media', media: 'image', url: url('a.jpg'), caption: 'Ecco' },
      { method: 'sendPhoto', photo: url('a.jpg'), caption: 'Ecco' },
    ],
    ['a film', { kind: 'media', media: 'video', url: url('a.mp4') }, { method: 'sendVideo', video: url('a.mp4') }],
    ['a song', { kind: 'media', media: 'audio', url: url('a.mp3') }, { method: 'sendAudio', audio: url('a.mp3') }],
    [
      'a voice message',
      { kind: 'media', media: 'audio', url: url('a.ogg') },
      { method: 'sendVoice', voice: url('a.ogg') },
    ],
    [
      'a voice message that Telegram has',
      { kind: 'media', media: 'audio', file: { id: 'V1', mime: 'audio/ogg' } },
      { method: 'sendVoice', voice: 'V1' },
    ],
    [
      'a document',
      { kind: 'media', media: 'document', file: { id: 'D1', mime: 'application/pdf' } },
      { method: 'sendDocument', document: 'D1' },
    ],
    [
      'a sticker',
      { kind: 'media', media: 'sticker', url: url('a.webp') },
      { method: 'sendSticker', sticker: url('a.webp') },
    ],
    [
      'a bare place',
      { kind: 'location', latitude: 45, longitude: 9 },
      { method: 'sendLocation', latitude: 45, longitude: 9 },
    ],
    [
      'a place with a name',
      { kind: 'location', latitude: 45, longitude: 9, name: 'Duomo' },
      { method: 'sendVenue', latitude: 45, longitude: 9, title: 'Duomo', address: 'Duomo' },
    ],
    [
      'a card with one number',
      { kind: 'contacts', contacts: [{ name: 'Ada', phones: ['+391'], emails: [] }] },
      { method: 'sendContact', phone_number: '+391', first_name: 'Ada' },
    ],
    [
      'a card with more than a number',
      { kind: 'contacts', contacts: [{ name: 'Rossi; Ada', phones: ['+391'], emails: ['a@example.com'] }] },
      {
        method: 'sendContact',
        phone_number: '+391',
        first_name: 'Rossi; Ada',
        vcard: 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Rossi\\; Ada\r\nTEL:+391\r\nEMAIL:a@example.com\r\nEND:VCARD',
      },
    ],
    [
      'a card without a number',
      { kind: 'contacts', contacts: [{ name: 'Ada', phones: [], emails: ['a@example.com'] }] },
      { method: 'sendMessage', text: 'Ada\na@example.com' },
    ],
    [
      'several cards',
      {
        kind: 'contacts',
        contacts: ['Ada', 'Bruno'].map((name) => ({ name, phones: ['+391'], emails: [] })),
      },
      { method: 'sendMessage', text: 'Ada\n+391\n\nBruno\n+391' },
    ],
    [
      'a reaction',
      { kind: 'reaction', to: '70012345/9', emoji: '❤️' },
      { method: 'setMessageReaction', message_id: 9, reaction: [{ type: 'emoji', emoji: '❤' }] },
    ],
    [
      'a reaction that is taken back',
      { kind: 'reaction', to: '70012345/9', emoji: '' },
      { method: 'setMessageReaction', message_id: 9, reaction: [] },
    ],
  ];
  for (const [name, content, expected] of FILES)
    test(`${name} is ${String(expected['method'])}`, () => assert.deepEqual(order(content), expected));

  test('what Telegram cannot carry is refused before any call', () => {
    const isRefused = (code: string) => (thrown: unknown) => thrown instanceof Failure && thrown.code === code;
    const template: Content = { kind: 'template', name: 'x', language: 'it', parameters: [] };
    const sticker: Content = { kind: 'media', media: 'sticker', url: url('a.webp'), caption: 'x' };
    assert.throws(() => order(template), isRefused('unsupported'));
    assert.throws(() => order(sticker), isRefused('invalid'));
    assert.throws(() => order({ kind: 'media', media: 'image' }), isRefused('invalid'));
  });
});

describe('choices', () => {
  test('an id of 64 bytes travels as it is, and comes back', () => {
    for (const id of ['light', 'è'.repeat(32), 'x'.repeat(64), '~1', '~1~x']) {
      assert.equal(choiceData(id, 1), id);
      assert.deepEqual(readChoice(id, 'Luce'), { id, title: 'Luce' });
    }
  });

  test('a longer one becomes a token, and is known by the words on the button or by its place', () => {
    const ids = ['x'.repeat(65), `${'x'.repeat(64)}y`, 'è'.repeat(33), '', choiceData('', 1)];
    const tokens = ids.map((id, index) => choiceData(id, index + 1));
    assert.equal(new Set(tokens).size, ids.length);
    for (const [index, token] of tokens.entries()) {
      assert.match(token, /^~\d+~[0-9a-f]{16}$/);
      assert.deepEqual(readChoice(token, 'Luce'), { id: token, title: 'Luce' });
      for (const unsure of [undefined, 'Luce e g…']) assert.equal(readChoice(token, unsure).title, String(index + 1));
    }
  });
});

describe('answers', () => {
  test('a reaction has no number: it is named after its message and our key', async () => {
    const { io } = bot(() => good(true));
    const reaction: Content = { kind: 'reaction', to: '70012345/9', emoji: '👍' };
    assert.deepEqual(await send(message(reaction), io), { id: '70012345/9/reaction/run-1#2' });
    await assert.rejects(send(message(TEXT), io), (thrown) => (thrown as Failure).code === 'unknown_outcome');
  });

  test('a chat that was moved is written to under its new id', async () => {
    const moved = refused(400, 'Bad Request: group chat was upgraded', { migrate_to_chat_id: -100500 });
    const { io, calls } = bot((_called, number) => (number === 1 ? moved : good({ message_id: 6 })));
    assert.deepEqual(await send(message(TEXT), io), { id: '-100500/6' });
    assert.deepEqual(
      calls.map(({ parameters }) => parameters['chat_id']),
      [70012345, -100500],
    );
  });

  test('who blocked the bot is told apart from who never wrote', async () => {
    const saying = async (description: string) => {
      const { io } = bot(() => refused(403, description));
      return send(message(TEXT), io).then(() => assert.fail(), String);
    };
    assert.match(await saying('Forbidden: bot was blocked by the user'), /has blocked the bot/);
    assert.match(await saying("Forbidden: bot can't initiate conversation with a user"), /cannot write first/);
  });
});

describe('a file that Telegram does not take by its link', () => {
  const url = 'https://files.example.com/contratto%20nuovo.docx?sig=1';
  const document: Content = { kind: 'media', media: 'document', url, caption: 'Da firmare' };
  const noLink = refused(400, 'Bad Request: failed to get HTTP URL content');

  test('is fetched under guard and uploaded with its type and name', async () => {
    const { io, calls } = bot(({ request }, number) => {
      if (request.method === 'GET')
        return { headers: { 'content-type': 'application/msword' }, body: Buffer.from('DOC') };
      return number === 1 ? noLink : SENT;
    });
    assert.deepEqual(await send(message(document, { replyTo: '70012345/4' }), io), { id: '70012345/5' });
    const [, fetched, uploaded] = calls.map(({ request }) => request);
    assert.deepEqual(fetched?.guard, { allowPrivate: [] });
    assert.equal(fetched?.url, url);
    assert.equal(fetched?.maxBytes, 50 * 1024 * 1024);
    const type = uploaded?.headers?.['content-type'] ?? '';
    const form = await new Response(uploaded?.body as Uint8Array<ArrayBuffer>, {
      headers: { 'content-type': type },
    }).formData();
    assert.equal(form.get('chat_id'), '70012345');
    assert.equal(form.get('caption'), 'Da firmare');
    assert.equal(form.get('reply_parameters'), '{"message_id":4,"allow_sending_without_reply":true}');
    const file = form.get('document') as File;
    assert.deepEqual([file.name, file.type, await file.text()], ['contratto nuovo.docx', 'application/msword', 'DOC']);
  });

  const NAMES: readonly [disposition: string, link: string, name: string][] = [
    [`attachment; filename="a.docx"; filename*=UTF-8''perch%C3%A9.docx`, url, 'perché.docx'],
    ['attachment; filename="offerta.docx"', url, 'offerta.docx'],
    ['inline', 'https://files.example.com/100%.docx', '100%.docx'],
    ['inline', 'https://files.example.com/', 'file'],
  ];
  for (const [disposition, link, name] of NAMES) {
    test(`has the name ${name} by ${disposition}`, async () => {
      const headers = { 'content-disposition': disposition };
      const refusal = new Failure({ code: 'invalid', message: 'No.' });
      const file = { field: 'document', url: link, media: 'document', refusal } as const;
      const form = await formWithFile({}, file, bot(() => ({ headers })).io);
      assert.equal((form.get('document') as File).name, name);
    });
  }

  test('and cannot be fetched either, fails with both reasons', async () => {
    const gone = () => ({ status: 404 });
    const blocked = () =>
      Promise.reject(new Failure({ code: 'denied', message: 'Nothing was sent: a private address.' }));
    for (const answer of [gone, blocked]) {
      const { io } = bot(({ request }) => (request.method === 'GET' ? answer() : noLink));
      const failure: Failure = await send(message(document), io).then(
        () => assert.fail(),
        (thrown: Failure) => thrown,
      );
      assert.equal(failure.code, 'invalid');
      assert.match(failure.message, /failed to get HTTP URL content.*could not be uploaded either/);
    }
  });

  test('is not sent again where the first call may have succeeded', async () => {
    const { io, calls } = bot(() => ({ status: 502 }));
    await assert.rejects(send(message(document), io));
    assert.equal(calls.length, 1);
  });
});

describe('a file that is named and has no link', () => {
  const file = { id: 'F-1', mime: 'image/jpeg' };
  const photo = message({ kind: 'media', media: 'image', file });

  test('goes by its id where it is Telegram’s own', async () => {
    const { io, calls } = bot(() => SENT);
    await send(photo, io);
    assert.equal(calls[0]?.parameters['photo'], 'F-1');
  });

  test('and is larger than Telegram takes, is refused before any call', async () => {
    const { io, calls } = bot(() => SENT);
    io.open = async () => ({ bytes: 10 * 1024 * 1024 + 1, stream: () => assert.fail('it is not read') });
    await assert.rejects(send(photo, io), { code: 'invalid', message: /takes at most/ });
    assert.equal(calls.length, 0);
  });
});
