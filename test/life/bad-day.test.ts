// An admin adds a rule to the org at ten: the runs that it breaks are put right together, once.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { startAlerts } from '../../src/engine/alerts.ts';
import { applyRepair, previewRepair, type BulkResult, type RepairPreview } from '../../src/engine/bulk.ts';
import { end, flowOf, send, step } from '../../src/inbox/testing/inbox-world.ts';
import { steps } from '../../src/steps/index.ts';
import { openLife, phone, says, type Life } from './life.ts';
import { crm, startLifeOrg, type LifeOrg } from './org.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Ten to the minute in Rome once the first customers have written. */
const AT = Date.UTC(2026, 10, 24, 8, 59, 10);
const BEFORE = 10;
const BROKEN = 214;

const leadWith = (fields: Record<string, string>) =>
  flowOf('lead', {
    hello: send('Ciao {{ contact.name }}, un attimo.', 'create'),
    create: step(
      'call',
      { connection: crm, operation: 'create', input: { object: 'Lead', fields }, saveAs: 'lead' },
      { done: 'thanks' },
    ),
    thanks: send('Grazie, ti richiamiamo.', 'end'),
    end,
  });

const mapping = { LastName: '{{ contact.name }}', Company: 'Privato', Phone: '{{ contact.phone }}' };
const replayed = { type: 'replayed' } as const;
const failed = { flow: 'lead', status: 'failed' } as const;

/** A day with the org, and what the staff is told. */
async function openDay(t: TestContext): Promise<{ life: Life; org: LifeOrg; told: string[] }> {
  let now = (): number => AT;
  const org = await startLifeOrg(t, () => now());
  const life = await openLife(t, {
    at: AT,
    flows: [leadWith(mapping)],
    connections: [org.seed],
    outside: org.perform,
    router: { recordsOf: org.recordsOf },
    host: { moved: (run) => alerts.moved(run) },
  });
  now = life.now;
  const told: string[] = [];
  const { store, connections, process: clock } = life;
  const tell = async ({ subject }: { subject: string }): Promise<void> => void told.push(subject);
  const alerts = startAlerts({ store, connections, clock, tell, log: (text) => void life.log.push(text) });
  return { life, org, told };
}

let people = 0;

async function arrive(life: Life, count: number): Promise<void> {
  for (let number = 0; number < count; number++) {
    const name = `cliente ${String(people++).padStart(3, '0')}`;
    await life.take(phone, says(name, 'Ciao', { at: life.now(), id: name, phone: `+39333${1_000_000 + people}` }));
    await life.advance(5 * SECOND);
  }
}

async function previewAll(life: Life): Promise<RepairPreview[]> {
  const pages: RepairPreview[] = [];
  for (let after: string | undefined; ;) {
    const asked = { filter: failed, action: replayed, ...(after === undefined ? {} : { page: { after } }) };
    const page = await previewRepair({ ...life, types: { steps, channels: {} } }, asked);
    pages.push(page);
    if (page.next === undefined) return pages;
    after = page.next;
  }
}

async function replayAll(life: Life): Promise<Pick<BulkResult, 'done' | 'repeated'>> {
  const total = { done: 0, repeated: 0 };
  for (let after: string | undefined; ;) {
    const asked = { filter: failed, action: replayed, ...(after === undefined ? {} : { page: { after } }) };
    const parts = { ...life, types: { steps, channels: {} } };
    const page = await applyRepair(parts, { id: 'mapping', by: 'luisa' }, asked);
    assert.deepEqual(page.unfit, []);
    total.done += page.done;
    total.repeated += page.repeated;
    if (page.next === undefined) return total;
    after = page.next;
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Begins to replay and dies in the middle; then all of it is asked for once more under the same name. */
async function replayThroughAKill(life: Life): Promise<void> {
  void replayAll(life);
  while ((await life.store.list('run', { where: { status: 'failed' } })).length > BROKEN / 2) await turn();
  await life.restart(MINUTE);
  const { done, repeated } = await replayAll(life);
  assert.ok(done > 0 && done + repeated <= BROKEN / 2 + 1, `${done} done, ${repeated} repeated after the kill`);
  await life.advance(10 * MINUTE);
}

/** Everybody has one Lead with a source, and every message once. */
function assertOnce({ org, arrived }: LifeOrg): void {
  const leads = [...org.store.list('Lead')];
  assert.equal(leads.length, BEFORE + BROKEN);
  assert.equal(new Set(leads.map(({ fields }) => fields['Phone'])).size, leads.length, 'one Lead for each person');
  assert.equal(leads.filter(({ fields }) => fields['LeadSource'] === 'Chat').length, BROKEN);
  assert.ok(leads.every(({ updates }) => updates === 0));
  const texts = Map.groupBy(arrived, ({ run }) => run);
  assert.equal(texts.size, BEFORE + BROKEN);
  for (const all of texts.values())
    assert.deepEqual(
      all.map(({ text }) => text.replace(/cliente \d+/, '…')),
      ['Ciao …, un attimo.', 'Grazie, ti richiamiamo.'],
    );
}

void test('an admin’s bad day: 214 runs fail, one alert is told, and with a new mapping all are replayed once', async (t) => {
  const { life, org, told } = await openDay(t);
  await arrive(life, BEFORE);
  assert.equal([...org.org.store.list('Lead')].length, BEFORE);

  org.rule = (fields) => (fields['LeadSource'] ? undefined : 'Indicare la fonte del Lead.');
  await arrive(life, BROKEN);
  await life.advance(MINUTE);
  assert.equal((await life.store.list('run', { where: { status: 'failed' } })).length, BROKEN);
  assert.equal(told.length, 1, told.join('; '));
  assert.match(told[0] ?? '', /failed at lead\/create$/);
  const alert = await life.store.get('alert', 'failing/lead/create');
  assert.equal(alert?.count, BROKEN);
  assert.match(alert.message, /Indicare la fonte del Lead/);

  await life.publish(leadWith({ ...mapping, LeadSource: 'Chat' }));
  const sent = org.arrived.length;
  const pages = await previewAll(life);
  assert.equal(sum(pages.map(({ fitting }) => fitting)), BROKEN);
  assert.equal(sum(pages.map(({ messages }) => messages)), 0);
  assert.equal(org.arrived.length, sent, 'a preview writes to nobody');
  assert.equal([...org.org.store.list('Lead')].length, BEFORE, 'a preview creates nothing');

  await replayThroughAKill(life);
  assert.deepEqual([...new Set((await life.runs()).map(({ status }) => status))], ['completed']);
  assertOnce(org);
});
