import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DemoChoice, DemoMessage, DemoMoment, DemoRun, DemoState } from '../../server/routes/demo/demo-state.ts';
import { playTranscript, TranscriptMismatch, type Scene } from './play.ts';
import { parseTranscript } from './transcript.ts';
import type { Act, World } from './world.ts';

const CUSTOMER = {
  id: 'phone:393330000001',
  connection: 'phone',
  handle: '393330000001',
  name: 'Ada Rossi',
  phone: '+393330000001',
};
const ASK = 'Come ti chiami?';
const LEAD_ID = '00Q000000000001AAA';

/** A world whose other side is a function of the test: what the customer does, and what changes by it. */
function pretendWorld(respond: (act: Act, hands: Hands) => void, first: Partial<DemoState> = {}) {
  let state: DemoState = {
    phones: [],
    customers: [CUSTOMER],
    flows: [],
    thread: { customer: CUSTOMER.id, messages: [] },
    runs: [],
    records: [],
    troubles: [],
    ...first,
  };
  const lookers = new Set<() => void>();
  const entered: string[] = [];
  let left = 0;
  const change = (changed: Partial<DemoState>): void => {
    state = { ...state, ...changed };
    for (const look of lookers) look();
  };
  const add = (message: Partial<DemoMessage>): string => {
    const id = `m${state.thread.messages.length}`;
    const whole = { id, from: 'business', at: 0, type: 'text', text: '', choices: [], delivery: 'kept', ...message };
    change({ thread: { ...state.thread, messages: [...state.thread.messages, whole as DemoMessage] } });
    return id;
  };
  const hands: Hands = { change, say: (text, choices = []) => void add({ text, choices }), state: () => state };
  const world: World = {
    async enter({ kind }) {
      entered.push(kind);
      return {
        customer: CUSTOMER,
        async act(act) {
          const id = add({
            from: 'customer',
            text: 'text' in act ? act.text : 'choice' in act ? String(act.choice['title']) : '',
          });
          respond(act, hands);
          return id;
        },
        watch: (look, withinMs) =>
          new Promise((resolve) => {
            const again = (): void => {
              const found = look(state);
              if (found !== undefined) settle(found);
            };
            const settle = (found?: ReturnType<typeof look>): void => {
              clearTimeout(timer);
              lookers.delete(again);
              resolve(found);
            };
            const timer = setTimeout(settle, withinMs);
            lookers.add(again);
            again();
          }),
        now: async () => state,
        leave: () => void left++,
      };
    },
  };
  return { world, entered, left: () => left };
}

type Hands = {
  change(changed: Partial<DemoState>): void;
  say(text: string, choices?: DemoChoice[]): void;
  state(): DemoState;
};

function aRun(moments: DemoMoment[], status: DemoRun['status'] = 'active'): DemoRun {
  return { id: 'r1', flow: 'Lead', version: 1, status, waitingFor: 'reply', startedAt: 0, moments };
}

/** A run that wrote a Lead, the Lead, and a reply with its id. */
function writeLead({ change, say }: Hands): void {
  const what = { kind: 'call', operation: 'upsert', object: 'Lead' } as const;
  const moment: DemoMoment = {
    kind: 'written',
    at: 1,
    effect: 'r1#1',
    what,
    record: LEAD_ID,
    created: true,
    tookMs: 1,
  };
  const fields = { LastName: 'Rossi', NumberOfEmployees: 3 };
  change({
    runs: [aRun([moment], 'completed')],
    records: [{ object: 'Lead', id: LEAD_ID, createdAt: 1, changedAt: 1, fields, calls: [] }],
  });
  say(`Grazie: ${LEAD_ID}`);
}

function transcript(text: string) {
  const read = parseTranscript(text);
  assert.ok('lines' in read, JSON.stringify(read));
  return { file: 'talk.yaml', lines: read.lines };
}

async function mismatchOf(text: string, world: World): Promise<string> {
  const error = await playTranscript(transcript(text), world, { lineMs: 20 }).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof TranscriptMismatch, String(error));
  return error.message;
}

const greet = (_act: Act, { say }: Hands): void => say(ASK);
const silent = (): void => {};

