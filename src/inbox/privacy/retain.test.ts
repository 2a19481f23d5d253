import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import { openMediaStore } from '../../store/media/media-store.ts';
import type { Write } from '../../store/store.ts';
import { sampleRun, SAMPLES } from '../../store/testing/samples.ts';
import { callNote, callNoteKey } from '../call-note.ts';
import { timedName } from '../digest.ts';
import { openInbox, type TestInbox } from '../testing/open-inbox.ts';
import { retain, type Retention, type RetentionReport } from './retain.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 9);
const LIMIT = NOW - 30 * DAY;
const OLD = LIMIT - DAY;

type Scene = {
  inbox: TestInbox;
  media: ReturnType<typeof openMediaStore>;
  put(...writes: Write[]): Promise<void>;
  retain(retention: Retention): Promise<RetentionReport>;
};

async function withScene(work: (scene: Scene) => Promise<void>): Promise<void> {
  const inbox = await openInbox();
  const media = openMediaStore(inbox.folder);
  try {
    await work({
      inbox,
      media,
      put: (...writes) => inbox.store.commit(writes),
      retain: (retention) => retain(retention, { store: inbox.store, media, now: () => NOW }),
    });
  } finally {
    await inbox.close();
  }
}

let count = 0;

/** A message of a conversation that began at a time. */
function messageOf(begun: number, at: number, more: object = {}): Write & { op: 'put' } {
  const conversation = id.conversation(timedName('v', begun, String(begun)));
  const key = id.message(`${conversation}/${String(count++).padStart(8, '0')}`);
  return {
    op: 'put',
    kind: 'message',
    record: { ...SAMPLES.message(1), key, conversation, at, status: 'sent', ...more },
  };
}

/** A run with one journal entry and one effect. */
function runOf(key: string, changedAt: number, status: 'active' | 'completed'): Write[] {
  const run = sampleRun(1, { id: id.run(key), status, changedAt });
  const effect = { ...SAMPLES.effect(1), key: id.effect(run.id, 1), run: run.id };
  return [
    { op: 'put', kind: 'run', record: { key: run.id, run } },
    { op: 'put', kind: 'journal', record: { ...SAMPLES.journal(1), key: `${key}/000001`, run: run.id } },
    { op: 'put', kind: 'effect', record: effect },
  ];
}

test('old messages go, of conversations that go on too; young ones and those under way stay', () =>
  withScene(async ({ inbox, put, retain }) => {
    const young = messageOf(OLD, LIMIT + 1);
    const pending = messageOf(OLD, OLD, { status: 'pending' });
    const later = messageOf(LIMIT + 1, LIMIT + 2);
    const many = Array.from({ length: 700 }, () => messageOf(OLD, OLD));
    await put(young, pending, later, ...many);
    const { deleted } = await retain({ messagesOlderThan: LIMIT });
    assert.deepEqual(deleted, { messages: 700 });
    const kept = (await inbox.store.list('message')).map(({ key }) => key).sort();
    assert.deepEqual(kept, [young, pending, later].map(({ record }) => record.key).sort());
    assert.deepEqual((await retain({ messagesOlderThan: LIMIT })).deleted, {});
  }));

test('a file goes with the last message that shows it', () =>
  withScene(async ({ inbox, media, put, retain }) => {
    const file = (text: string) => media.put(Buffer.from(text), { mime: 'text/plain', maxBytes: 100 });
    const [mine, shared] = [await file('mine'), await file('shared')];
    const shows = (each: typeof mine, at: number): Write[] => {
      const message = messageOf(at, at, { content: { kind: 'media', media: 'document', file: each } });
      const { key } = message.record;
      return [
        message,
        {
          op: 'put',
          kind: 'mediaUse',
          record: { key: `${each.id}/${key}`, media: each.id, message: id.message(key), at },
        },
      ];
    };
    await put(...shows(mine, OLD), ...shows(shared, OLD), ...shows(shared, LIMIT + 1));
    assert.deepEqual((await retain({ messagesOlderThan: LIMIT })).deleted, { messages: 2, files: 1 });
    assert.deepEqual([await media.stat(mine.id), (await media.stat(shared.id))?.id], [undefined, shared.id]);
    assert.equal(await inbox.store.count('mediaUse'), 1);
  }));

