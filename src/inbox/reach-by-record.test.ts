// Starts from records of an outside system, for the people who are linked with them.
import assert from 'node:assert/strict';
import { id } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Trigger } from '../flow/trigger.ts';
import type { RecordRecipient } from '../flow/recipient.ts';
import type { Capabilities } from '../message/capabilities.ts';
import { steps } from '../steps/index.ts';
import { consentKey } from './contacts/consent.ts';
import type { FindRecipient } from './options.ts';
import { explainFate, fatesOf } from './record-fates.ts';
import { ada, AT, end, flowOf, phone, says, scenario, send, type InboxWorld } from './testing/inbox-world.ts';
import { clockLane } from './timers.ts';

const TELL = id.flow('tell');
const DAY_MS = 86_400_000;
const CRM = id.connection('crm');
const looking = { connection: CRM, flow: TELL, trigger: 0 };

const trigger = (to: RecordRecipient): Trigger => {
  return { type: 'connection', connection: 'crm', poll: 'changes', every: 'PT1M', to };
};
const tell = (to: Partial<RecordRecipient> = {}) =>
  flowOf(
    'tell',
    { tell: send('{{ input.record }}: {{ input.to.reachable }}', 'end'), end },
    { triggers: [trigger({ record: '{{ input.record }}', ...to })] },
  );

/** Ada is everybody whose number ends in 1. */
const recipient: FindRecipient = (connection, address) =>
  address.endsWith('1') ? { connection, channel: 'test', sender: ada } : undefined;
const capabilities = (more: Partial<Capabilities> = {}): Capabilities => {
  const base = { source: 'test', asOf: '2026-11-22', text: { max: 1000 }, location: true, contacts: true };
  return { ...base, templates: true, reactions: true, sendKey: false, proof: true, ...more };
};
const onChannel = (more: Partial<Capabilities> = {}) => {
  const types = { steps, channels: { test: capabilities(more) } };
  return { types, recipient, staff: () => id.connection('staff') };
};
const WINDOW = { window: { afterInboundMs: DAY_MS } };

/** Ada writes, and is linked with a record. */
async function meetAda({ take, world }: InboxWorld, record = '500A'): Promise<void> {
  await take(says('Ciao'));
  await link(world, record);
}

async function link({ store }: InboxWorld['world'], record: string, connection = 'crm'): Promise<void> {
  const [contact] = await store.list('contact');
  assert.ok(contact);
  const key = `${contact.key}/${connection}/Case/${record}`;
  const facts = { contact: contact.key, connection: id.connection(connection), object: 'Case', record };
  await store.commit([{ op: 'put', kind: 'link', record: { key, ...facts, how: 'created', at: AT } }]);
}

/** The next look finds these. */
async function find({ world, give }: InboxWorld, ...items: JsonObject[]): Promise<void> {
  world.answer({ output: { items, cursor: 1 } }, { output: { id: 'sent.1' } });
  await world.clock.advance(1000);
  await give({ type: 'timers', flow: TELL }, clockLane(TELL));
  await world.clock.advance(1000);
}

const notices = async ({ world }: InboxWorld): Promise<string[]> =>
  (await world.store.list('effect')).flatMap(({ request }) =>
    request.kind === 'call' && request.operation === 'send' ? [String(request.input['text'])] : [],
  );

const reasons = async ({ world }: InboxWorld) => (await fatesOf(looking, world.store)).map(({ reach }) => reach?.why);

scenario(
  'a flow that starts from a record talks to the contact linked with it, in their conversation',
  [tell()],
  async (scene) => {
    await meetAda(scene);
    await find(scene, { id: 'a', record: '500A' });
    assert.deepEqual(await scene.sent(), ['500A: free']);
    assert.equal(await scene.world.store.count('conversation'), 1);
    const [fate] = await fatesOf(looking, scene.world.store);
    const [run] = await scene.all();
    assert.deepEqual([fate?.run, fate?.record], [run?.id, '500A']);
    assert.ok(fate);
    assert.match(explainFate(fate), /^It started r-.* talks to contact c-.* on phone, where anything may be sent\.$/);
  },
  onChannel(),
);

scenario(
  'of several records the first counts that somebody is linked with, and only in the system that is looked at',
  [tell({ record: ['{{ input.record }}', '{{ input.fields.ContactId }}', '{{ input.fields.None }}'] })],
  async (scene) => {
    await meetAda(scene, '003A');
    await link(scene.world, '500X', 'other');
    await find(
      scene,
      { id: 'a', record: '500X', fields: { ContactId: '003A' } },
      { id: 'b', record: '500X', fields: {} },
    );
    assert.deepEqual(await scene.sent(), ['500X: free']);
    assert.deepEqual(await reasons(scene), [undefined, 'no_link']);
  },
  onChannel(),
);

scenario(
  'after the window the flow starts, and is told that only a template may go out',
  [tell()],
  async (scene) => {
    await meetAda(scene);
    await scene.world.clock.advance(DAY_MS);
    await find(scene, { id: 'a', record: '500A' });
    assert.deepEqual(await scene.sent(), ['500A: template']);
  },
  onChannel(WINDOW),
);

scenario(
  'after the window of a channel without templates nobody can be written to',
  [tell()],
  async (scene) => {
    await meetAda(scene);
    await scene.world.clock.advance(DAY_MS);
    await find(scene, { id: 'a', record: '500A' });
    assert.deepEqual([await scene.sent(), await reasons(scene)], [[], ['window_closed']]);
    assert.match((await notices(scene)).join(), /has no templates/);
  },
  onChannel({ ...WINDOW, templates: false }),
);

