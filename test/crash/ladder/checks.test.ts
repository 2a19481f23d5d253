import assert from 'node:assert/strict';
import { test } from 'node:test';
import { types } from '../../../src/control/catalog.ts';
import { id } from '../../../src/base/ids.ts';
import { advance } from '../../../src/flow/advance.ts';
import type { Flow } from '../../../src/flow/flow.ts';
import { newRun, type RunEvent } from '../../../src/flow/run.ts';
import { textOf } from '../../../src/message/content.ts';
import type { ContactRecord, EffectRecord, JournalRecord, MessageRecord } from '../../../src/store/records.ts';
import { checkAll } from './checks.ts';
import type { Evidence, Shown } from './evidence.ts';
import { flowFile, planOf, TEXTS, WITHIN_MS } from './plan.ts';
import type { Place } from './world.ts';

const START = 1_000;
const context = { channels: { sms: 'sms-vonage' } };

/** Evidence of one conversation in which the text message went out and the first one came late: what tests then spoil. */
function soundEvidence(): Evidence {
  const plan = planOf(0);
  const flow = { ...(flowFile() as { flow: Flow }).flow, version: 1 };
  const base = { lane: id.lane('lane'), conversation: id.conversation('v') };
  const born = { connection: id.connection('whatsapp'), channel: 'whatsapp', flow: { id: flow.id, version: 1 } };
  let run = newRun({ id: id.run('run'), ...born, ...base });
  let at = START;
  const journal: JournalRecord[] = [];
  const effects: EffectRecord[] = [];
  const messages: MessageRecord[] = [];
  const shown: Shown[] = [];
  const see = (message: Pick<Shown, 'from' | 'place' | 'text'> & { callback?: string }): string => {
    const number = shown.push({ id: `m${shown.length}`, at, ticks: [{ status: 'delivered' }], ...message });
    return `m${number - 1}`;
  };
  const keep = (message: Omit<MessageRecord, 'key' | 'conversation' | 'lane' | 'at'>): MessageRecord => {
    const key = id.message(`lane/${String(messages.length).padStart(8, '0')}`);
    const record: MessageRecord = { key, at, ...base, ...message };
    messages.push(record);
    return record;
  };
  const apply = (event: RunEvent): void => {
    const number = run.revision;
    const moved = advance(flow, run, event, types);
    run = moved.run;
    journal.push({ key: `run/00000${number}`, run: run.id, number, at, event, after: run });
    for (const { id: key, ...request } of moved.effects) {
      assert.ok(request.kind === 'send');
      const place: Place = request.to?.connection === 'sms' ? 'sms' : 'whatsapp';
      const { content } = request;
      const late = request.rung === 0 ? ({ late: true } as const) : {};
      const providerId = see({ from: 'business', place, text: textOf(content), callback: key });
      const { key: message } = keep({
        direction: 'out',
        content,
        status: 'delivered',
        providerId,
        effect: key,
        ...late,
      });
      const issued = { key, run: run.id, lane: base.lane, connection: null, request, attempts: 1, nextAt: at, at };
      effects.push({ ...issued, state: 'done', target: { to: [], message }, ...late });
      apply({ type: 'done', effect: key, output: { id: providerId }, at, context });
      if (request.rung !== 0) continue;
      at += WITHIN_MS;
      apply({ type: 'elapsed', wait: run.wait.id, at, context });
    }
  };
  const said = (text: string, fate: 'started' | 'replied') => {
    const providerId = see({ from: 'customer', place: 'whatsapp', text });
    const content = { kind: 'text', text } as const;
    keep({ direction: 'in', content, status: 'received', providerId, routing: { fate } });
    return { id: providerId, text, content, at };
  };
  apply({ type: 'started', message: said(TEXTS.opening, 'started'), at, context });
  apply({ type: 'replied', wait: run.wait.id, message: said(plan.answer, 'replied'), at, context });
  const contact = { key: id.contact('ada'), addresses: [], createdAt: START } satisfies ContactRecord;
  return {
    stories: [{ plan, done: true, shown }],
    stored: { runs: [{ key: run.id, run }], journal, effects, messages, stuck: [], contacts: [contact], flows: [flow] },
    kills: [],
  };
}

const failing = (evidence: Evidence): string[] =>
  checkAll(evidence, types)
    .filter(({ offences }) => offences.length > 0)
    .map(({ name }) => name);

function unmarkedOf<Marked extends { late?: true }>(record: Marked): Omit<Marked, 'late'> {
  const { late: _mark, ...rest } = record;
  return rest;
}

function fatelessOf(message: MessageRecord): MessageRecord {
  const { routing: _fate, ...rest } = message;
  return rest;
}

function withStored(evidence: Evidence, change: (stored: Evidence['stored']) => Partial<Evidence['stored']>): Evidence {
  return { ...evidence, stored: { ...evidence.stored, ...change(evidence.stored) } };
}

function withShown(evidence: Evidence, change: (shown: readonly Shown[]) => readonly Shown[]): Evidence {
  return { ...evidence, stories: evidence.stories.map((story) => ({ ...story, shown: change(story.shown) })) };
}

const WORDS = 'messages that people did not hear once, where they should';
const isRung = (rung: number) => (effect: EffectRecord) =>
  effect.request.kind === 'send' && effect.request.rung === rung;

void test('a ladder that went as it should offends no check', () => {
  const sound = soundEvidence();
  assert.deepEqual(failing(sound), []);
  assert.equal(sound.stored.effects.filter(isRung(1)).length, 1);
});

