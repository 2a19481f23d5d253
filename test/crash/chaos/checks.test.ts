import assert from 'node:assert/strict';
import { test } from 'node:test';
import { types } from '../../../src/control/catalog.ts';
import { id } from '../../../src/base/ids.ts';
import { advance } from '../../../src/flow/advance.ts';
import type { Flow } from '../../../src/flow/flow.ts';
import { newRun, type RunEvent } from '../../../src/flow/run.ts';
import type { EffectRecord, JournalRecord, MessageRecord } from '../../../src/store/records.ts';
import { arrivalsByCallback, checkAll, wasInFlight, type Check } from './checks.ts';
import type { Evidence, Seen, Story } from './evidence.ts';
import { flowFile, planOf, repliesTo, saidBy } from './plan.ts';

const LEAD = '00Q000000000001AAA';
const START = 1_000;

/** Evidence of one conversation that went as it should: what each test then spoils. */
function soundEvidence(index = 0): Evidence {
  const plan = planOf(index);
  const flow = { ...(flowFile(plan.write) as { flow: Flow }).flow, version: 1 };
  const lane = id.lane('lane');
  const conversation = id.conversation('v');
  let run = newRun({
    id: id.run('run'),
    flow: { id: flow.id, version: 1 },
    lane,
    connection: id.connection('whatsapp'),
    channel: 'whatsapp',
    conversation,
  });
  const journal: JournalRecord[] = [];
  const effects: EffectRecord[] = [];
  const messages: MessageRecord[] = [];
  const thread: Seen[] = [];
  const shown = (from: Seen['from'], text: string, callback?: string): Seen => {
    const message = { id: `m${thread.length}`, from, at: START + thread.length, text, ...(callback && { callback }) };
    thread.push(message);
    return message;
  };
  const keep = (message: Omit<MessageRecord, 'key' | 'conversation' | 'lane' | 'at'>): MessageRecord => {
    const key = id.message(`lane/${String(messages.length).padStart(8, '0')}`);
    const record: MessageRecord = { key, conversation, lane, at: START + messages.length, ...message };
    messages.push(record);
    return record;
  };
  const apply = (event: RunEvent): void => {
    const number = run.revision;
    const moved = advance(flow, run, event, types);
    run = moved.run;
    journal.push({ key: `run/00000${number}`, run: run.id, number, at: event.at, event, after: run });
    for (const { id: key, ...request } of moved.effects) {
      const base = { key, run: run.id, lane, connection: null, request, state: 'done' as const, attempts: 1 };
      const at = START + number;
      if (request.kind !== 'send') {
        effects.push({ ...base, nextAt: at, at });
        apply({ type: 'done', effect: key, output: { id: LEAD }, at, context: {} });
        continue;
      }
      assert.equal(request.content.kind, 'text');
      const { id: providerId } = shown('business', 'text' in request.content ? request.content.text : '', key);
      const { key: message } = keep({ direction: 'out', content: request.content, status: 'sent', providerId });
      effects.push({ ...base, nextAt: at, at, target: { to: [], message } });
      apply({ type: 'done', effect: key, output: { id: providerId }, at, context: {} });
    }
  };
  const said = saidBy(plan);
  for (const text of said) {
    const { id: providerId, at } = shown('customer', text);
    const content = { kind: 'text', text } as const;
    keep({ direction: 'in', content, status: 'received', providerId });
    const message = { id: providerId, text, content, at };
    if (text === said[0]) apply({ type: 'started', message, at: START, context: {} });
    else if (run.wait.for === 'reply')
      apply({ type: 'replied', wait: run.wait.id, message, at: START + run.revision, context: {} });
  }
  const [name, need] = plan.answers;
  const fields = { LastName: name, Description: need, MobilePhone: plan.number && `+${plan.number}`, Company: 'Chaos' };
  return {
    stories: [{ plan, done: true, thread, leads: [{ id: LEAD, fields }] }],
    creations: [{ object: 'Lead', recordId: LEAD, key: { field: 'Rondine_Key__c', value: 'key' } }],
    stored: { runs: [{ key: run.id, run }], journal, effects, messages, stuck: [], contacts: [], flows: [flow] },
    kills: [],
  };
}

const failing = (evidence: Evidence): string[] =>
  checkAll(evidence, types)
    .filter(({ offences }) => offences.length > 0)
    .map(({ name }: Check) => name);

function withStory(evidence: Evidence, change: (story: Story) => Partial<Story>): Evidence {
  return { ...evidence, stories: evidence.stories.map((story) => ({ ...story, ...change(story) })) };
}