test('runs that ended go with all that belongs to them, whatever their name; those under way stay', () =>
  withScene(async ({ inbox, put, retain }) => {
    const names = {
      old: timedName('r', OLD, 'old'),
      active: timedName('r', OLD, 'active'),
      late: timedName('r', OLD, 'late'),
      young: timedName('r', LIMIT + 1, 'young'),
    };
    await put(
      ...runOf(names.old, OLD, 'completed'),
      ...runOf(names.active, OLD, 'active'),
      ...runOf(names.late, LIMIT + 1, 'completed'),
      ...runOf(names.young, LIMIT + 2, 'completed'),
      ...runOf('webhook-1', OLD, 'completed'),
    );
    assert.deepEqual((await retain({ runsOlderThan: LIMIT })).deleted, { runs: 2, journal: 2 });
    const kept = [names.active, names.late, names.young].sort();
    assert.deepEqual(
      (await inbox.store.list('run')).map(({ key }) => key),
      kept,
    );
    assert.deepEqual(
      (await inbox.store.list('journal')).map(({ run }) => run),
      kept,
    );
    assert.deepEqual(
      (await inbox.store.list('effect')).map(({ run }) => run),
      kept,
    );
  }));

test('what staff were told and what polls brought goes with the runs of its time', () =>
  withScene(async ({ inbox, put, retain }) => {
    const effect = (run: string, at: number, state: 'done' | 'pending'): Write => {
      const record = { ...SAMPLES.effect(1), key: id.effect(id.run(run), 0), run: id.run(run), at, state };
      return { op: 'put', kind: 'effect', record };
    };
    const told = (at: number, name: string) => timedName('n', at, name);
    await put(
      effect(told(OLD, 'a'), OLD, 'done'),
      effect(told(OLD, 'b'), OLD, 'pending'),
      effect(told(LIMIT + 1, 'c'), LIMIT + 1, 'done'),
      effect(`poll-leads-0-${OLD}`, OLD, 'done'),
      effect(`poll-leads-0-${NOW}`, NOW, 'done'),
    );
    assert.deepEqual((await retain({ runsOlderThan: LIMIT })).deleted, { effects: 2 });
    assert.equal(await inbox.store.count('effect'), 3);
  }));

test('old files go although a message shows them', () =>
  withScene(async ({ inbox, media, put, retain }) => {
    const file = await media.put(Buffer.from('x'), { mime: 'text/plain', maxBytes: 100 });
    const use = { key: `${file.id}/m`, media: file.id, message: id.message('m'), at: OLD };
    await put({ op: 'put', kind: 'mediaUse', record: use });
    assert.deepEqual((await retain({ mediaOlderThan: LIMIT })).deleted, {});
    const later = { store: inbox.store, media, now: () => Date.now() + 90 * DAY };
    const { deleted } = await retainLater(later);
    assert.deepEqual(deleted, { files: 1, uses: 1 });
    assert.deepEqual([await media.stat(file.id), await inbox.store.count('mediaUse')], [undefined, 0]);
  }));

/** Files carry the disk's time: for them, now is later. */
function retainLater(options: Parameters<typeof retain>[1]): Promise<RetentionReport> {
  return retain({ mediaOlderThan: options.now() - 30 * DAY }, options);
}

