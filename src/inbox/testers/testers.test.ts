import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import { openFlowBook } from '../../engine/flow-book.ts';
import { openTestWorld, type TestWorld } from '../../engine/testing/test-world.ts';
import { isDraftVersion } from '../../flow/draft-version.ts';
import type { Flow } from '../../flow/flow.ts';
import type { Run } from '../../flow/run.ts';
import type { MessageEvent } from '../../message/channel-event.ts';
import { watchCommits } from '../../store/watch-commits.ts';
import { acceptEvents } from '../accept.ts';
import type { FoundRecord } from '../options.ts';
import { erasePerson } from '../privacy/erase-person.ts';
import { eraseLane } from '../privacy/erase-lane.ts';
import { exportPerson } from '../privacy/export-person.ts';
import { retain } from '../privacy/retain.ts';
import { ask, AT, end, flowOf, phone, says, send, startInbox, step } from '../testing/inbox-world.ts';
import { codeRecord, readCode, testWordOf } from './test-codes.ts';
import { testNotesOf } from './test-note.ts';
import {
  openTesterBook,
  readTester,
  testerRecord,
  testSettingRecord,
  type Tester,
  type TesterBook,
} from './tester-book.ts';

type Scene = {
  world: TestWorld;
  book: TesterBook;
  /** Takes a message of somebody's in; Ada's unless told. */
  says(text: string, from?: MessageEvent['sender'], content?: MessageEvent['content']): Promise<void>;
  /** Texts sent to a number, oldest first. */
  sentTo(number: string): Promise<string[]>;
  runs(): Promise<Run[]>;
  draw(flow: Omit<Flow, 'version'>): Promise<void>;
  erase(contact: string): Promise<void>;
  /** Records that calls say they made. */
  made: FoundRecord[];
  /** What is in the draft that counts as an error. */
  errors: number;
};

const person = (number: string) => ({ key: number, addresses: [{ kind: 'phone', value: number }] }) as const;
const ADA = person('+390000001');
const EVA = person('+390000002');

const published = flowOf('lead', { hello: send('Published', 'name'), name: ask('Name?', 'name', 'end'), end });
const drawn = flowOf('lead', { hello: send('Draft', 'name'), name: ask('Draft name?', 'name', 'end'), end });

const ada: Tester = { flow: published.id, id: 'ada', address: ADA.addresses[0], at: AT, by: 'eva' };

async function play(flows: readonly Omit<Flow, 'version'>[], body: (scene: Scene) => Promise<void>): Promise<void> {
  const opened = await openTestWorld(AT);
  const { store, listen } = watchCommits(opened.store);
  const world = Object.assign(opened, { store, flows: await openFlowBook(store) });
  for (const flow of flows) await world.flows.publish(flow, AT);
  const book = await openTesterBook(store, listen);
  const testers = { book, errorsIn: () => scene.errors };
  const host = await startInbox(world, {
    options: { testers, erase: (at) => eraseLane(at, store), recordsOf: () => scene.made },
  });
  world.answer({ output: { id: 'sent.1' } });
  let count = 0;
  const scene: Scene = {
    world,
    book,
    errors: 0,
    made: [],
    async says(text, sender = ADA, content = { kind: 'text', text }) {
      await acceptEvents([says(text, { sender, content, id: `in.${count++}` })], phone, { host, store });
      await world.clock.advance(0);
    },
    async sentTo(number) {
      const messages = await store.list('message');
      const conversations = await store.list('conversation');
      const mine = conversations.filter(({ replyTo }) => replyTo.some(({ value }) => value === number));
      return messages.flatMap(({ direction, content, conversation }) =>
        direction === 'out' && content.kind === 'text' && mine.some(({ key }) => key === conversation)
          ? [content.text]
          : [],
      );
    },
    runs: async () => (await store.list('run')).map(({ run }) => run),
    erase: async (contact) => void (await erasePerson(contact, { by: 'eva' }, { store, host, now: () => AT })),
    async draw(flow) {
      const revision = world.flows.drafts.get(flow.id)?.revision ?? 0;
      await world.flows.drafts.save(flow, { by: 'eva', at: AT, revision });
    },
  };
  try {
    await body(scene);
    assert.deepEqual(await store.list('stuck'), []);
  } finally {
    await host.close();
    await world.close();
  }
}

const keep = ({ world }: Scene, tester: Tester) =>
  world.store.commit([{ op: 'put', kind: 'setting', record: testerRecord(tester) }]);

test('a test user gets the draft, marked as a test, and everybody else what is published', () =>
  play([published], async (scene) => {
    await scene.draw(drawn);
    await keep(scene, ada);
    await scene.says('Ciao');
    await scene.says('Ciao', EVA);
    assert.deepEqual(await scene.sentTo('+390000001'), ['Draft', 'Draft name?']);
    assert.deepEqual(await scene.sentTo('+390000002'), ['Published', 'Name?']);
    const runs = (await scene.runs()).sort((left, right) => left.flow.version - right.flow.version);
    assert.deepEqual(
      runs.map(({ flow, test: mark }) => [isDraftVersion(flow.version), mark]),
      [
        [true, {}],
        [false, undefined],
      ],
    );
    const notes = await scene.world.store.list('memory', testNotesOf(published.id));
    assert.deepEqual(
      notes.map(({ value }) => value),
      [runs[0]?.id],
    );
  }));