scenario(
  'somebody whom nobody has linked is met by the address of the record, where the trigger names one',
  [tell({ connection: phone.key, address: '{{ input.fields.Phone }}' })],
  async (scene) => {
    await find(scene, { id: 'a', record: '500A', fields: { Phone: '+39 1' } }, { id: 'b', record: '500B', fields: {} });
    assert.deepEqual(await scene.sent(), ['500A: template']);
    assert.deepEqual(await reasons(scene), [undefined, 'no_link']);
    const [text, ...others] = await notices(scene);
    assert.match(text ?? '', /^No contact is linked with the record/);
    assert.deepEqual(others, []);
  },
  onChannel(WINDOW),
);

scenario(
  'where the author wants it nothing is said of a record without a person',
  [tell({ otherwise: 'skip' })],
  async (scene) => {
    await find(scene, { id: 'a', record: '500A' });
    assert.deepEqual([await scene.runs(), await notices(scene), await reasons(scene)], [[], [], ['no_link']]);
  },
  onChannel(),
);

scenario(
  'where the author wants it the flow starts without a person, and knows why',
  [flowOf('tell', { end }, { triggers: [trigger({ record: '{{ input.record }}', otherwise: 'start' })] })],
  async (scene) => {
    await find(scene, { id: 'a', record: '500A' });
    const [run] = await scene.all();
    assert.deepEqual([run?.conversation, run?.input?.['to']], [null, { reachable: 'none', why: 'no_link' }]);
    const [fate] = await fatesOf(looking, scene.world.store);
    assert.ok(fate);
    assert.match(explainFate(fate), /without anybody to talk to: No contact is linked/);
  },
  onChannel(),
);

for (const { purpose, state, reached } of [
  { purpose: 'service', state: undefined, reached: true },
  { purpose: 'service', state: 'withdrawn', reached: false },
  { purpose: 'marketing', state: undefined, reached: false },
  { purpose: 'marketing', state: 'withdrawn', reached: false },
  { purpose: 'marketing', state: 'given', reached: true },
] as const)
  scenario(
    `a ${purpose} message ${reached ? 'goes' : 'does not go'} to somebody whose consent is ${state ?? 'unknown'}`,
    [tell({ purpose, otherwise: 'skip' })],
    async (scene) => {
      await meetAda(scene);
      const [contact] = await scene.world.store.list('contact');
      if (contact && state) {
        const place = { contact: contact.key, address: 'phone:+390000001', brand: '', purpose };
        const record = { key: consentKey(place), ...place, state, proof: { how: 'test' }, at: AT };
        await scene.world.store.commit([{ op: 'put', kind: 'consent', record }]);
      }
      await find(scene, { id: 'a', record: '500A' });
      assert.deepEqual(await scene.sent(), reached ? ['500A: free'] : []);
      assert.deepEqual(await reasons(scene), [reached ? undefined : 'no_consent']);
    },
    onChannel(),
  );

scenario(
  'a linked contact is written to where they wrote last, or on the connection that the trigger names',
  [tell({ connection: 'other' })],
  async (scene) => {
    await meetAda(scene);
    await find(scene, { id: 'a', record: '500A' });
    const connections = (await scene.world.store.list('conversation')).map(({ connection }) => connection);
    assert.deepEqual(connections.toSorted(), ['other', 'phone']);
    assert.deepEqual(await scene.sent(), ['500A: free']);
    assert.equal(await scene.world.store.count('contact'), 1, 'it is the same person');
  },
  onChannel(),
);

scenario(
  'a contact who was merged is met in the conversation that they began, and merges are read once for a whole look',
  [tell()],
  async (scene) => {
    const { store } = scene.world;
    await meetAda(scene);
    const [former] = await store.list('contact');
    assert.ok(former);
    const key = id.contact('c-survivor');
    const merge = { from: former.key, into: key, former, addresses: [], links: [], by: 'test', at: AT };
    const facts = { contact: key, connection: CRM, object: 'Case', record: '500B', how: 'told', at: AT } as const;
    await store.commit([
      { op: 'put', kind: 'contact', record: { ...former, key } },
      { op: 'put', kind: 'contact', record: { ...former, mergedInto: key } },
      { op: 'put', kind: 'merge', record: { key: 'm-1', ...merge } },
      { op: 'put', kind: 'link', record: { key: `${key}/crm/Case/500B`, ...facts } },
    ]);
    const reads: string[] = [];
    const { list } = store;
    store.list = (kind, query) => {
      reads.push(kind);
      return list(kind, query);
    };
    await find(scene, { id: 'a', record: '500B' }, { id: 'b', record: '500A' });
    assert.deepEqual(await scene.sent(), ['500B: free', '500A: free']);
    assert.equal(reads.filter((kind) => kind === 'merge').length, 1);
    assert.equal(await store.count('conversation'), 1);
  },
  onChannel(),
);

scenario(
  'a contact who has no address on the connection that the trigger names cannot be written to',
  [tell({ connection: 'other', otherwise: 'skip' })],
  async (scene) => {
    await meetAda(scene);
    await find(scene, { id: 'a', record: '500A' });
    assert.deepEqual(await reasons(scene), ['no_address']);
  },
  { ...onChannel(), recipient: () => undefined },
);

scenario(
  'what became of the latest two hundred things is kept',
  [flowOf('tell', { end }, { triggers: [trigger({ record: '{{ input.record }}', otherwise: 'skip' })] })],
  async (scene) => {
    await find(scene, ...Array.from({ length: 250 }, (_, number) => ({ id: number, record: String(number) })));
    const fates = await fatesOf(looking, scene.world.store);
    assert.deepEqual([fates.length, fates[0]?.record, fates.at(-1)?.record], [200, '50', '249']);
  },
  onChannel(),
);