for (const index of [0, 1, 2, 4, 5])
  void test(`conversation ${index}, when all went well, offends no check`, () => {
    assert.deepEqual(failing(soundEvidence(index)), []);
  });

void test('a conversation that did not end, or left no Lead, is lost', () => {
  assert.deepEqual(failing(withStory(soundEvidence(), () => ({ done: false }))), ['lost conversations']);
  assert.ok(failing(withStory(soundEvidence(), () => ({ leads: [] }))).includes('lost conversations'));
});

void test('a second record of a key, of a person or of nobody is a duplicate', () => {
  const sound = soundEvidence();
  const [first] = sound.creations;
  assert.ok(first);
  const twice = { ...sound, creations: [first, { ...first, recordId: 'other' }] };
  assert.deepEqual(failing(twice), ['duplicate Leads']);
  const other = { id: 'other', fields: sound.stories[0]?.leads[0]?.fields ?? {} };
  const person = withStory(sound, ({ leads }) => ({ leads: [...leads, other] }));
  assert.ok(failing(person).includes('duplicate Leads'));
  const keyless = { ...sound, creations: [{ ...first, key: null }] };
  assert.deepEqual(failing(keyless), ['duplicate Leads']);
});

void test('an answer in the wrong field is found', () => {
  const sound = soundEvidence(2);
  const swapped = withStory(sound, ({ leads }) => ({
    leads: leads.map(({ id: lead, fields }) => ({ id: lead, fields: { ...fields, Description: fields['LastName'] } })),
  }));
  assert.deepEqual(failing(swapped), ['answers in the wrong field']);
});

void test('messages of the bot that are swapped, missing or one too many are out of order', () => {
  const sound = soundEvidence();
  const bot = (story: Story): Seen[] => story.thread.filter(({ from }) => from === 'business');
  const others = (story: Story): Seen[] => story.thread.filter(({ from }) => from !== 'business');
  const name = ['messages of the bot out of order'];
  const swapped = withStory(sound, (story) => ({ thread: [...others(story), ...bot(story).toReversed()] }));
  assert.deepEqual(failing(swapped), name);
  const missing = withStory(sound, (story) => ({ thread: [...others(story), ...bot(story).slice(1)] }));
  assert.deepEqual(failing(missing), name);
  const [question] = sound.stories.flatMap(bot);
  assert.ok(question);
  const more = withStory(sound, ({ thread }) => ({ thread: [...thread, { ...question, callback: 'another' }] }));
  assert.deepEqual(failing(more), name);
});

void test('kept messages of either side that were dropped, swapped or go back in time are found', () => {
  const sound = soundEvidence(1);
  const { messages } = sound.stored;
  const of = (changed: readonly MessageRecord[]): string[] =>
    failing({ ...sound, stored: { ...sound.stored, messages: changed } });
  const name = ['kept messages out of order'];
  assert.deepEqual(of(messages.slice(0, -1)), name);
  assert.deepEqual(of(messages.toReversed()), name);
  assert.deepEqual(
    of(
      messages.toSpliced(
        messages.findIndex(({ direction }) => direction === 'out'),
        1,
      ),
    ),
    name,
  );
  assert.deepEqual(of(messages.map((message, index) => (index === 1 ? { ...message, at: 0 } : message))), name);
});

void test('a journal with a gap, a step back in time or an overlap of two runs is out of order', () => {
  const sound = soundEvidence();
  const { journal, runs } = sound.stored;
  const of = (stored: Partial<Evidence['stored']>): string[] =>
    failing({ ...sound, stored: { ...sound.stored, ...stored } });
  assert.ok(of({ journal: journal.filter(({ number }) => number !== 1) }).includes('journals out of order'));
  const back = journal.map((entry) => (entry.number === 2 ? { ...entry, at: 0 } : entry));
  assert.deepEqual(of({ journal: back }), ['journals out of order']);
  const other = runs.map(({ run }) => ({ key: id.run('other'), run: { ...run, id: id.run('other') } }));
  const copy = journal.map((entry) => ({ ...entry, run: id.run('other'), at: entry.at + 1 }));
  assert.ok(of({ runs: [...runs, ...other], journal: [...journal, ...copy] }).includes('journals out of order'));
});