test('a flow that was never published answers its test users alone, by the triggers of its draft', () =>
  play([], async (scene) => {
    await scene.draw({ ...drawn, triggers: [{ type: 'message', keywords: ['prova'] }] });
    await keep(scene, ada);
    await scene.says('prova', EVA);
    await scene.says('altro');
    await scene.says('una prova');
    assert.deepEqual(await scene.sentTo('+390000002'), []);
    assert.deepEqual(await scene.sentTo('+390000001'), ['Draft', 'Draft name?']);
  }));

test('a run keeps the draft that it began with, whatever its author draws meanwhile, and after a restart', () =>
  play([published], async (scene) => {
    await scene.draw(drawn);
    await keep(scene, ada);
    await scene.says('Ciao');
    const [begun] = await scene.runs();
    await scene.draw(flowOf('lead', { other: send('Other', 'end'), end }));
    await scene.says('Ada');
    const [over] = await scene.runs();
    assert.deepEqual([over?.status, over?.vars['name'], over?.flow], ['completed', 'Ada', begun?.flow]);
    await scene.says('Ciao');
    assert.equal((await scene.sentTo('+390000001')).at(-1), 'Other');
    const again = await openFlowBook(scene.world.store);
    assert.deepEqual(again.version(published.id, begun?.flow.version ?? 0)?.steps, drawn.steps);
    // Neither counts as published.
    assert.deepEqual(
      again.history(published.id).map(({ version }) => version),
      [1],
    );
    assert.deepEqual(
      again.current().map(({ version }) => version),
      [1],
    );
  }));

test('a draft with errors answers nobody, and neither does what it is to replace', () =>
  play([published], async (scene) => {
    await scene.draw(drawn);
    await keep(scene, ada);
    scene.errors = 2;
    await scene.says('Ciao');
    await scene.says('Ciao', EVA);
    assert.deepEqual(await scene.sentTo('+390000001'), []);
    assert.deepEqual(await scene.sentTo('+390000002'), ['Published', 'Name?']);
    const [message] = await scene.world.store.list('message');
    assert.equal(message?.routing?.fate, 'untaken');
    assert.deepEqual(
      message?.routing?.tried?.map(({ flow, errors }) => [flow, errors]),
      [['lead', 2]],
    );
  }));

test('a run of what is published goes on for who becomes a test user; TEST RESET ends it', () =>
  play([published], async (scene) => {
    await scene.draw(drawn);
    await scene.says('TEST RESET');
    assert.deepEqual(await scene.sentTo('+390000001'), ['Published', 'Name?']);
    await keep(scene, ada);
    await scene.says('test reset');
    const [first] = await scene.runs();
    assert.equal(first?.status, 'canceled');
    assert.equal((await scene.runs()).length, 1);
    await scene.says('Ciao');
    assert.deepEqual((await scene.sentTo('+390000001')).slice(-2), ['Draft', 'Draft name?']);
  }));

test('who is awaited on another connection gets what is published', () =>
  play([published], async (scene) => {
    await scene.draw(drawn);
    await keep(scene, { ...ada, connection: id.connection('elsewhere') });
    await scene.says('Ciao');
    assert.deepEqual(await scene.sentTo('+390000001'), ['Published', 'Name?']);
  }));

test('a code makes the first one who writes it a test user, once, and is an ordinary text for others', () =>
  play([published], async (scene) => {
    const { world, book } = scene;
    await scene.draw(drawn);
    const code = { code: '4821', flow: published.id, by: 'eva', until: AT + 60_000 };
    await world.store.commit([{ op: 'put', kind: 'value', record: codeRecord(code, AT) }]);
    await scene.says('Test 4821.');
    await scene.says('TEST 4821', EVA);
    assert.match((await scene.sentTo('+390000001')).join(), /risponde la bozza di «lead»/);
    assert.deepEqual(await scene.sentTo('+390000002'), ['Published', 'Name?']);
    assert.deepEqual(
      book.of(published.id).map(({ address, connection, by }) => [address.value, connection, by]),
      [['+390000001', 'phone', 'eva']],
    );
    await scene.says('Ciao');
    assert.equal((await scene.sentTo('+390000001')).at(-1), 'Draft name?');
  }));

test('a link that opens the chat may carry the code', () =>
  play([published], async (scene) => {
    const { store } = scene.world;
    const code = { code: '4821', flow: published.id, by: 'eva', until: AT + 60_000 };
    await store.commit([{ op: 'put', kind: 'value', record: codeRecord(code, AT) }]);
    await scene.says('', ADA, { kind: 'opened', how: 'link', payload: 'TEST_4821' });
    assert.equal(scene.book.of(published.id).length, 1);
    assert.equal((await scene.runs()).length, 0);
  }));

