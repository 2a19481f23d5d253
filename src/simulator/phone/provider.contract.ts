import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { createCustomer, type CustomerDriver } from './customer.ts';
import type { ContentKind, Contents, Deed } from './deed.ts';
import type { DeliveryStatus } from './model.ts';
import type { PhoneOptions } from './options.ts';
import type { ProviderKind } from './provider.ts';
import { demoOptions } from './run-many.ts';
import { startReceiver, type Answering, type ReceivedHook, type Receiver } from './receiver.ts';
import { startPhone, type PhoneServer } from './server.ts';

/** One call that the business makes; `path` begins with a slash and may hold a query. */
export type BusinessCall = {
  method?: string;
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: JsonObject | string;
};

/** One answer that the business got. */
export type BusinessAnswer = { status: number; text: string };

/** A provider with all that the suite cannot know: how the business calls it, and what a right webhook is. */
export type ProviderCase = {
  kind: ProviderKind;
  /** True for a webhook whose signature is right; worked out apart from the provider's own code. */
  signed(hook: ReceivedHook): boolean;
  /** What a webhook says, where its body is not plain text: decrypted. */
  words?(hook: ReceivedHook): string;
  /** The call by which the business says where webhooks go, where the provider takes it. */
  subscribe?(url: string): BusinessCall;
  /** The call that sends this text to a person, by the identity that `kind.person` gives. */
  text(to: string, text: string): BusinessCall;
  /** The call that offers these choices, where the provider knows choices. */
  choices?(to: string, text: string, choices: readonly { id: string; title: string }[]): BusinessCall;
  /** The same call as `text` with credentials that are wrong. */
  stranger(to: string, text: string): BusinessCall;
  /** True when an answer means that the send was accepted; HTTP 200 is not enough everywhere. */
  accepted(answer: BusinessAnswer): boolean;
  /** A deed of each kind that only this provider knows. */
  deeds?: readonly Deed[];
  /** Kinds of deed of which the business hears nothing. */
  silent?: readonly string[];
  /** The statuses that the business is told of, each with what its webhook holds. */
  statuses: Partial<Record<DeliveryStatus, RegExp>>;
};

/** The suite that every provider of a phone passes. */
export function testProvider(subject: ProviderCase): void {
  describe(`phones on ${subject.kind.title}`, () => {
    testDeeds(subject);
    testSends(subject);
    testStatuses(subject);
    testFaults(subject);
    testDelivery(subject);
  });
}

type Rig = {
  phone: PhoneServer;
  business: Receiver;
  customer: CustomerDriver;
  to: string;
  call(call: BusinessCall): Promise<BusinessAnswer>;
};

type RigOptions = PhoneOptions & { answering?: Answering; statuses?: readonly DeliveryStatus[] };

async function startRig(t: TestContext, subject: ProviderCase, options: RigOptions = {}): Promise<Rig> {
  const { answering, statuses = [], ...given } = options;
  const { kind } = subject;
  const business = await startReceiver(answering);
  const phone = await startPhone(given, (opened) => kind.open(opened, demoOptions(kind)));
  t.after(async () => {
    await phone.close();
    await business.close();
  });
  Object.assign(phone.phone.settings, { statuses, redeliveryMs: [1] });
  const call = (each: BusinessCall): Promise<BusinessAnswer> => callProvider(phone.url, each);
  if (subject.subscribe) assert.ok((await call(subject.subscribe(business.url))).status < 300);
  else phone.phone.setTarget(business.url);
  const to = kind.person(1);
  const spec = phone.phone.provider.identity.read(to);
  assert.ok(spec, `${to} is an identity here`);
  return { phone, business, customer: createCustomer(phone.phone, { ...spec, name: 'Ada Rossi' }), to, call };
}

async function callProvider(
  base: string,
  { method = 'POST', path, headers, body }: BusinessCall,
): Promise<BusinessAnswer> {
  const json = typeof body === 'object';
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: json ? JSON.stringify(body) : body }),
  });
  return { status: response.status, text: await response.text() };
}

