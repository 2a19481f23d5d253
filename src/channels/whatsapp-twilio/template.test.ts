import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TemplateContent } from '../../message/content.ts';
import type { HttpRequest } from '../../net/http.ts';
import { answerOf } from '../contract/suite.ts';
import { channelIo } from '../testing/channel-io.ts';
import { check } from './check.ts';
import type { WhatsAppTwilioConfig } from './config.ts';
import { connect, disconnect } from './connect.ts';
import { contents, listed } from './fixtures/contents.ts';
import { templatePairs } from './template.ts';

const HOOK = 'https://bot.example.com/hooks/whatsapp';
const SERVICE = `MG${'0'.repeat(32)}`;
const NUMBER = '+393990000001';
const config: WhatsAppTwilioConfig = { accountSid: `AC${'0'.repeat(32)}`, sender: NUMBER, authToken: 'auth-token' };

type World = Parameters<typeof answerOf>[0]['answer']['json'];

/** Answers by what stands in the address; everything asked is taken down. */
function open(world: Readonly<Record<string, World>>, given: Partial<WhatsAppTwilioConfig> = {}) {
  const asked: HttpRequest[] = [];
  const http = (request: HttpRequest) => {
    asked.push(request);
    const json = Object.entries(world).find(([part]) => request.url.includes(part))?.[1];
    return answerOf({ answer: json ? { status: 200, json } : { status: 404 } });
  };
  let now = 0;
  const io = channelIo<WhatsAppTwilioConfig>({ config: { ...config, ...given }, http, now: () => now });
  return { asked, io, wait: (ms: number) => void (now += ms) };
}

describe('the values of a template', () => {
  const world = { ContentAndApprovals: listed(contents) };
  const template = (rest: Partial<TemplateContent>): TemplateContent => ({
    kind: 'template',
    name: 'promemoria',
    language: 'it',
    parameters: [],
    ...rest,
  });
  const sent = async (rest: Partial<TemplateContent>) => {
    const { ContentSid, ContentVariables = '{}' } = Object.fromEntries(
      await templatePairs(template(rest), open(world).io),
    );
    return [ContentSid?.slice(0, 3), JSON.parse(ContentVariables)];
  };

  test('fill the variables of the words in their order, by name or by SID of the content', async () => {
    assert.deepEqual(await sent({ parameters: ['Ada', 'lunedì'] }), ['HX1', { 1: 'Ada', 2: 'lunedì' }]);
    assert.deepEqual(await sent({ name: `HX${'4'.repeat(32)}`, parameters: ['77'] }), ['HX4', { 1: '77' }]);
    assert.deepEqual(await sent({ name: 'benvenuto' }), ['HX2', {}]);
  });

  test('fill those of the head and of the buttons, wherever they stand', async () => {
    const header = { kind: 'text', text: 'luglio' } as const;
    const buttons = [{ at: 1, kind: 'url', value: '42' }] as const;
    assert.deepEqual(await sent({ name: 'bolletta', parameters: ['Ada'], header, buttons }), [
      'HX3',
      { nome: 'Ada', pdf: 'luglio', codice: '42' },
    ]);
  });

  test('wait for no second look at the list within ten minutes, but for a name that is new', async () => {
    const { io, asked, wait } = open(world);
    await templatePairs(template({}), io);
    await templatePairs(template({}), io);
    assert.equal(asked.length, 1);
    await assert.rejects(templatePairs(template({ language: 'en' }), io), /no content “promemoria” in en/);
    assert.equal(asked.length, 2);
    wait(600_000);
    await templatePairs(template({}), io);
    assert.equal(asked.length, 3);
  });
});

describe('the place of a sender', () => {
  test('a messaging service is told to use one address for all of its senders', async () => {
    const { io, asked } = open({ Services: { use_inbound_webhook_on_number: true } }, { sender: SERVICE });
    await connect({ url: HOOK }, io);
    const form = new URLSearchParams(String(asked.at(-1)?.body));
    assert.deepEqual([form.get('InboundRequestUrl'), form.get('UseInboundWebhookOnNumber')], [HOOK, 'false']);
  });

  test('a sender that is not the account’s own is entered by hand, and gets statuses all the same', async () => {
    const { io } = open({ Senders: { senders: [] } });
    assert.match((await connect({ url: HOOK }, io)).message, /Sandbox settings/);
    assert.equal(io.config.statusCallback, HOOK);
  });

  test('disconnecting takes out only an address that is ours', async () => {
    for (const [callback_url, changes] of [
      [HOOK, 1],
      ['https://elsewhere.example', 0],
    ] as const) {
      const senders = [{ sid: 'XE1', sender_id: `whatsapp:${NUMBER}`, webhook: { callback_url } }];
      const { io, asked } = open({ Senders: { senders } }, { statusCallback: HOOK });
      await disconnect(io);
      assert.equal(asked.filter(({ method }) => method === 'POST').length, changes);
    }
  });

  test('what is wrong with a sender comes with its cure, and nothing where all is well', async () => {
    const look = async (sender: Record<string, string>, callback_url = HOOK) => {
      const senders = [{ sid: 'XE1', sender_id: `whatsapp:${NUMBER}`, webhook: { callback_url }, ...sender }];
      const { io } = open({ Senders: { senders }, Accounts: { status: 'active' } }, { statusCallback: HOOK });
      return (await check(io)).filter(({ ok, fix }) => !ok && fix).map(({ name }) => name);
    };
    assert.deepEqual(await look({ status: 'ONLINE' }), []);
    assert.deepEqual(await look({ status: 'OFFLINE' }, 'https://elsewhere.example'), ['Sender', 'Messages']);
    assert.deepEqual(await look({ sender_id: 'whatsapp:+393990000002' }), ['Sender']);
  });
});
