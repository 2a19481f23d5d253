// The calls of an org's day come to their end: runs wait, nothing fails, staff are told once, and the next day all goes on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAlerts } from '../../src/engine/alerts.ts';
import { end, flowOf, send, step } from '../../src/inbox/testing/inbox-world.ts';
import { openLife, phone, says } from './life.ts';
import { crm, startLifeOrg } from './org.ts';

const MINUTE = 60_000;
const AT = Date.UTC(2026, 10, 24, 20);
const CALLS = 100;
/** A tenth is kept for the org's other programs. */
const OURS = 90;
const PEOPLE = 120;

const lead = flowOf('lead', {
  create: step(
    'call',
    {
      connection: crm,
      operation: 'create',
      input: { object: 'Lead', fields: { LastName: '{{ contact.name }}', Company: 'Privato' } },
    },
    { done: 'thanks', failed: 'sorry' },
  ),
  thanks: send('Grazie.', 'end'),
  sorry: send('Un operatore ti richiama.', 'end'),
  end,
});

test('when the calls of the day are used, runs wait, staff are told once, and the next day everybody is answered', async (t) => {
  let now = (): number => AT;
  const org = await startLifeOrg(t, () => now(), { shares: true });
  org.org.usage.max = CALLS;
  const life = await openLife(t, {
    at: AT,
    flows: [lead],
    connections: [org.seed],
    outside: org.perform,
    router: { recordsOf: org.recordsOf },
  });
  now = life.now;
  const told: string[] = [];
  const { store, connections, process: clock } = life;
  const tell = async ({ subject }: { subject: string }): Promise<void> => void told.push(subject);
  const alerts = startAlerts({ store, connections, clock, tell, log: (text) => void life.log.push(text) });
  for (let number = 0; number < PEOPLE; number++) {
    const name = `Cliente ${number}`;
    await life.take(phone, says(name, 'Ciao', { at: life.now(), id: name, phone: `+39333${1_000_000 + number}` }));
    await life.advance(MINUTE);
  }
  const { used } = org.org.usage;
  assert.ok(used >= OURS && used <= OURS + 8, `${used} of ${CALLS} calls are used`);
  assert.ok(org.arrived.length < PEOPLE && org.arrived.every(({ text }) => text === 'Grazie.'));
  const waiting = told.filter((subject) => subject.includes(crm));
  assert.equal(waiting.length, 1, told.join('; '));
  for (let passed = 0; passed < 180 && org.arrived.length < PEOPLE; passed += 5) await life.advance(5 * MINUTE);
  assert.equal(org.arrived.length, PEOPLE);
  assert.ok(
    org.arrived.every(({ text }) => text === 'Grazie.'),
    'nobody was put off',
  );
  assert.equal([...org.org.store.list('Lead')].length, PEOPLE);
  assert.ok(org.org.usage.used < 10, `those who waited cost ${org.org.usage.used} calls`);
  await life.advance(10 * MINUTE);
  await alerts.close();
});