/** Webhooks about what the customer did come after those of a set-up. */
async function nextHook({ business }: Rig, act: () => unknown): Promise<ReceivedHook> {
  const before = business.hooks.length;
  await act();
  const hook = (await business.until(before + 1)).at(-1);
  assert.ok(hook);
  return hook;
}

function wordsOf({ words }: ProviderCase, hook: ReceivedHook): string {
  return words ? words(hook) : `${hook.bytes.toString()} ${decodeURIComponent(hook.url)}`;
}

const SAMPLES: { [Kind in ContentKind]: Contents[Kind] } = {
  text: 'Perché? 👍',
  image: { caption: 'Ecco' },
  video: {},
  audio: {},
  document: { filename: 'offerta.txt' },
  sticker: {},
  location: { latitude: 45.07, longitude: 7.68, name: 'Torino' },
  contacts: [{ name: 'Bea', phone: '+39 333 765 4321' }],
  choice: { id: 'yes', title: 'Sì' },
  reaction: { messageId: '1', emoji: '👍' },
  edit: { messageId: '1', text: 'Ciao!' },
  revoke: { messageId: '1' },
  opened: { payload: 'estate' },
  block: true,
};

function testDeeds(subject: ProviderCase): void {
  const { silent = [], deeds = [] } = subject;
  test('tell the business of everything that a customer can do, each webhook signed', async (t) => {
    const rig = await startRig(t, subject);
    const kinds = Object.keys(rig.phone.phone.provider.deeds);
    const common = kinds.filter((kind) => kind in SAMPLES).map((kind) => ({ [kind]: SAMPLES[kind as ContentKind] }));
    const untried = kinds.filter((kind) => ![...common, ...deeds].some((deed) => Object.hasOwn(deed, kind)));
    assert.deepEqual(untried, [], 'The suite needs a deed of each of these kinds.');
    for (const deed of [...common, ...deeds]) {
      if (Object.keys(deed).some((kind) => silent.includes(kind))) continue;
      const hook = await nextHook(rig, () => rig.customer.act(deed));
      assert.ok(subject.signed(hook), `The webhook of ${JSON.stringify(deed)} is signed.`);
    }
  });
  test('show what customers wrote under the id by which the business hears of it', async (t) => {
    const rig = await startRig(t, subject);
    let id = '';
    await nextHook(rig, () => void (id = rig.customer.say('Ciao')));
    assert.equal(rig.phone.phone.state.messages.get(id)?.text, 'Ciao');
  });
  test('know each made-up person by the same identity every time', () => {
    assert.equal(subject.kind.person(7), subject.kind.person(7));
    assert.notEqual(subject.kind.person(7), subject.kind.person(8));
  });
}

function testSends(subject: ProviderCase): void {
  test('show the customer what the business sends', async (t) => {
    const rig = await startRig(t, subject);
    await nextHook(rig, () => rig.customer.say('Ciao'));
    const answer = await rig.call(subject.text(rig.to, 'Come ti chiami?'));
    assert.ok(subject.accepted(answer), answer.text);
    assert.equal((await rig.customer.waitForReply()).text, 'Come ti chiami?');
  });
  test('refuse a business that is not who it says it is', async (t) => {
    const rig = await startRig(t, subject);
    await nextHook(rig, () => rig.customer.say('Ciao'));
    const answer = await rig.call(subject.stranger(rig.to, 'Sono io'));
    assert.ok(!subject.accepted(answer), answer.text);
    assert.equal(rig.phone.phone.state.counters.sent, 0);
  });
  const offer = subject.choices;
  if (!offer) return;
  test('bring a tap back to the business with the id of what was tapped', async (t) => {
    const rig = await startRig(t, subject);
    await nextHook(rig, () => rig.customer.say('Ciao'));
    const choices = [
      { id: 'choice-yes', title: 'Si' },
      { id: 'choice-no', title: 'No' },
    ];
    const answer = await rig.call(offer(rig.to, 'Confermi?', choices));
    assert.ok(subject.accepted(answer), answer.text);
    const shown = await rig.customer.waitForReply();
    assert.deepEqual(
      shown.choices?.map(({ title }) => title),
      ['Si', 'No'],
    );
    const hook = await nextHook(rig, () => rig.customer.tap('No'));
    assert.ok(subject.signed(hook));
    assert.match(wordsOf(subject, hook), /choice-no/);
    assert.throws(() => rig.customer.tap('Forse'), /nothing called "Forse" to tap, only: Si, No/);
  });
}

