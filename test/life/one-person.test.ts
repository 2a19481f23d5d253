// One person, one record: people who write on two channels at the same moment, and again a week later, after staff have
// edited records and converted some. One channel tells their phone, the other has them say it.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { id } from '../../src/base/ids.ts';
import { ask, end, flowOf, send, step } from '../../src/inbox/testing/inbox-world.ts';
import type { ChannelEvent } from '../../src/message/channel-event.ts';
import type { Row } from '../../src/simulator/salesforce/store.ts';
import { isFull, openLife, says, type Life } from './life.ts';
import { crm, startLifeOrg, type LifeOrg } from './org.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const WEEK = 7 * 24 * 60 * MINUTE;
/** Monday, nine in Rome. */
const MONDAY = Date.UTC(2026, 10, 23, 8);
const PEOPLE = isFull ? 500 : 100;
const whatsapp = id.connection('whatsapp');
const viber = id.connection('viber');

/** Finds the person, or makes a Lead; says which. */
const hello = flowOf(
  'hello',
  {
    known: step(
      'branch',
      { cases: [{ id: 'yes', when: { left: '{{ contact.phone }}', operator: 'isNotEmpty' } }] },
      { yes: 'find', else: 'number' },
    ),
    number: ask('Il tuo numero?', 'phone', 'find'),
    find: step(
      'call',
      {
        connection: crm,
        operation: 'findOrCreate',
        input: {
          match: { phone: '{{ contact.phone | default: vars.phone }}', country: 'IT' },
          fields: { LastName: '{{ contact.name }}', Company: 'Privato' },
          update: {
            Lead: { Title: 'Cliente', City: 'Roma' },
            Contact: { Title: 'Cliente', MailingCity: 'Roma' },
          },
        },
        saveAs: 'person',
        exits: ['found', 'created', 'ambiguous'],
      },
      { found: 'back', created: 'new', ambiguous: 'end', done: 'end', failed: 'end' },
    ),
    back: send('Bentornata', 'end'),
    new: send('Benvenuta', 'end'),
    end,
  },
  { triggers: [{ type: 'message', keywords: ['ciao'] }] },
);

type World = { life: Life; org: LifeOrg };

async function open(t: TestContext): Promise<World> {
  let now = (): number => MONDAY;
  const org = await startLifeOrg(t, () => now());
  const life = await openLife(t, {
    at: MONDAY,
    flows: [hello],
    connections: [org.seed],
    outside: org.perform,
    router: { recordsOf: org.recordsOf },
  });
  now = life.now;
  return { life, org };
}

/** A mobile number, and the same one as people type it. */
const phoneOf = (person: number): string => `+39333${String(1_000_000 + person)}`;
const typed = (person: number): string => `333 ${String(1_000_000 + person)}`;

const onWhatsapp = (person: number, text: string, at: number): ChannelEvent =>
  says(`wa-${person}`, text, { at, id: `wa-${person}-${at}`, phone: phoneOf(person) });

const onViber = (person: number, text: string, at: number): ChannelEvent => ({
  type: 'message',
  at,
  id: `vb-${person}-${at}-${text}`,
  sender: { key: `vb-${person}`, addresses: [{ kind: 'user', value: `vb-${person}` }], name: `Viber ${person}` },
  content: { kind: 'text', text },
});

const people = Array.from({ length: PEOPLE }, (_, person) => person);

/** Everybody writes on both channels at once; the server dies in the middle of it when told to. */
async function everybodyWrites({ life }: World, more: { diesAfter?: number } = {}): Promise<void> {
  const at = life.now();
  await Promise.all(people.map((person) => life.take(viber, onViber(person, 'Ciao', at))));
  await life.advance(SECOND);
  const letters = people.flatMap((person) => [
    () => life.take(whatsapp, onWhatsapp(person, 'Ciao', at + SECOND)),
    () => life.take(viber, onViber(person, typed(person), at + SECOND)),
  ]);
  if (more.diesAfter === undefined) await Promise.all(letters.map((deliver) => deliver()));
  else {
    for (const deliver of letters) void deliver();
    for (let turns = 0; turns < more.diesAfter; turns++) await turn();
    await life.restart(MINUTE);
    // The provider delivers anew what it got no answer for.
    await Promise.all(letters.map((deliver) => deliver()));
  }
  await life.advance(30 * MINUTE);
}

const rows = ({ org }: World, object: string): Row[] => [...org.org.store.list(object)];
const author = ({ org }: World) => ({ userId: org.org.userId, at: org.org.now() });

/** Staff give a title to every second Lead, write phones their own way, and convert every fifth Lead to a Contact. */
function staffWork(world: World): { edited: Map<string, string>; converted: Map<string, string> } {
  const { store, setup } = world.org.org;
  const contact = setup.schema.find('Contact');
  assert.ok(contact);
  const edited = new Map<string, string>();
  const converted = new Map<string, string>();
  for (const [index, lead] of rows(world, 'Lead').entries()) {
    const spaced = String(lead.fields['MobilePhone']).replace(/^(\+39)(...)(...)(.*)$/, '0039 $2.$3 $4');
    if (index % 2 === 0) {
      store.update(lead, { Title: `Direttrice ${index}`, MobilePhone: spaced }, author(world));
      edited.set(lead.id, `Direttrice ${index}`);
    }
    if (index % 5 !== 0) continue;
    const fields = { LastName: lead.fields['LastName'] ?? '', Title: 'Convertita', MobilePhone: spaced };
    const { id: became } = store.insert(contact, fields, author(world));
    store.update(lead, { IsConverted: true, ConvertedContactId: became }, author(world));
    converted.set(lead.id, became);
  }
  return { edited, converted };
}

async function outcomes({ life }: World): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status, vars } of await life.runs()) {
    const outcome = `${status} ${String((vars['person'] as { outcome?: string } | undefined)?.outcome)}`;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

for (const diesAfter of [undefined, 40]) {
  const how = diesAfter === undefined ? 'undisturbed' : 'the server dies meanwhile';
  void test(`${PEOPLE} people on two channels at once, and a week later: one record each, edits intact (${how})`, async (t) => {
    const world = await open(t);
    await everybodyWrites(world, diesAfter === undefined ? {} : { diesAfter });
    assert.equal(rows(world, 'Lead').length, PEOPLE);
    assert.deepEqual(await outcomes(world), { 'completed created': PEOPLE, 'completed found': PEOPLE });
    assert.equal(await world.life.store.count('link'), PEOPLE * 2, 'a link for each of the two contacts');

    const { edited, converted } = staffWork(world);
    await world.life.advance(WEEK);
    await everybodyWrites(world);
    const leads = rows(world, 'Lead');
    const contacts = rows(world, 'Contact');
    assert.deepEqual([leads.length, contacts.length], [PEOPLE, converted.size]);
    assert.deepEqual(await outcomes(world), { 'completed created': PEOPLE, 'completed found': PEOPLE * 3 });
    for (const { id: lead, fields } of leads) {
      assert.equal(fields['Title'], edited.get(lead) ?? 'Cliente');
      if (!converted.has(lead)) assert.equal(fields['City'], 'Roma');
    }
    for (const { fields } of contacts)
      assert.deepEqual([fields['Title'], fields['MailingCity']], ['Convertita', 'Roma']);
    const links = await world.life.store.list('link', { limit: 10_000 });
    const linked = new Set(links.map(({ record }) => record));
    assert.deepEqual(linked, new Set(leads.map(({ id: lead }) => converted.get(lead) ?? lead)), 'links moved along');
    assert.deepEqual(await world.life.store.list('stuck'), []);
  });
}
