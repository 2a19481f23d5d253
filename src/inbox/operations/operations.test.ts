import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { Failure } from '../../base/failure.ts';
import { id } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { checkSchema, type Schema } from '../../base/schema.ts';
import { newRun } from '../../flow/run.ts';
import { contactOf, conversationOf, openInbox, type TestInbox } from '../testing/open-inbox.ts';
import { ownOperations } from './own-operations.ts';
import type { OperationScene } from './operation.ts';
import { openVerifyCode } from './verify-operations.ts';

const KEY = 'the key of the installation';
const digest = (text: string): string => createHmac('sha256', KEY).update(text).digest('base64url');
const phone = { kind: 'phone', value: '+393330000001' } as const;
const ada = contactOf('c-ada', { name: 'Ada', addresses: [phone] });
const talk = conversationOf(ada.key, { key: id.conversation('v-ada'), replyTo: [phone], received: 3 });
const run = newRun({
  id: id.run('r-1'),
  flow: { id: id.flow('lead'), version: 1 },
  lane: talk.lane,
  connection: talk.connection,
  channel: talk.channel,
  conversation: talk.key,
});

type Do = (name: string, input: JsonObject, more?: Partial<OperationScene>) => Promise<JsonObject>;
type Desk = { inbox: TestInbox; operate: Do; operations: ReturnType<typeof ownOperations> };

/** A world with two contacts, in which operations are done for a run that talks to Ada. */
async function withDesk(work: (desk: Desk) => Promise<void>): Promise<void> {
  const inbox = await openInbox();
  const operations = ownOperations(inbox.store);
  await inbox.apply(({ draft }) => {
    draft.put('contact', ada);
    draft.put('contact', contactOf('c-old', { addresses: [] }));
    draft.put('address', { key: 'phone:+393330000001', contact: ada.key });
    draft.put('conversation', talk);
    const fresh = { contact: ada.key, foreground: null, held: [], at: 0 };
    draft.put('lane', { key: talk.lane, conversation: talk.key, ...fresh });
  });
  let count = 0;
  const operate: Do = (name, input, more = {}) =>
    inbox.apply(async (scene) => {
      const operation = operations[name];
      assert.ok(operation, `there is no operation ${name}`);
      assert.deepEqual(checkSchema(operation.input, input), []);
      const output = await operation.run(input, {
        ...scene,
        cause: `${name} ${JSON.stringify(input)}`,
        run,
        effect: id.effect(run.id, 0),
        by: 'flow lead',
        contact: await scene.draft.get('contact', ada.key),
        conversation: await scene.draft.get('conversation', talk.key),
        random: (bytes) => Buffer.alloc(bytes, count++).toString('base64url'),
        digest,
        ...more,
      });
      assert.deepEqual(checkSchema(operation.output, output), []);
      return output;
    });
  try {
    await work({ inbox, operate, operations });
  } finally {
    await inbox.close();
  }
}

test('the examples of each operation give what they say, one after the other', () =>
  withDesk(async ({ operate, operations, inbox }) => {
    inbox.at = Date.UTC(2026, 10, 22, 9);
    for (const [name, { examples }] of Object.entries(operations)) {
      assert.ok(examples.length > 0, name);
      for (const { input, output } of examples) {
        const at = inbox.at;
        assert.deepEqual(await operate(name, input), output, name);
        inbox.at = at;
      }
    }
  }));

test('each operation and each of its fields says what it is for, and outcomes are those of the output', () =>
  withDesk(async ({ operations }) => {
    for (const [name, { title, description, input, output, outcomes }] of Object.entries(operations)) {
      assert.ok(title && description, name);
      for (const [field, schema] of Object.entries(propertiesOf(input)))
        assert.ok(schema.title && schema.description && schema.examples, `${name}.${field}`);
      for (const [field, schema] of Object.entries(propertiesOf(output))) assert.ok(schema.title, `${name}: ${field}`);
      assert.deepEqual(propertiesOf(output)['outcome']?.enum, outcomes, name);
    }
  }));

type Field = { title?: string; description?: string; examples?: unknown[]; enum?: string[] };
const propertiesOf = (schema: Schema) => (schema as unknown as { properties: Record<string, Field> }).properties;