test('a code ends with its time, and who guesses is heard no more', () =>
  play([published], async (scene) => {
    const { store } = scene.world;
    const code = { code: '4821', flow: published.id, by: 'eva', until: AT - 1 };
    await store.commit([{ op: 'put', kind: 'value', record: codeRecord(code, AT - 900_000) }]);
    await scene.says('TEST 4821');
    assert.deepEqual(scene.book.of(published.id), []);
    for (const guess of ['1000', '1001', '1002', '1003']) await scene.says(`TEST ${guess}`);
    await store.commit([{ op: 'put', kind: 'value', record: codeRecord({ ...code, until: AT + 60_000 }, AT) }]);
    await scene.says('TEST 4821');
    assert.deepEqual(scene.book.of(published.id), []);
    await scene.says('TEST 4821', EVA);
    assert.equal(scene.book.of(published.id).length, 1);
  }));

test('what a test run calls and what follows from it are tests too', () => {
  const talk = flowOf('talk', { sub: step('subflow', { flow: 'child' }, { done: 'end', failed: 'end' }), end });
  const child = flowOf('child', { hello: send('Child', 'end'), end }, { triggers: [{ type: 'flow' }] });
  const after = flowOf('after', { end }, { triggers: [{ type: 'flow', after: talk.id }] });
  return play([child, after], async (scene) => {
    await scene.draw(talk);
    await keep(scene, { ...ada, flow: talk.id });
    await scene.says('Ciao');
    const runs = await scene.runs();
    assert.deepEqual(runs.map(({ flow }) => flow.id).sort(), ['after', 'child', 'talk']);
    assert.ok(runs.every(({ test: mark }) => mark !== undefined));
    assert.equal((await scene.world.store.list('memory', testNotesOf(child.id))).length, 1);
  });
});

test('with nothing written, calls of outside systems are only tried, and messages are really sent', () =>
  play([], async (scene) => {
    const write = step('call', { connection: 'crm', operation: 'create', input: {} }, { done: 'bye', failed: 'end' });
    scene.made.push({ object: 'Lead', record: '00Q', how: 'created' });
    await scene.draw(flowOf('lead', { write, bye: send('Bye', 'end'), end }));
    await keep(scene, ada);
    const record = testSettingRecord(published.id, { dry: true });
    await scene.world.store.commit([{ op: 'put', kind: 'setting', record }]);
    await scene.says('Ciao');
    const effects = await scene.world.store.list('effect');
    assert.deepEqual(
      effects.map(({ request, dry }) => [request.kind, dry]),
      [
        ['call', true],
        ['send', undefined],
      ],
    );
    // Nobody is linked with a record that is not there.
    assert.deepEqual(await scene.world.store.list('link'), []);
  }));

test('a test run goes with its note when it has been kept long enough', () =>
  play([], async (scene) => {
    const { store, clock } = scene.world;
    await scene.draw(flowOf('lead', { hello: send('Draft', 'end'), end }));
    await keep(scene, ada);
    await scene.says('Ciao');
    const at = AT + 3 * 86_400_000;
    await clock.advance(at - AT);
    const notes = () => store.list('memory', testNotesOf(published.id));
    assert.equal((await notes()).length, 1);
    await retain({ runsOlderThan: at - 86_400_000 }, { store, now: () => at });
    assert.deepEqual([await notes(), await scene.runs()], [[], []]);
  }));

test('who is erased is no test user any more; before, the export says that they are', () =>
  play([published], async (scene) => {
    const { world, book } = scene;
    await scene.draw(drawn);
    await keep(scene, ada);
    await keep(scene, { ...ada, id: 'eva', address: EVA.addresses[0] });
    await scene.says('Ciao');
    const [contact] = await world.store.list('contact');
    assert.ok(contact);
    const told = await exportPerson(contact.key, { store: world.store, now: () => AT });
    assert.deepEqual(
      told.testers.map((each) => readTester(each)?.id),
      ['ada'],
    );
    await scene.erase(contact.key);
    assert.deepEqual(
      book.of(published.id).map(({ id: key }) => key),
      ['eva'],
    );
  }));

test('a word about testing is read whatever its case and the marks around it', () => {
  for (const text of ['TEST 4821', ' «test-4821».', 'test_4821', 'Test  4821!'])
    assert.deepEqual(testWordOf(text), { code: '4821' });
  assert.equal(testWordOf('Test reset'), 'again');
  for (const text of ['TEST', '4821', 'TEST 48211', 'a test 4821', 'TEST 4821 now'])
    assert.equal(testWordOf(text), undefined);
  assert.equal(readCode(codeRecord({ code: '1', flow: published.id, by: 'x', until: 5 }, 1), 5), undefined);
});