function testStatuses(subject: ProviderCase): void {
  for (const [status, pattern] of Object.entries(subject.statuses)) {
    if (status === 'failed') continue;
    test(`report that a message was ${status}`, async (t) => {
      const rig = await startRig(t, subject, { statuses: [status as DeliveryStatus] });
      await nextHook(rig, () => rig.customer.say('Ciao'));
      const hook = await nextHook(rig, () => rig.call(subject.text(rig.to, 'Salve')));
      assert.ok(subject.signed(hook));
      assert.match(wordsOf(subject, hook), pattern);
    });
  }
  const { failed } = subject.statuses;
  if (!failed) return;
  test('report that an accepted message failed later', async (t) => {
    const rig = await startRig(t, subject);
    await nextHook(rig, () => rig.customer.say('Ciao'));
    rig.phone.faults.add({ kind: 'fail-later' });
    const hook = await nextHook(rig, async () => {
      assert.ok(subject.accepted(await rig.call(subject.text(rig.to, 'Salve'))));
    });
    assert.match(wordsOf(subject, hook), failed);
  });
}

function testFaults(subject: ProviderCase): void {
  test('refuse one call where a fault says so, and show nothing', async (t) => {
    const rig = await startRig(t, subject);
    await nextHook(rig, () => rig.customer.say('Ciao'));
    for (const fault of [{}, { status: 429 }, { status: 503 }]) {
      rig.phone.faults.add({ kind: 'error', ...fault });
      const answer = await rig.call(subject.text(rig.to, 'x'));
      assert.ok(!subject.accepted(answer), `${JSON.stringify(fault)}: ${answer.text}`);
    }
    assert.equal(rig.phone.phone.state.counters.sent, 0);
    assert.ok(subject.accepted(await rig.call(subject.text(rig.to, 'x'))));
  });
  for (const accepted of [false, true])
    test(`cut the connection ${accepted ? 'after' : 'before'} a message is accepted, where a fault says so`, async (t) => {
      const rig = await startRig(t, subject);
      await nextHook(rig, () => rig.customer.say('Ciao'));
      rig.phone.faults.add({ kind: 'drop', accepted });
      await assert.rejects(rig.call(subject.text(rig.to, 'x')), TypeError);
      assert.equal(rig.phone.phone.state.counters.sent, accepted ? 1 : 0);
    });
}

function testDelivery(subject: ProviderCase): void {
  const said = (hook: ReceivedHook): boolean => wordsOf(subject, hook).includes('Ciao');
  test('repeat a webhook that was not taken, signed each time', async (t) => {
    let misses = 2;
    const answering: Answering = (_index, hook) => ({ status: said(hook) && misses-- > 0 ? 500 : 200 });
    const rig = await startRig(t, subject, { answering });
    rig.customer.say('Ciao');
    const attempts = await rig.business.until(3, said);
    assert.ok(attempts.every(subject.signed));
  });
  test('keep a webhook across a restart until it is taken', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'rondine-phone-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const stateFile = join(folder, 'phone.jsonl');
    const first = await startRig(t, subject, {
      stateFile,
      answering: () => ({ status: subject.subscribe ? 200 : 500 }),
    });
    first.phone.phone.setTarget(undefined);
    first.customer.say('Ciao');
    await first.phone.close();
    const second = await startRig(t, subject, { stateFile });
    const [hook] = await second.business.until(1, said);
    assert.ok(hook && subject.signed(hook));
  });
}
