// A customer's week: two channels at once, staff who edit the Lead, a publish in between, an answer in the second in
// which a question ends, a redelivery after six days, and a server that dies every day.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { id, type ConnectionId } from '../../src/base/ids.ts';
import { ask, end, flowOf, send, step } from '../../src/inbox/testing/inbox-world.ts';
import { openLife, says, type Life } from './life.ts';
import { crm, startLifeOrg, type LifeOrg } from './org.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Monday, nine in Rome. */
const MONDAY = Date.UTC(2026, 10, 23, 8);
const whatsapp = id.connection('whatsapp');
const sms = id.connection('sms');
const PHONE = '+393331234567';

const call = (connection: string, operation: string, params: object, next: Record<string, string>) =>
  step('call', { connection, operation, ...params }, next);

/** Makes a Lead of whoever has none yet. */
const welcome = flowOf(
  'welcome',
  {
    find: call(
      'rondine',
      'findLink',
      { input: { connection: crm, object: 'Lead' }, exits: ['found', 'missing'] },
      { found: 'back', missing: 'name', done: 'end', failed: 'end' },
    ),
    back: send('Bentornata {{ contact.name }}', 'end'),
    name: ask('Come ti chiami?', 'name', 'keep'),
    keep: call('rondine', 'updateContact', { input: { name: '{{ vars.name }}' } }, { done: 'lead', failed: 'end' }),
    lead: call(
      crm,
      'upsert',
      {
        input: {
          object: 'Lead',
          externalIdField: 'Rondine_Key__c',
          externalId: '{{ contact.phone }}',
          fields: { LastName: '{{ vars.name }}', Company: 'Privato', Phone: '{{ contact.phone }}' },
        },
      },
      { done: 'thanks', failed: 'end' },
    ),
    thanks: send('Grazie {{ vars.name }}', 'end'),
    end,
  },
  { triggers: [{ type: 'message', keywords: ['info'] }] },
);

/** Asks for a size and gives a price; each edition has prices of its own. */
const quote = (edition: string) =>
  flowOf(
    'quote',
    {
      size: step(
        'ask',
        { text: `Quanti metri? (${edition})`, saveAs: 'size', answer: { type: 'number' }, timeout: 'P1D' },
        { answered: 'price', timeout: 'late', invalid: 'end', failed: 'end' },
      ),
      price: send(`Prezzo ${edition} per {{ vars.size }}`, 'end'),
      late: send(`Scaduto ${edition}`, 'end'),
      end,
    },
    { triggers: [{ type: 'message', keywords: ['preventivo'] }] },
  );

/** The week of one customer; `turnsToLive` says how far the server gets with the first message of a day. */
type Week = { life: Life; org: LifeOrg; turnsToLive: number };

async function openWeek(t: TestContext, turnsToLive: number): Promise<Week> {
  let now = (): number => MONDAY;
  const org = await startLifeOrg(t, () => now());
  const life = await openLife(t, {
    at: MONDAY,
    flows: [welcome, quote('uno')],
    connections: [org.seed],
    outside: org.perform,
    router: { recordsOf: org.recordsOf },
  });
  now = life.now;
  return { life, org, turnsToLive };
}

const letter = (text: string, name: string, at: number) => says('ada', text, { at, id: name, phone: PHONE });

/** The customer writes. */
async function write({ life }: Week, on: ConnectionId, text: string, name: string): Promise<void> {
  await life.take(on, letter(text, name, life.now()));
  await life.advance(MINUTE);
}

/** The customer writes, the server dies over it, and the provider delivers the message again. */
async function writeIntoDeath(week: Week, on: ConnectionId, text: string, name: string): Promise<void> {
  const { life, turnsToLive } = week;
  const event = letter(text, name, life.now());
  void life.take(on, event);
  for (let turns = 0; turns < turnsToLive; turns++) await turn();
  await life.restart(MINUTE);
  await life.take(on, event);
  await life.advance(2 * MINUTE);
}

/** Lets time pass until a day and an hour of the week. */
const until = ({ life }: Week, day: number, ms = 0): Promise<void> =>
  life.advance(MONDAY + day * DAY + ms - life.now());

const leadsOf = ({ org }: Week) => [...org.org.store.list('Lead')];
const runsOf = async ({ life }: Week, flow: string) => (await life.runs()).filter((run) => run.flow.id === flow);

/** On both channels at once. */
async function monday(week: Week): Promise<void> {
  const { life } = week;
  await Promise.all([
    life.take(whatsapp, letter('Ciao, info', 'wa-1', life.now())),
    life.take(sms, letter('Info?', 'sms-1', life.now())),
  ]);
  await life.advance(SECOND);
  const answers = [
    life.take(whatsapp, letter('Ada Rossi', 'wa-2', life.now())),
    life.take(sms, letter('Ada Rossi', 'sms-2', life.now())),
  ];
  for (let turns = 0; turns < week.turnsToLive; turns++) await turn();
  await life.restart(MINUTE);
  void answers;
  await life.take(whatsapp, letter('Ada Rossi', 'wa-2', life.now()));
  await life.take(sms, letter('Ada Rossi', 'sms-2', life.now()));
  await life.advance(5 * MINUTE);
  assert.equal(leadsOf(week).length, 1, 'one Lead');
  assert.equal((await life.store.list('contact')).length, 1, 'one person');
  assert.equal((await life.store.list('link')).length, 1, 'linked once');
}