void test('a conversation without an end, an unheard question and words of nobody are found', () => {
  const sound = soundEvidence();
  const open = { ...sound, stories: sound.stories.map((story) => ({ ...story, done: false })) };
  assert.deepEqual(failing(open), ['lost conversations']);
  const deaf = withShown(sound, (shown) => shown.filter(({ text }) => text !== TEXTS.question));
  assert.deepEqual(failing(deaf), [WORDS]);
  const [first] = sound.stories.flatMap(({ shown }) => shown);
  assert.ok(first);
  const strange = { ...first, from: 'business', text: 'Buy now!', callback: 'another' } as const;
  assert.deepEqual(failing(withShown(sound, (shown) => [...shown, strange])), [WORDS]);
});

void test('who was reached by neither rung was not reminded', () => {
  const sound = soundEvidence();
  const silent = (rung: number) => (shown: readonly Shown[]) =>
    shown.map((each) => (each.text === TEXTS.rungs[rung] ? { ...each, ticks: [] } : each));
  const neither = withShown(sound, (shown) => silent(0)(shown).filter(({ text }) => text !== TEXTS.rungs[1]));
  assert.deepEqual(failing(neither), [WORDS]);
});

void test('a rung with two messages, under two keys, is found', () => {
  const sound = soundEvidence();
  const more = withStored(sound, ({ effects }) => ({
    effects: effects.flatMap((effect) =>
      isRung(1)(effect) ? [effect, { ...effect, key: id.effect(id.run('run'), 9) }] : [effect],
    ),
  }));
  assert.deepEqual(failing(more), ['rungs with more than one message']);
});

void test('a text message that went out before its time, or after the first one had arrived, is found', () => {
  const sound = soundEvidence();
  const early = withStored(sound, ({ journal }) => ({
    journal: journal.map((entry) =>
      entry.event.type === 'elapsed' ? { ...entry, event: { ...entry.event, at: START + 1 } } : entry,
    ),
  }));
  assert.ok(failing(early).includes('second rungs without a reason'));
  const arrived = withStored(sound, ({ journal, effects }) => {
    const effect = effects.find(isRung(0));
    assert.ok(effect);
    const event = { type: 'receipt', effect: effect.key, status: 'delivered', at: START, context } as const;
    return { journal: journal.flatMap((entry) => (entry.number === 1 ? [{ ...entry, event }, entry] : [entry])) };
  });
  assert.ok(failing(arrived).includes('second rungs without a reason'));
});

void test('a late delivery that is not marked, marked though it was in time, or not noted at all is found', () => {
  const sound = soundEvidence();
  const name = ['late deliveries that are not counted'];
  const unmarked = withStored(sound, ({ effects }) => ({ effects: effects.map(unmarkedOf) }));
  assert.deepEqual(failing(unmarked), name);
  const alone = withStored(sound, ({ effects }) => ({ effects: effects.filter((effect) => !isRung(1)(effect)) }));
  assert.deepEqual(failing(alone), name);
  const unnoted = withStored(sound, ({ effects, messages }) => ({
    effects: effects.map(unmarkedOf),
    messages: messages.map((message) => ({ ...unmarkedOf(message), status: 'sent' as const })),
  }));
  assert.deepEqual(failing(unnoted), name);
});

void test('a message that came twice is marked, and a kill or a lost answer explains it', () => {
  const sound = soundEvidence();
  const isQuestion = ({ text }: Shown): boolean => text === TEXTS.question;
  const [question] = sound.stories.flatMap(({ shown }) => shown.filter(isQuestion));
  assert.ok(question);
  const twice = withShown(sound, (shown) => [...shown, { ...question, id: 'again', at: question.at + 1000 }]);
  const name = ['messages twice without a mark or a reason'];
  assert.deepEqual(failing(twice), name);
  const marked = withStored(twice, ({ effects, messages }) => ({
    effects: effects.map((effect) => ({ ...effect, possiblyTwice: true, unknownSince: question.at + 500 })),
    messages: messages.map((message) => ({ ...message, possiblyTwice: true })),
  }));
  assert.deepEqual(failing(marked), name);
  const kill = { at: question.at + 100, goneAt: question.at + 200, inStart: false };
  assert.deepEqual(failing({ ...marked, kills: [kill] }), []);
  const cut = (status: number) => ({ at: question.at - 10, ms: 20, method: 'POST', url: 'http://127.0.0.1', status });
  const called = (status: number): Evidence =>
    withStored(marked, ({ effects }) => ({ effects: effects.map((each) => ({ ...each, exchanges: [cut(status)] })) }));
  assert.deepEqual(failing(called(0)), []);
  assert.deepEqual(failing(called(200)), name);
});

void test('an answer that is missing, kept twice or without a fate is found', () => {
  const sound = soundEvidence();
  const name = ['answers that are not kept once, with a fate'];
  const isIn = ({ direction }: MessageRecord): boolean => direction === 'in';
  const of = (change: (message: MessageRecord) => readonly MessageRecord[]): string[] =>
    failing(
      withStored(sound, ({ messages }) => ({
        messages: messages.flatMap((each) => (isIn(each) ? change(each) : [each])),
      })),
    );
  assert.deepEqual(
    of(() => []),
    name,
  );
  assert.deepEqual(
    of((message) => [message, message]),
    name,
  );
  assert.deepEqual(
    of((message) => [fatelessOf(message)]),
    name,
  );
});

void test('a second contact of a person, and an effect that is open, are found', () => {
  const sound = soundEvidence();
  const stranger = withStored(sound, ({ contacts }) => ({ contacts: [...contacts, ...contacts] }));
  assert.deepEqual(failing(stranger), ['people who are not one contact']);
  const open = withStored(sound, ({ effects }) => ({
    effects: effects.map((effect) => (isRung(1)(effect) ? { ...effect, state: 'pending' as const } : effect)),
  }));
  assert.deepEqual(failing(open), ['effects that did not end as they should']);
});
