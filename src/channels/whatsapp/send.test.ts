import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Failure } from '../../base/failure.ts';
import type { Address } from '../../message/address.ts';
import type { ChoicesContent, Content } from '../../message/content.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import type { OutboundMessage } from '../channel.ts';
import { channelIo } from '../testing/channel-io.ts';
import { messageBody, send } from './send.ts';

const PHONE: Address = { kind: 'phone', value: '+39 333 123 4567' };
const USER: Address = { kind: 'user', value: 'IT.7001' };
const TEMPLATE: Content = { kind: 'template', name: 'codice', language: 'it', parameters: ['1234'] };

const body = (content: Content, rest: Partial<OutboundMessage> = {}) =>
  messageBody({ to: [PHONE], content, key: 'run-1#2', ...rest });

const ask = (rest: Partial<ChoicesContent>): ChoicesContent => ({
  kind: 'choices',
  text: 'Quale?',
  style: 'auto',
  choices: [{ id: 'a', title: 'Luce' }],
  ...rest,
});

function answering(status: number, json: string, requests: HttpRequest[] = []) {
  const response: HttpResponse = { status, headers: {}, body: Buffer.from(json), text: () => json };
  const config = {
    phoneNumberId: '300',
    appSecret: 'app-secret',
    verifyToken: 'verify-token',
    accessToken: 'access-token',
  };
  const http = (request: HttpRequest) => (requests.push(request), Promise.resolve(response));
  return channelIo({ config, http, now: () => 0 });
}

describe('the request', () => {
  test('a text goes to the number, with our key, the quoted message and the bearer token', async () => {
    const requests: HttpRequest[] = [];
    const message = {
      to: [USER, PHONE],
      content: { kind: 'text', text: 'Ciao' } as const,
      key: 'run-1#2',
      replyTo: 'wamid.Q',
    };
    assert.deepEqual(await send(message, answering(200, '{"messages":[{"id":"wamid.S"}]}', requests)), {
      id: 'wamid.S',
    });
    const [request] = requests;
    assert.equal(request?.method, 'POST');
    assert.equal(request?.url, 'https://graph.facebook.com/v26.0/300/messages');
    assert.deepEqual(request?.headers, { authorization: 'Bearer access-token', 'content-type': 'application/json' });
    assert.deepEqual(JSON.parse(String(request?.body)), {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '393331234567',
      context: { message_id: 'wamid.Q' },
      biz_opaque_callback_data: 'run-1#2',
      type: 'text',
      text: { body: 'Ciao', preview_url: false },
    });
  });

  test('base and version of the API come from the connection', async () => {
    const requests: HttpRequest[] = [];
    const io = answering(200, '{"messages":[{"id":"wamid.S"}]}', requests);
    const config = { ...io.config, apiBase: 'http://127.0.0.1:4000/', apiVersion: 'v27.0' };
    await send({ to: [PHONE], content: { kind: 'text', text: 'x' }, key: 'k' }, { ...io, config });
    assert.equal(requests[0]?.url, 'http://127.0.0.1:4000/v27.0/300/messages');
  });

  test('a person without a number is written to by user id; one without either is refused', () => {
    const { to, recipient } = body({ kind: 'text', text: 'x' }, { to: [USER] });
    assert.deepEqual({ to, recipient }, { to: undefined, recipient: 'IT.7001' });
    const nobody = () => body({ kind: 'text', text: 'x' }, { to: [{ kind: 'username', value: 'ada' }] });
    assert.throws(nobody, (thrown) => thrown instanceof Failure && thrown.code === 'invalid');
  });

  test('a link in a text asks for its preview', () => {
    const { text } = body({ kind: 'text', text: 'Vedi HTTPS://example.com' });
    assert.deepEqual(text, { body: 'Vedi HTTPS://example.com', preview_url: true });
  });

  test('a reaction quotes nothing, and an empty one takes it back', () => {
    const { context, reaction } = body({ kind: 'reaction', to: 'wamid.R', emoji: '' }, { replyTo: 'wamid.Q' });
    assert.equal(context, undefined);
    assert.deepEqual(reaction, { message_id: 'wamid.R', emoji: '' });
  });

  test('media goes by link or by id; only documents carry a file name', () => {
    const file = { id: '900', mime: 'application/pdf', name: 'contratto.pdf' };
    assert.deepEqual(body({ kind: 'media', media: 'document', file, caption: 'Da firmare' })['document'], {
      id: '900',
      caption: 'Da firmare',
      filename: 'contratto.pdf',
    });
    assert.deepEqual(body({ kind: 'media', media: 'image', file })['image'], { id: '900' });
    const url = 'https://example.com/a.ogg';
    assert.deepEqual(body({ kind: 'media', media: 'audio', url })['audio'], { link: url });
    assert.throws(() => body({ kind: 'media', media: 'audio', url, caption: 'x' }), /no caption on audio/);
    assert.throws(() => body({ kind: 'media', media: 'image' }), /neither a link nor a file/);
  });

  test('a template names its language and fills its placeholders in order', () => {
    assert.deepEqual(body(TEMPLATE)['template'], {
      name: 'codice',
      language: { policy: 'deterministic', code: 'it' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: '1234' }] }],
    });
    assert.equal(JSON.stringify(body({ ...TEMPLATE, parameters: [] })).includes('components'), false);
  });
});