/** Staff edit the Lead: what they wrote stays. */
async function tuesday(week: Week): Promise<void> {
  const { org } = week.org;
  const [lead] = leadsOf(week);
  org.store.update(lead!, { LastName: 'Rossi Bianchi', Status: 'Working' }, { userId: org.userId, at: org.now() });
  const { updates } = lead!;
  await writeIntoDeath(week, whatsapp, 'Ancora info', 'wa-3');
  assert.equal(leadsOf(week).length, 1);
  assert.deepEqual([lead?.fields['LastName'], lead?.updates], ['Rossi Bianchi', updates]);
}

/** A question is asked, and its flow published anew while it is open: the answer is the former flow's. */
async function wednesday(week: Week): Promise<void> {
  await writeIntoDeath(week, whatsapp, 'Un preventivo', 'wa-4');
  await week.life.publish(quote('due'));
  await until(week, 3, -HOUR);
  await writeIntoDeath(week, whatsapp, '40', 'wa-5');
}

/** An answer in the second in which its question ends: before it, with it, and after it. */
async function friday(week: Week, beforeMs: number): Promise<string> {
  const { life } = week;
  const asked = (await runsOf(week, 'quote')).length;
  await writeIntoDeath(week, sms, 'Preventivo', `sms-q${beforeMs}`);
  const run = (await runsOf(week, 'quote'))[asked]!;
  const due = run.wait.until!;
  await life.advance(due - life.now() - Math.max(beforeMs, 0));
  if (beforeMs < 0) await life.advance(-beforeMs);
  await Promise.all([life.take(sms, letter('55', `sms-a${beforeMs}`, life.now())), life.advance(SECOND)]);
  await life.advance(MINUTE);
  const after = (await runsOf(week, 'quote')).find((each) => each.id === run.id);
  assert.equal(after?.status, 'completed');
  const said = week.org.arrived.filter((arrival) => arrival.run === run.id).map(({ text }) => text);
  assert.equal(said.length, 2, said.join('; '));
  return said[1]!;
}

/** What the customer read on a channel, in order. */
const read = ({ org }: Week, on: ConnectionId): string[] =>
  org.arrived.filter(({ connection }) => connection === on).map(({ text }) => text);

/** What the customer wrote, as it is kept: each message once, in order. */
async function kept({ life }: Week, lane: string): Promise<(string | undefined)[]> {
  const messages = await life.store.list('message');
  return messages
    .filter(({ direction, providerId }) => direction === 'in' && providerId?.startsWith(lane))
    .map(({ providerId }) => providerId);
}

for (const turnsToLive of [0, 2, 5, 12])
  void test(`a customer’s week: one person, one Lead, everything once and in order (kills after ${turnsToLive} turns)`, async (t) => {
    const week = await openWeek(t, turnsToLive);
    const { life } = week;
    await monday(week);
    await until(week, 1);
    await tuesday(week);
    await until(week, 2);
    await wednesday(week);
    await until(week, 4);
    assert.equal(await friday(week, 500), 'Prezzo due per 55', 'half a second before the end');
    await until(week, 5, 3 * HOUR);
    const together = await friday(week, 0);
    assert.ok(['Prezzo due per 55', 'Scaduto due'].includes(together), together);
    await until(week, 7);
    assert.equal(await friday(week, -500), 'Scaduto due', 'half a second after the end');

    const before = [read(week, whatsapp), read(week, sms), (await life.runs()).length];
    await writeIntoDeath(week, whatsapp, 'Ciao, info', 'wa-1');
    await write(week, sms, 'Info?', 'sms-1');
    assert.deepEqual([read(week, whatsapp), read(week, sms), (await life.runs()).length], before, 'a redelivery');

    assert.deepEqual(read(week, whatsapp), [
      'Come ti chiami?',
      'Grazie Ada Rossi',
      'Bentornata Ada Rossi',
      'Quanti metri? (uno)',
      'Prezzo uno per 40',
    ]);
    assert.deepEqual(await kept(week, 'wa'), ['wa-1', 'wa-2', 'wa-3', 'wa-4', 'wa-5']);
    assert.deepEqual(await kept(week, 'sms'), [
      'sms-1',
      'sms-2',
      'sms-q500',
      'sms-a500',
      'sms-q0',
      'sms-a0',
      'sms-q-500',
      'sms-a-500',
    ]);
    assert.deepEqual([(await life.store.list('contact')).length, leadsOf(week).length], [1, 1]);
    assert.deepEqual(await life.store.list('stuck'), []);
    assert.ok((await life.runs()).every(({ status }) => status === 'completed'));
  });
