import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { types } from '../src/control/catalog.ts';
import { advance } from '../src/flow/advance.ts';
import type { Flow } from '../src/flow/flow.ts';
import type { EventContext } from '../src/flow/event-context.ts';
import { newRun, type Run, type RunEvent } from '../src/flow/run.ts';
import type { JournalRecord } from '../src/store/records.ts';

/**
 * Journals as earlier releases wrote them, whole: the flow, each event with the state that it led to, and the run as it
 * stood. A file, once recorded, is never changed: runs of that release are in people's data folders.
 */
type Recorded = { release: string; flow: Flow; journal: JournalRecord[]; run: Run };

const FOLDER = join(import.meta.dirname, 'journals');
const files = readdirSync(FOLDER).flatMap((release) =>
  readdirSync(join(FOLDER, release)).map((name) => join(release, name)),
);
const read = (file: string): Recorded => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Recorded;

/** How each recorded run goes on, and where that leads. */
const ENDINGS: Readonly<Record<string, string>> = {
  'case-waiting-for-a-choice.json': 'active agent',
  'case-with-people.json': 'completed nothing',
  'lead-completed.json': 'completed nothing',
  'lead-waiting-for-a-reply.json': 'completed nothing',
};

for (const file of files) {
  void test(`${file}: its events lead to the states that they led to`, () => {
    const { flow, journal } = read(file);
    const [first] = journal;
    assert.ok(first);
    let run: Run = newRun({ ...first.after });
    for (const { event, after, number } of journal) {
      const moved = advance(flow, run, event, types).run;
      assert.notEqual(moved, run, `event ${number} is awaited`);
      assert.deepEqual({ ...moved, ...after }, moved, `event ${number} leads to what it led to`);
      run = moved;
    }
  });

  void test(`${file}: the run is taken up where it stood`, () => {
    const { flow, run, journal } = read(file);
    const end = goOn(flow, run, journal.at(-1)?.event.context ?? {});
    assert.equal(
      `${end.status} ${end.wait.for}`,
      ENDINGS[file.slice(file.indexOf('/') + 1)] ?? 'recorded without an ending',
    );
  });
}

/** Answers whatever a run waits for, until it ends or people have it. */
function goOn(flow: Flow, from: Run, context: EventContext): Run {
  let run = from;
  for (let moves = 0; run.status === 'active' && moves < 50; moves++) {
    const event = answerTo(run, from);
    if (!event) return run;
    const moved = advance(flow, run, { ...event, at: run.changedAt + 1000, context } as RunEvent, types).run;
    assert.notEqual(moved, run, `${event.type} is awaited`);
    run = moved;
  }
  return run;
}

type Answer = { type: RunEvent['type'] } & Record<string, unknown>;

function answerTo({ wait, changedAt }: Run, from: Run): Answer | undefined {
  const [effect] = wait.effects;
  if (effect) return { type: 'done', effect, output: { id: '00Q000000000001AAA', number: '1' } };
  if (wait.for === 'reply') {
    const text = 'Ada Rossi';
    return {
      type: 'replied',
      wait: wait.id,
      message: { id: `m${changedAt}`, text, content: { kind: 'text', text }, at: changedAt },
    };
  }
  // Only a run that people had already is given back.
  return wait.for === 'agent' && wait.id === from.wait.id
    ? { type: 'released', wait: wait.id, by: 'luisa' }
    : undefined;
}