async function failureOf(done: Promise<unknown>): Promise<string> {
  const error = await done.then(
    () => assert.fail('it was done'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Failure);
  return error.code;
}

describe('contacts and conversations', () => {
  const nobody = { contact: undefined, conversation: undefined };

  test('what is done by a flow or a person is put down to them', () =>
    withDesk(async ({ operate, inbox }) => {
      await operate('updateContact', { addTags: ['vip'] }, { by: 'eva', run: undefined, effect: undefined });
      assert.deepEqual(inbox.changes, await inbox.store.list('change'));
      await operate('linkRecord', { connection: 'crm', object: 'Lead', record: '1' });
      const [link] = await inbox.store.list('link');
      assert.deepEqual([link?.run, link?.effect, link?.how], ['r-1', 'r-1#0', 'told']);
    }));

  test('an operation without a person or a conversation says what is missing', () =>
    withDesk(async ({ operate }) => {
      assert.equal(await failureOf(operate('updateContact', { name: 'A' }, nobody)), 'invalid');
      assert.equal(await failureOf(operate('getContact', {}, nobody)), 'invalid');
      assert.equal(await failureOf(operate('closeConversation', {}, nobody)), 'invalid');
      assert.equal(await failureOf(operate('sendCode', {}, { ...nobody, run: undefined })), 'invalid');
      assert.equal(await failureOf(operate('updateContact', { contact: 'x', name: 'A' })), 'not_found');
      assert.equal(await failureOf(operate('mergeContacts', { from: 'x' })), 'not_found');
      assert.deepEqual(await operate('getContact', { contact: 'x' }), { outcome: 'missing' });
      assert.equal(await failureOf(operate('getConsent', { purpose: 'service', contact: 'c-old' })), 'invalid');
      const strangers = { ...nobody, contact: contactOf('c-old') };
      assert.equal(await failureOf(operate('getConsent', { purpose: 'service' }, strangers)), 'invalid');
    }));

  test('consent is for the address that answers go to, unless another is named', () =>
    withDesk(async ({ operate, inbox }) => {
      const input = { purpose: 'marketing', state: 'given' };
      const addresses = [
        await operate('setConsent', input),
        await operate('setConsent', { ...input, address: 'Ada@Example.org' }),
        await operate('setConsent', { ...input, address: '+391' }),
        await operate('setConsent', { ...input, address: 'user:shop:IT.7' }),
        await operate(
          'setConsent',
          { ...input, brand: 'b', state: 'withdrawn' },
          { conversation: undefined, run: undefined },
        ),
      ].map(({ address }) => address);
      const own = 'phone:+393330000001';
      assert.deepEqual(addresses, [own, 'email:ada@example.org', 'phone:+391', 'user:shop:IT.7', own]);
      const [byStaff, ...byMessage] = (await inbox.store.list('consent')).reverse();
      assert.deepEqual(byMessage.at(-1)?.proof.message, 'v-ada/00000003');
      assert.equal([byStaff, ...byMessage].filter((each) => each?.proof.how === 'said by staff').length, 1);
    }));
});

describe('values', () => {
  test('a value is gone when its time is over', () =>
    withDesk(async ({ operate, inbox }) => {
      await operate('storeValue', { name: 'a', value: 1, ttl: 'PT2M' });
      assert.equal((await operate('retrieveValue', { name: 'a' }))['outcome'], 'found');
      inbox.at += 60_000;
      assert.deepEqual(await operate('retrieveValue', { name: 'a' }), { outcome: 'missing', value: null });
      assert.deepEqual(await operate('claimValue', { name: 'a' }), { outcome: 'claimed', value: true });
    }));

  test('a counter begins anew when its time is over, however often it is counted', () =>
    withDesk(async ({ operate, inbox }) => {
      const count = () => operate('countValue', { name: 'n', ttl: 'PT3M' });
      assert.deepEqual([await count(), await count(), await count()], [{ value: 1 }, { value: 2 }, { value: 3 }]);
      assert.deepEqual(await count(), { value: 1 });
      inbox.at += 1;
      assert.deepEqual(await operate('countValue', { name: 'n', by: -5 }), { value: -4 });
    }));

  test('no count and no claim is lost when many lanes do it at once', () =>
    withDesk(async ({ operate }) => {
      const all = <T>(work: (n: number) => Promise<T>) => Promise.all(Array.from({ length: 8 }, (_, n) => work(n)));
      await all(() => operate('countValue', { name: 'n' }));
      assert.deepEqual(await operate('countValue', { name: 'n', by: 0 }), { value: 8 });
      const claims = await all((n) => operate('claimValue', { name: 'slot', value: n }));
      assert.equal(claims.filter(({ outcome }) => outcome === 'claimed').length, 1);
      assert.equal(new Set(claims.map(({ value }) => value)).size, 1);
    }));

  test('what cannot be kept or counted is refused', () =>
    withDesk(async ({ operate }) => {
      await operate('storeValue', { name: 'text', value: 'x' });
      assert.equal(await failureOf(operate('countValue', { name: 'text' })), 'invalid');
      await operate('storeValue', { name: 'most', value: Number.MAX_SAFE_INTEGER });
      assert.equal(await failureOf(operate('countValue', { name: 'most' })), 'invalid');
      assert.equal(await failureOf(operate('storeValue', { name: 'a', value: 1, ttl: 'P1M' })), 'invalid');
      assert.equal(await failureOf(operate('storeValue', { name: 'a', value: 'x'.repeat(300_000) })), 'invalid');
    }));

  test('no flow can reach the codes', () =>
    withDesk(async ({ operations }) => {
      const input = operations['retrieveValue']?.input;
      assert.ok(input);
      assert.notDeepEqual(checkSchema(input, { store: '.verify', name: 'x' }), []);
    }));
});

describe('verify', () => {
  const opened = async ({ inbox }: Desk, output: JsonObject, now = inbox.at): Promise<string | undefined> => {
    const name = /^⟦secret:(.+)⟧$/.exec(String(output['code']))?.[1] ?? '';
    return openVerifyCode(name, { store: inbox.store, digest, now: () => now });
  };

  test('the right code is taken once, with blanks and dashes', () =>
    withDesk(async (desk) => {
      const code = (await opened(desk, await desk.operate('sendCode', { digits: 8 }))) ?? '';
      assert.match(code, /^\d{8}$/);
      const entered = `${code.slice(0, 4)} - ${code.slice(4)}`;
      assert.equal((await desk.operate('checkCode', { code: entered }))['outcome'], 'verified');
      assert.equal((await desk.operate('checkCode', { code: entered }))['outcome'], 'expired');
    }));

  test('a code that was wrong too often is of no use any more, even the right one', () =>
    withDesk(async (desk) => {
      const code = (await opened(desk, await desk.operate('sendCode', { tries: 2 }))) ?? '';
      const wrong = code === '000000' ? '000001' : '000000';
      const check = (entered: string) => desk.operate('checkCode', { code: entered });
      assert.deepEqual(await check(wrong), { outcome: 'invalid', left: 1 });
      assert.equal((await check(wrong))['outcome'], 'failed');
      assert.equal((await check(code))['outcome'], 'failed');
    }));

  test('a code expires, and a new one takes its place', () =>
    withDesk(async (desk) => {
      const sent = await desk.operate('sendCode', { ttl: 'PT2M' });
      const former = (await opened(desk, sent)) ?? '';
      assert.equal(await opened(desk, sent, Number(sent['expiresAt'])), undefined);
      const code = (await opened(desk, await desk.operate('sendCode', { ttl: 'PT2M' }))) ?? '';
      assert.notEqual(former, code);
      assert.equal((await desk.operate('checkCode', { code: former }))['outcome'], 'invalid');
      desk.inbox.at += 120_000;
      assert.equal((await desk.operate('checkCode', { code }))['outcome'], 'expired');
      assert.equal((await desk.operate('checkCode', { code, for: 'ada@example.org' }))['outcome'], 'expired');
      assert.equal(await failureOf(desk.operate('sendCode', { ttl: 'P1M' })), 'invalid');
    }));

  test('neither the code nor what it proves stands in the database', () =>
    withDesk(async (desk) => {
      const sent = await desk.operate('sendCode', { digits: 10, for: 'ada@example.org' });
      const code = (await opened(desk, sent)) ?? '';
      const kept = JSON.stringify(await desk.inbox.store.list('value'));
      assert.equal(kept.includes(code) || kept.includes('ada@example.org'), false);
      assert.equal(JSON.stringify(sent).includes(code), false);
    }));

  test('without the key a code cannot be told, and other secrets are none of these', () =>
    withDesk(async (desk) => {
      const sent = await desk.operate('sendCode', { digits: 10 });
      const name = String(sent['code']).slice('⟦secret:'.length, -1);
      const { store, at } = desk.inbox;
      const foreign = await openVerifyCode(name, { store, digest: (text) => `other ${text}`, now: () => at });
      assert.notEqual(foreign, await opened(desk, sent));
      assert.equal(await openVerifyCode('shopToken', { store, digest, now: () => at }), undefined);
      assert.equal(await openVerifyCode('verify:nobody', { store, digest, now: () => at }), undefined);
    }));
});