test('a conversation that goes as written yields its records and is told as it goes', async () => {
  const { world, entered, left } = pretendWorld((act, hands) =>
    'text' in act && act.text === 'Ciao' ? hands.say(ASK) : writeLead(hands),
  );
  const scenes: Scene[] = [];
  const text = `
- customer: Ciao
- bot: ${ASK}
- customer: Ada Rossi
- salesforce: { upsert: Lead, fields: { LastName: Rossi, NumberOfEmployees: 3, City: null } }
- bot: 'Grazie: {id}'
- run: completed
`;
  const records = await playTranscript(transcript(text), world, {
    report: (scene) => scenes.push(scene),
    now: () => 5,
  });
  assert.deepEqual(records, [{ object: 'Lead', id: LEAD_ID, fields: { LastName: 'Rossi', NumberOfEmployees: 3 } }]);
  assert.deepEqual(scenes, [
    { at: 5, who: 'customer', text: 'Ciao' },
    { at: 0, who: 'bot', text: ASK },
    { at: 5, who: 'customer', text: 'Ada Rossi' },
    { at: 5, who: 'org', text: `Lead ${LEAD_ID} by upsert` },
    { at: 0, who: 'bot', text: `Grazie: ${LEAD_ID}` },
    { at: 5, who: 'run', text: 'completed' },
  ]);
  assert.deepEqual([entered, left()], [['number'], 1]);
});

test('a hidden sender enters without a number', async () => {
  const { world, entered } = pretendWorld(greet);
  await playTranscript(transcript(`- sender: hidden\n- customer: Ciao\n- bot: ${ASK}\n`), world);
  assert.deepEqual(entered, ['hidden']);
});

test('where there are no buttons the choices are numbered lines, and a tap is the number', async () => {
  const acts: Act[] = [];
  const { world } = pretendWorld((act, { say }) => {
    acts.push(act);
    if (acts.length === 1) say('Va bene?\n\n1. Sì\n2. No');
  });
  await playTranscript(transcript('- customer: Ciao\n- bot: Va bene?\n  buttons: [Sì, No]\n- tap: No\n'), world);
  assert.deepEqual(acts, [{ text: 'Ciao' }, { text: '2' }]);
});

test('a tap chooses from the last message with something to tap', async () => {
  const acts: Act[] = [];
  const yes: DemoChoice = { id: 'y', title: 'Sì' };
  const { world } = pretendWorld((act, { say }) => {
    acts.push(act);
    if ('text' in act) say('Va bene?', [yes]);
  });
  await playTranscript(transcript('- customer: Ciao\n- bot: Va bene?\n  buttons: [Sì]\n- tap: Sì\n'), world);
  assert.deepEqual(acts, [{ text: 'Ciao' }, { choice: { ...yes, message: 'm1' } }]);
});

test('another text than expected is reported at once with file, line, both texts and the conversation', async () => {
  const { world, left } = pretendWorld(greet);
  assert.equal(
    await mismatchOf('- customer: Ciao\n\n- bot: Chi sei, {name}?\n', world),
    `talk.yaml:3: what came is not what the transcript says.
  expected: the bot to say "Chi sei, Ada Rossi?"
  came:     "${ASK}"
  the conversation so far:
    customer  Ciao
    business  ${ASK}`,
  );
  assert.equal(left(), 1);
});

test('a reply that never comes is reported after its time, with what the runs met', async () => {
  const trouble = { code: 'auth', message: 'The org refused the token.' } as const;
  const moment: DemoMoment = { kind: 'refused', at: 1, effect: 'r1#1', what: { kind: 'call' }, trouble, tookMs: 1 };
  const world = pretendWorld((_act, { change }) =>
    change({ runs: [aRun([moment])], troubles: [{ part: 'org', detail: 'gone' }] }),
  ).world;
  const message = await mismatchOf('- customer: Ciao\n- bot: Salve\n', world);
  assert.match(
    message,
    /^talk.yaml:2: [^]*expected: the bot to say "Salve"\n {2}came: {5}nothing more from the bot, for 0.02 s/,
  );
  assert.match(
    message,
    /the run of Lead \(active\) met: auth, The org refused the token\.\n {2}the org does not answer: gone$/,
  );
});

