import { randomInt } from 'node:crypto';
import { id, type ConnectionId, type FlowId } from '../base/ids.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import { own } from '../flow/flow.ts';
import { readPhoneNumber } from '../flow/reading/phone.ts';
import type { Address } from '../message/address.ts';
import { resolveContact } from '../inbox/contacts/resolve-contact.ts';
import { addressKey } from '../inbox/people.ts';
import {
  CODE_LIFE_MS,
  codeKey,
  codeRecord,
  CODES,
  readCode,
  TEST_WORD,
  type TestCode,
} from '../inbox/testers/test-codes.ts';
import { testerKey, testerRecord, testSettingRecord, type Tester } from '../inbox/testers/tester-book.ts';
import { testerId } from '../inbox/testers/take-test-word.ts';
import type { ContactRecord } from '../store/records.ts';
import { channelsById } from './catalog.ts';
import { ControlError, missing, type ControlParts } from './control.ts';
import { checkFlow, errorsIn, known } from './flows.ts';
import { summaryOf, type RunSummary } from './run-search.ts';
import { testRunsOf } from './test-runs.ts';
import { withChannel } from './with-channel.ts';

/** A test user, with the contact that has the address. */
export type ListedTester = Tester & { contact?: Pick<ContactRecord, 'key' | 'name'> };

/** A code that holds, and what is to be written for it. */
export type OpenCode = Omit<TestCode, 'flow'> & { text: string };

/** A link by which a phone opens a chat on a channel, with a code in it. */
export type TestLink = { connection: ConnectionId; title: string; url: string };

/** Who gets the draft of a flow on the real channels, and what came of it lately. */
export type TestersView = {
  testers: ListedTester[];
  /** Codes by which somebody can become a test user, the newest last. */
  codes: OpenCode[];
  /** True where outside systems only try what test runs ask of them. */
  dry: boolean;
  /** The draft that answers them; without it they get what is published. Errors keep it from answering. */
  draft?: { errors: number };
  /** Their last runs, the newest first. */
  runs: RunSummary[];
};

/** Most test users of one flow: each draft that they are given is kept. */
const MOST_TESTERS = 100;
const MOST_CODES = 20;
const SHOWN_RUNS = 5;

/** Test users: people who get the draft of a flow where everybody else gets what is published. */
export function testerFunctions(parts: ControlParts) {
  const { store, flows, testers: book, now } = parts;
  return {
    'testers.show': async ({ flow }: { flow: string }): Promise<TestersView> => viewOf(parts, known(parts, flow)),

    /** Makes somebody a test user: by what their address is on a connection, or a phone number on any. Twice is once. */
    'testers.add': async (input: {
      flow: string;
      address: string;
      connection?: string;
      by: string;
    }): Promise<ListedTester> => {
      const flow = known(parts, input.flow);
      if (book.of(flow).length >= MOST_TESTERS)
        throw new ControlError('refused', `"${flow}" has ${MOST_TESTERS} test users. Remove some first.`);
      const connection = input.connection === undefined ? undefined : channelOf(parts, input.connection);
      const address = addressOf(parts, flow, { connection, text: input.address });
      const key = testerId(address, connection);
      const tester: Tester = {
        flow,
        id: key,
        address,
        ...(connection === undefined ? {} : { connection }),
        at: now(),
        by: input.by,
      };
      const before = book.of(flow).find((each) => each.id === key);
      if (!before) await store.commit([{ op: 'put', kind: 'setting', record: testerRecord(tester) }]);
      return withContact(parts, before ?? tester);
    },

    /** Takes a test user off: from their next conversation on they get what everybody gets. By id or by address. */
    'testers.remove': async ({ flow: name, tester: wanted }: { flow: string; tester: string }): Promise<void> => {
      const flow = known(parts, name);
      const digits = wanted.replace(/[^\d+]/g, '');
      const found = book.of(flow).find((each) => each.id === wanted || [wanted, digits].includes(each.address.value));
      if (!found) return missing(`test user "${wanted}" of "${flow}"`, '', `See: rondine flow testers list ${flow}`);
      await store.commit([{ op: 'delete', kind: 'setting', key: testerKey(flow, found.id) }]);
    },

    /** Makes a code by which whoever writes it first becomes a test user. */
    'testers.invite': async ({ flow: name, by }: { flow: string; by: string }): Promise<OpenCode> => {
      const flow = known(parts, name);
      const open = await codesOf(parts);
      if (open.length >= MOST_CODES)
        throw new ControlError('refused', 'Too many codes are open. Use one of them, or wait for some minutes.');
      const taken = new Set(open.map(({ code }) => code));
      let code = fresh();
      while (taken.has(code)) code = fresh();
      const made: TestCode = { code, flow, by, until: now() + CODE_LIFE_MS };
      await store.commit([{ op: 'put', kind: 'value', record: codeRecord(made, now()) }]);
      return asOpen(made);
    },

    /** Links by which a phone opens a chat with the code in it: for each channel that has one, and that the draft is for. */
    'testers.links': async ({ flow: name, code }: { flow: string; code: string }): Promise<readonly TestLink[]> => {
      const flow = known(parts, name);
      const found = await Promise.all(channelsFor(parts, flow).map((each) => linkOf(parts, each, wordFor(code))));
      return found.filter((link) => link !== undefined);
    },

    /** Takes a code back before its time. */
    'testers.withdraw': async ({ code }: { flow: string; code: string }): Promise<void> =>
      store.commit([{ op: 'delete', kind: 'value', key: codeKey(code) }]),

    /** Says how the flow is tried: with `dry` outside systems only try what test runs ask of them. */
    'testers.set': async ({ flow: name, dry }: { flow: string; dry: boolean }): Promise<{ dry: boolean }> => {
      const flow = known(parts, name);
      const record = testSettingRecord(flow, dry ? { dry: true } : {});
      await store.commit([{ op: 'put', kind: 'setting', record }]);
      return { dry: book.setting(flow).dry === true };
    },
  };

  async function viewOf(world: ControlParts, flow: FlowId): Promise<TestersView> {
    const draft = flows.managedBy(flow) === undefined ? flows.drafts.get(flow) : undefined;
    const runs = await testRunsOf(store, flow, SHOWN_RUNS);
    return {
      testers: await Promise.all(book.of(flow).map((tester) => withContact(world, tester))),
      codes: (await codesOf(world)).filter((each) => each.flow === flow).map(asOpen),
      dry: book.setting(flow).dry === true,
      ...(draft ? { draft: { errors: errorsIn(checkFlow(world, draft.content)) } } : {}),
      runs: await Promise.all(runs.map((run) => summaryOf(world, run))),
    };
  }
}