void test('a run or an effect that is not at its end, and an event kept as stuck, are found', () => {
  const sound = soundEvidence();
  const { runs, effects } = sound.stored;
  const of = (stored: Partial<Evidence['stored']>): string[] =>
    failing({ ...sound, stored: { ...sound.stored, ...stored } });
  const failed = runs.map(({ key, run }) => ({ key, run: { ...run, status: 'failed' as const } }));
  assert.deepEqual(of({ runs: failed }), ['runs that are not completed', 'journals that do not fold to their run']);
  const parked = effects.map((effect) => ({ ...effect, state: 'parked' as const }));
  assert.deepEqual(of({ effects: parked }), ['effects that are not done']);
  const stuck = [{ key: 'm1', lane: id.lane('lane'), event: {}, message: 'a bug', at: START }];
  assert.deepEqual(of({ stuck }), ['events kept as stuck']);
});

void test('a stored run that its journal does not lead to is found', () => {
  const sound = soundEvidence();
  const runs = sound.stored.runs.map(({ key, run }) => ({ key, run: { ...run, vars: { name: 'Else' } } }));
  assert.deepEqual(failing({ ...sound, stored: { ...sound.stored, runs } }), [
    'journals that do not fold to their run',
  ]);
});

void test('a message that arrived twice needs a mark and a kill in between', () => {
  const sound = soundEvidence();
  const name = ['messages twice without a mark or a kill'];
  const question = sound.stories[0]?.thread.find(({ from }) => from === 'business');
  assert.ok(question);
  const { callback, at } = question;
  const twice = withStory(sound, ({ thread }) => ({ thread: [...thread, { ...question, id: 'copy', at: at + 90 }] }));
  assert.deepEqual(failing(twice), name);
  const effects = sound.stored.effects.map((effect) =>
    effect.key === callback ? { ...effect, possiblyTwice: true as const, unknownSince: at + 60 } : effect,
  );
  const about = effects.find(({ key }) => key === callback)?.target?.message;
  const messages = sound.stored.messages.map((message) =>
    message.key === about ? { ...message, possiblyTwice: true as const } : message,
  );
  const marked = { ...twice, stored: { ...sound.stored, effects, messages } };
  assert.deepEqual(failing(marked), name);
  assert.deepEqual(failing({ ...marked, kills: [{ at: at + 50, goneAt: at + 52, inStart: false }] }), []);
});

void test('a second arrival needs a kill since the one before, and an outcome that was unknown by then', () => {
  const effect = { at: 100, unknownSince: 1600 };
  const arrivals = [{ at: 1000 }, { at: 3000 }];
  const kill = (at: number) => [{ at, goneAt: at, inStart: false }];
  assert.equal(wasInFlight(arrivals, effect, kill(1500)), true);
  assert.equal(wasInFlight(arrivals, effect, kill(400)), false);
  assert.equal(wasInFlight(arrivals, effect, kill(3100)), false);
  assert.equal(wasInFlight(arrivals, effect, []), false);
  assert.equal(wasInFlight(arrivals, { at: 100, unknownSince: 3100 }, kill(1500)), false);
  assert.equal(wasInFlight(arrivals, undefined, kill(1500)), false);
  assert.equal(wasInFlight([...arrivals, { at: 5000 }], effect, kill(1500)), false);
  assert.equal(wasInFlight([...arrivals, { at: 5000 }], effect, [...kill(1500), ...kill(4000)]), true);
});

void test('a send that never left before its outcome was called unknown may arrive, be killed, and arrive again', () => {
  const kills = [{ at: 2000, goneAt: 2001, inStart: false }];
  assert.equal(wasInFlight([{ at: 1900 }, { at: 3000 }], { at: 100, unknownSince: 700 }, kills), true);
});

void test('arrivals are told apart by callback data, in the order of the first', () => {
  const seen = (key: string, at: number): Seen => ({
    id: `${key}${at}`,
    from: 'business',
    at,
    text: key,
    callback: key,
  });
  const arrivals = arrivalsByCallback([seen('a', 1), seen('b', 2), seen('a', 3)]);
  assert.deepEqual(
    [...arrivals].map(([key, list]) => [key, list.map(({ at }) => at)]),
    [
      ['a', [1, 3]],
      ['b', [2]],
    ],
  );
});

void test('plans are the same each time, and a third of them has two questions', () => {
  const plans = Array.from({ length: 120 }, (_, index) => planOf(index));
  assert.deepEqual(
    plans,
    Array.from({ length: 120 }, (_, index) => planOf(index)),
  );
  assert.equal(plans.filter(({ answers }) => answers.length === 2).length, 40);
  const kinds = new Set(plans.map(({ write, style, answers }) => `${write} ${style} ${answers.length}`));
  assert.equal(kinds.size, 16);
  assert.equal(repliesTo(planOf(2), LEAD).length, 4);
});