describe('choices', () => {
  test('buttons carry id and title, header and footer', () => {
    assert.deepEqual(body(ask({ header: 'Contratti', footer: 'Grazie' }))['interactive'], {
      type: 'button',
      header: { type: 'text', text: 'Contratti' },
      body: { text: 'Quale?' },
      footer: { text: 'Grazie' },
      action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'Luce' } }] },
    });
  });

  test('a list has one section, a button and descriptions', () => {
    const choices = [{ id: 'a', title: 'Luce', description: 'Casa' }];
    assert.deepEqual(body(ask({ choices, style: 'list', listButton: 'Scegli' }))['interactive'], {
      type: 'list',
      body: { text: 'Quale?' },
      action: { button: 'Scegli', sections: [{ rows: [{ id: 'a', title: 'Luce', description: 'Casa' }] }] },
    });
  });

  test('auto picks a list for many, long or described choices', () => {
    const typeOf = (choices: ChoicesContent['choices']) =>
      JSON.stringify(body(ask({ choices }))).includes('"type":"list"');
    assert.equal(typeOf([{ id: 'a', title: 'Luce' }]), false);
    assert.equal(typeOf([{ id: 'a', title: 'Luce', description: 'Casa' }]), true);
    assert.equal(typeOf([{ id: 'a', title: 'x'.repeat(21) }]), true);
    assert.equal(typeOf(['a', 'b', 'c', 'd'].map((id) => ({ id, title: id }))), true);
  });

  test('a header or footer over 60 characters moves into the body', () => {
    const long = 'x'.repeat(61);
    const { interactive } = body(ask({ header: long, footer: long }));
    assert.deepEqual((interactive as { body: unknown }).body, { text: `${long}\n\nQuale?\n\n${long}` });
    assert.equal(JSON.stringify(interactive).match(/header|footer/), null);
  });
});

test('a template refused for a person known by user id only is explained', async () => {
  const io = answering(400, '{"error":{"code":131009}}');
  const refused = (to: Address) =>
    send({ to: [to], content: TEMPLATE, key: 'k' }, io).then(() => assert.fail(), String);
  assert.match(await refused(USER), /authentication template.*phone number/);
  assert.doesNotMatch(await refused(PHONE), /authentication template/);
});

test('a message id under a status other than success is not believed', async () => {
  const io = answering(500, '{"messages":[{"id":"wamid.S"}]}');
  const sent = send({ to: [PHONE], content: TEMPLATE, key: 'k' }, io);
  await assert.rejects(sent, (thrown) => thrown instanceof Failure && thrown.code === 'unknown_outcome');
});
