// A thousand people write at once to a business whose org has triggers that cannot take many records, and one record that
// breaks them; in the middle of it the server dies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { end, flowOf, send, step } from '../../src/inbox/testing/inbox-world.ts';
import type { SetupDeed } from '../../src/simulator/salesforce/setup/deeds.ts';
import { openLife, phone, says } from './life.ts';
import { crm, startLifeOrg } from './org.ts';

const SECOND = 1000;
const AT = Date.UTC(2026, 10, 24, 9);
const PEOPLE = 1000;
const BAD = 'Cliente 0500';

const setup: readonly SetupDeed[] = [
  { deed: 'trigger', object: 'Lead', kind: 'chunk-limit', above: 20 },
  { deed: 'trigger', object: 'Lead', kind: 'poison', field: 'LastName', value: BAD },
];

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

test('a thousand Leads in an org whose triggers take twenty: only the one that breaks them fails, through a kill', async (t) => {
  let now = (): number => AT;
  const org = await startLifeOrg(t, () => now(), { setup, shares: true });
  const life = await openLife(t, {
    at: AT,
    flows: [lead],
    connections: [org.seed],
    outside: org.perform,
    router: { recordsOf: org.recordsOf },
  });
  now = life.now;
  const letters = Array.from({ length: PEOPLE }, (_, number) => {
    const name = `Cliente ${String(number).padStart(4, '0')}`;
    return says(name, 'Ciao', { at: life.now(), id: name, phone: `+39333${1_000_000 + number}` });
  });
  await life.take(phone, ...letters.slice(0, PEOPLE / 2));
  while (org.org.calls.counts().total < 8) await turn();
  await life.restart(SECOND);
  await life.take(phone, ...letters.slice(PEOPLE / 2));
  for (let passed = 0; passed < 600 && org.arrived.length < PEOPLE; passed++) await life.advance(SECOND);
  const leads = [...org.org.store.list('Lead')];
  assert.equal(new Set(leads.map(({ fields }) => fields['LastName'])).size, PEOPLE - 1);
  assert.equal(leads.length, PEOPLE - 1, 'one Lead for each person');
  assert.ok(
    leads.every(({ updates }) => updates === 0),
    'nothing is written twice',
  );
  assert.deepEqual(
    org.arrived.filter(({ text }) => text !== 'Grazie.').map(({ text }) => text),
    ['Un operatore ti richiama.'],
  );
  const effects = await life.store.list('effect', { limit: 10_000 });
  const doubted = effects.filter(({ unknownSince }) => unknownSince !== undefined);
  assert.ok(doubted.length > 20, `${doubted.length} effects were under way at the kill`);
  const { byOperation } = org.org.calls.counts();
  const writes = (byOperation['upsert-many'] ?? 0) + (byOperation['upsert'] ?? 0);
  assert.ok(writes <= PEOPLE / 4, `${writes} write calls`);
});