test('a message that the transcript does not have is reported before the next act and at the end', async () => {
  const twice = (_act: Act, { say }: Hands): void => {
    say('Uno');
    say('Due');
  };
  for (const next of ['- customer: Ada\n', ''])
    assert.match(
      await mismatchOf(`- customer: Ciao\n- bot: Uno\n${next}`, pretendWorld(twice).world),
      new RegExp(`^talk.yaml:${next ? 3 : 2}: [^]*nothing more from the bot\n {2}came: {5}"Due"`),
    );
});

test('each expectation that does not come true is reported on its own line', async () => {
  const lead = (_act: Act, hands: Hands): void => writeLead(hands);
  const failed = (_act: Act, { change }: Hands): void => change({ runs: [aRun([], 'failed')] });
  const active = (_act: Act, { change }: Hands): void => change({ runs: [aRun([])] });
  const withFlow = (_act: Act, { change, state }: Hands): void =>
    change({ thread: { ...state().thread, conversation: { id: 'c', state: 'flow' } } });
  const offer = (_act: Act, { say }: Hands): void => say('Va bene?', [{ id: 'y', title: 'Sì' }]);
  const lines = (text: string): string => `- customer: Ciao\n${text}\n`;
  const cases: [string, (act: Act, hands: Hands) => void, RegExp][] = [
    ['- bot: Va bene?\n- tap: No', offer, /:3: [^]*expected: "No" to tap\n {2}came: {5}Sì\n/],
    ['- tap: No', silent, /:2: [^]*came: {5}nothing to tap\n/],
    ['- bot: Va bene?\n  buttons: [Sì, No]', offer, /:2: [^]*expected: the buttons Sì, No\n {2}came: {5}Sì\n/],
    ['- salesforce: { create: Case }', silent, /:2: [^]*expected: a Case by create\n {2}came: {5}no record, for/],
    ['- salesforce: { create: Lead }', lead, /expected: a Lead by create\n {2}came: {5}a Lead by upsert, for/],
    ['- salesforce: { upsert: Lead }\n- salesforce: { upsert: Lead }', lead, /:3: [^]*came: {5}no record/],
    [
      '- salesforce: { upsert: Lead, fields: { LastName: Bo, NumberOfEmployees: 3, City: Roma } }',
      lead,
      /expected: Lead with LastName: "Bo", City: "Roma"\n {2}came: {5}LastName: "Rossi", City: null\n/,
    ],
    ['- salesforce: { upsert: Lead, fields: { NumberOfEmployees: 4 } }', lead, /came: {5}NumberOfEmployees: 3\n/],
    ['- run: completed', silent, /expected: the run to be completed\n {2}came: {5}no run yet, for/],
    ['- run: completed', active, /came: {5}active, waiting for reply, for/],
    ['- run: completed', failed, /came: {5}failed\n/],
    [
      '- conversation: people',
      silent,
      /expected: the conversation to be with people\n {2}came: {5}no conversation yet/,
    ],
    ['- conversation: people', withFlow, /came: {5}with its flow, for/],
  ];
  for (const [text, respond, message] of cases)
    assert.match(await mismatchOf(lines(text), pretendWorld(respond).world), message, text);
});

test('a run that ended before the last message was taken does not count', async () => {
  const { world } = pretendWorld((_act, { change, state }) => {
    const messages = state().thread.messages.map((message) => ({ ...message, delivery: 'sent' as const }));
    change({ runs: [aRun([], 'completed')], thread: { ...state().thread, messages } });
  });
  assert.match(await mismatchOf('- customer: Ciao\n- run: completed\n', world), /came: {5}no run yet/);
});

test('a record that a line finds unlike itself is read once more before it is reported', async () => {
  const late = pretendWorld((_act, hands) => writeLead(hands));
  const visit = late.world.enter.bind(late.world);
  // The first look sees the org as it was a moment before.
  const world: World = {
    async enter(entrance) {
      const inner = await visit(entrance);
      const old = (state: DemoState): DemoState => ({
        ...state,
        records: state.records.map((record) => ({ ...record, fields: { LastName: 'Old' } })),
      });
      return { ...inner, watch: (look, ms) => inner.watch((state) => look(old(state)), ms) };
    },
  };
  const text = '- customer: Ciao\n- salesforce: { upsert: Lead, fields: { LastName: Rossi } }\n- bot: /Grazie/\n';
  const [record] = await playTranscript(transcript(text), world, { lineMs: 20 });
  assert.equal(record?.fields['LastName'], 'Rossi');
});