/** Takes all test users off a flow that is removed. */
export async function dropTesters({ store, testers }: Pick<ControlParts, 'store' | 'testers'>, flow: FlowId) {
  const mine = testers.of(flow);
  if (mine.length === 0) return;
  await store.commit(mine.map((tester) => ({ op: 'delete', kind: 'setting', key: testerKey(flow, tester.id) })));
}

const fresh = (): string => String(randomInt(1000, 10_000));

function asOpen({ flow: _flow, ...rest }: TestCode): OpenCode {
  return { ...rest, text: wordFor(rest.code) };
}

const wordFor = (code: string): string => `${TEST_WORD} ${code}`;

/** The channel connections that messages may start the draft on. */
function channelsFor({ flows, connections }: ControlParts, flow: FlowId): OpenConnection[] {
  const content = flows.drafts.get(flow)?.content ?? flows.history(flow)[0]?.content;
  const triggers = (content?.triggers ?? []).filter((trigger) => trigger.type === 'message');
  const isMeant = (key: string): boolean =>
    triggers.some((trigger) => trigger.connections === undefined || trigger.connections.includes(key));
  return connections
    .all()
    .filter(({ record }) => record.kind === 'channel' && record.state === 'working' && isMeant(record.key));
}

/** A provider that does not answer just now has no link: the code can be typed. */
async function linkOf(parts: ControlParts, connection: OpenConnection, text: string): Promise<TestLink | undefined> {
  const { key, type } = connection.record;
  const channel = own(channelsById, type);
  if (!channel?.chatLink) return undefined;
  const url = await withChannel(parts, connection, async (io) => channel.chatLink?.(text, io)).catch(() => undefined);
  return url === undefined ? undefined : { connection: key, title: channel.title, url };
}

async function codesOf({ store, now }: ControlParts): Promise<TestCode[]> {
  const kept = await store.list('value', CODES);
  return kept.flatMap((record) => readCode(record, now()) ?? []).sort((left, right) => left.until - right.until);
}

function channelOf({ connections }: ControlParts, name: string): ConnectionId {
  const connection = connections.get(id.connection(name));
  if (connection?.record.kind === 'channel') return connection.record.key;
  return missing(`channel connection "${name}"`, '', 'See: rondine connections list');
}

/** Reads an address as the channel does; where it can read none, what is no phone number is a person's id there. */
function addressOf(
  { flows, router }: ControlParts,
  flow: FlowId,
  { connection, text }: { connection: ConnectionId | undefined; text: string },
): Address {
  const content = flows.drafts.get(flow)?.content ?? flows.history(flow)[0]?.content;
  const country = content?.settings.country ?? '';
  const wanted = text.trim();
  const phone = readPhoneNumber(wanted, country);
  if (connection === undefined) {
    if (phone) return { kind: 'phone', value: phone.e164 };
    const fact = `"${wanted}" is no phone number. Write it with its country (+39 …), or name the connection that the person writes on.`;
    throw new ControlError('invalid', fact);
  }
  const read = router
    .recipient?.(connection, wanted, country)
    ?.sender.addresses.find(({ kind }) => kind !== 'username');
  return read ?? (phone ? { kind: 'phone', value: phone.e164 } : { kind: 'user', value: wanted });
}

async function withContact({ store }: ControlParts, tester: Tester): Promise<ListedTester> {
  const { address, connection } = tester;
  const link = await store.get('address', addressKey(address, connection ?? id.connection('')));
  const contact = link && (await resolveContact(link.contact, store));
  if (!contact) return tester;
  return { ...tester, contact: { key: contact.key, ...(contact.name === undefined ? {} : { name: contact.name }) } };
}