test('with a run goes the name that calls find it by, unless a later run has it, and the note of a keyed call', () =>
  withScene(async ({ inbox, put, retain }) => {
    const named = (key: string, name: string, leadsTo: string): Write[] => {
      const run = sampleRun(1, { id: id.run(key), status: 'completed', changedAt: OLD });
      const after = { ...run, status: 'active', wait: { ...run.wait, for: 'webhook', key: name } } as typeof run;
      const number = { key: `${key}/000001`, run: run.id };
      return [
        { op: 'put', kind: 'run', record: { key: run.id, run } },
        { op: 'put', kind: 'journal', record: { ...SAMPLES.journal(1), ...number, after } },
        { op: 'put', kind: 'resume', record: { key: `${run.flow.id}/${name}`, run: id.run(leadsTo), lane: run.lane } },
      ];
    };
    const called = (name: string, at: number): Write => {
      const note = { run: id.run('webhook-1'), fingerprint: 'f', at };
      return { op: 'put', kind: 'memory', record: callNote(callNoteKey(name), note) };
    };
    const another: Write = { op: 'put', kind: 'memory', record: { key: 'crm/cursor', value: 1 } };
    await put(...named('webhook-1', 'order-0000001', 'webhook-1'), ...named('webhook-2', 'order-0000002', 'webhook-9'));
    await put(called('old', OLD), called('young', LIMIT + 1), another);
    assert.deepEqual((await retain({ runsOlderThan: LIMIT })).deleted, { runs: 2, journal: 2, calls: 1 });
    const names = (await inbox.store.list('resume')).map(({ run }) => run);
    assert.deepEqual(names, ['webhook-9']);
    const notes = (await inbox.store.list('memory')).map(({ key }) => key);
    assert.deepEqual(notes.toSorted(), [callNoteKey('young'), 'crm/cursor'].toSorted());
  }));

test('with messages goes what tells an event that comes again, after the month in which it may; not what polls found', () =>
  withScene(async ({ inbox, put, retain }) => {
    const seen = (key: string, at: number): Write => ({ op: 'put', kind: 'seen', record: { key, at } });
    const redelivered = NOW - 30 * DAY;
    await put(
      seen('whatsapp/message/old', redelivered - 1),
      seen('whatsapp/message/late', redelivered + 1),
      seen('aaa/status/old', redelivered - 1),
      seen('poll/old', redelivered - 1),
    );
    assert.deepEqual((await retain({ runsOlderThan: NOW - 2 * DAY })).deleted, {});
    assert.deepEqual((await retain({ messagesOlderThan: NOW - 2 * DAY })).deleted, { events: 2 });
    const left = (await inbox.store.list('seen')).map(({ key }) => key);
    assert.deepEqual(left.toSorted(), ['poll/old', 'whatsapp/message/late']);
  }));

test('values whose time is over go, and others stay', () =>
  withScene(async ({ inbox, put, retain }) => {
    const value = (key: string, until?: number): Write => ({
      op: 'put',
      kind: 'value',
      record: { key, value: 1, at: OLD, ...(until === undefined ? {} : { until }) },
    });
    await put(value('a/over', NOW), value('a/later', NOW + 1), value('a/ever'));
    assert.deepEqual((await retain({})).deleted, { values: 1 });
    assert.deepEqual(
      (await inbox.store.list('value')).map(({ key }) => key),
      ['a/ever', 'a/later'],
    );
  }));

test('a dry run counts and touches nothing, and nothing of today is deleted', () =>
  withScene(async ({ inbox, put, retain }) => {
    await put(messageOf(OLD, OLD), ...runOf(timedName('r', OLD, 'x'), OLD, 'completed'));
    const { deleted, dryRun } = await retain({ messagesOlderThan: LIMIT, runsOlderThan: LIMIT, dryRun: true });
    assert.deepEqual([deleted, dryRun], [{ messages: 1, runs: 1, journal: 1 }, true]);
    assert.deepEqual([await inbox.store.count('message'), await inbox.store.count('run')], [1, 1]);
    await assert.rejects(retain({ messagesOlderThan: NOW - 1000 }), RangeError);
  }));
