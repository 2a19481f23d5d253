import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { id } from '../../../src/base/ids.ts';
import { addStep } from '../../../src/flow/edit/add-step.ts';
import { draftOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { removeSteps } from '../../../src/flow/edit/remove-steps.ts';
import { setTitle } from '../../../src/flow/edit/set-title.ts';
import { steps } from '../../../src/steps/index.ts';
import type { SaveResult } from './autosave.ts';
import { keepHistory, resumeHistory, type Shelf } from './keep-history.ts';
import { createSession, type Session, type SessionParts } from './session.ts';
import { draftIn } from './state.ts';

const end = id.step('end');
const FIRST: Draft = draftOf({
  rondine: 1,
  flow: {
    id: id.flow('hello'),
    name: 'Hello',
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [],
    start: end,
    steps: { [end]: { type: 'end', params: {}, next: {} } },
  },
});

type World = { session: Session; saved: { draft: Draft; revision: number }[]; pass(ms: number): Promise<void> };

/** A session whose clock is moved by hand, and whose server answers as told, then with the next revision. */
function open(answers: SaveResult[] = [], more: Partial<SessionParts> = {}): World {
  let now = 1_000;
  let timers: { at: number; run(): void }[] = [];
  const saved: World['saved'] = [];
  const session = createSession({
    draft: FIRST,
    revision: 1,
    catalog: { types: { steps, channels: {} }, connections: {}, operations: {} },
    check: () => [],
    save: async (draft, revision) => {
      saved.push({ draft, revision });
      return answers.shift() ?? { done: 'saved', revision: revision + 1, at: now };
    },
    later: (run, ms) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => void (timers = timers.filter((each) => each !== timer));
    },
    now: () => now,
    ...more,
  });
  return {
    session,
    saved,
    async pass(ms) {
      const until = now + ms;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= until).sort((left, right) => left.at - right.at);
        if (!next) break;
        now = Math.max(now, next.at);
        timers = timers.filter((each) => each !== next);
        next.run();
        await new Promise(setImmediate);
      }
      now = until;
      await new Promise(setImmediate);
    },
  };
}

const title = (text: string) => (draft: Draft) => setTitle(draft, { step: end, title: text });
const titleIn = (draft: Draft) => draft.flow.steps[end]?.title;
const titleOf = (session: Session) => titleIn(draftIn(session.getState()));
const label = { key: 'edit.setTitle' };

describe('a session', () => {
  it('saves within two seconds, once for a burst of edits', async () => {
    const { session, saved, pass } = open();
    for (let count = 0; count < 20; count++) {
      session.apply(label, title(`End ${count}`), { merge: 'title' });
      await pass(100);
    }
    assert.equal(session.getState().saving.state === 'saved' || saved.length > 0, true);
    assert.equal(saved[0]?.revision, 1);
    await pass(2000);
    assert.equal(saved.at(-1)?.draft, draftIn(session.getState()));
    assert.equal(session.getState().saving.state, 'saved');
    assert.ok(saved.length <= 3, `${saved.length} requests`);
    assert.equal(session.getState().kept.revision, saved.length + 1);
  });

  it('merges typing into one edit, and undoes it as one', () => {
    const { session } = open();
    for (const text of ['B', 'By', 'Bye']) session.apply(label, title(text), { merge: 'title' });
    assert.equal(titleOf(session), 'Bye');
    assert.deepEqual(session.undo(), label);
    assert.equal(draftIn(session.getState()), FIRST);
    assert.deepEqual(session.redo(), label);
    assert.equal(titleOf(session), 'Bye');
    assert.equal(session.redo(), undefined);
  });

  it('sends nothing where what was done is undone before it was saved', async () => {
    const { session, saved, pass } = open();
    session.apply(label, title('Bye'));
    session.undo();
    await pass(5000);
    assert.deepEqual(saved, []);
    assert.equal(session.getState().saving.state, 'saved');
  });

  it('says why an edit cannot be done, and changes nothing', () => {
    const { session } = open();
    const done = session.apply({ key: 'edit.removeSteps' }, (draft) =>
      removeSteps(draft, { steps: [id.step('gone')] }, { steps }),
    );
    assert.equal(done, false);
    assert.equal(draftIn(session.getState()), FIRST);
    assert.equal(session.getState().notice?.label.key, 'refused.unknown_step');
  });

  it('changes nothing where nothing may be changed', () => {
    const { session } = open([], { readOnly: { why: 'managed', values: { folder: 'flows' } } });
    assert.equal(session.apply(label, title('Bye')), false);
    assert.equal(draftIn(session.getState()), FIRST);
    assert.equal(session.getState().notice?.label.key, 'readOnly.managed');
  });

  it('holds everything back in a conflict, and goes on from what both sides became', async () => {
    const theirs = { draft: title('Theirs')(FIRST), revision: 7, by: 'ada', changedAt: 5 };
    const { session, saved, pass } = open([{ done: 'conflict', theirs }]);
    session.apply(label, title('Mine'));
    await pass(2000);
    assert.deepEqual(session.getState().saving, { state: 'conflict', theirs });
    session.apply(label, title('Mine still'));
    await pass(60_000);
    assert.equal(saved.length, 1);
    session.settle(title('Both')(theirs.draft), theirs);
    await pass(2000);
    assert.equal(saved.at(-1)?.revision, 7);
    assert.equal(session.getState().saving.state, 'saved');
    assert.equal(titleOf(session), 'Both');
    session.undo();
    assert.equal(titleOf(session), 'Mine still');
  });

  it('tries again while the server cannot be reached, and loses nothing', async () => {
    const { session, saved, pass } = open([{ done: 'unreachable' }, { done: 'unreachable' }]);
    session.apply(label, title('One'));
    await pass(1000);
    assert.equal(session.getState().saving.state, 'offline');
    session.apply(label, title('Two'));
    await pass(10_000);
    assert.equal(session.getState().saving.state, 'saved');
    assert.equal(saved.at(-1)?.draft.flow.steps[end]?.title, 'Two');
    assert.equal(saved.length, 3);
  });

  it('saves at once what is asked for, also what came while a request was under way', async () => {
    const { session, saved } = open();
    session.apply(label, title('One'));
    const first = session.flush();
    session.apply(label, title('Two'));
    await first;
    await session.flush();
    assert.deepEqual(
      saved.map(({ draft }) => draft.flow.steps[end]?.title),
      ['One', 'Two'],
    );
  });

  it('forgets in its selection what is gone', () => {
    const { session } = open();
    const added = addStep(FIRST, { type: 'note', after: { start: true } }, { steps });
    session.apply({ key: 'edit.addStep' }, () => added.draft, { select: [added.step], open: { step: added.step } });
    assert.deepEqual(session.getState().selection.steps, [added.step]);
    session.undo();
    assert.deepEqual(session.getState().selection.steps, []);
    assert.equal(session.getState().opened, undefined);
  });
});

describe('a kept history', () => {
  const createShelf = (): Shelf => {
    const texts = new Map<string, string>();
    return {
      get: async (name) => texts.get(name),
      put: async (name, text) => void texts.set(name, text),
      drop: async (name) => void texts.delete(name),
    };
  };

  it('goes on after a reload where nothing else happened', async () => {
    const shelf = createShelf();
    const { session, pass } = open();
    session.apply(label, title('Bye'));
    await pass(2000);
    await keepHistory(shelf, 'hello', session.getState());
    const { draft, revision } = session.getState().kept;
    const server = { draft: structuredClone(draft), revision };
    const resumed = await resumeHistory(shelf, 'hello', server);
    assert.equal(resumed?.history.present.draft, server.draft);
    const again = open([], { ...resumed?.kept, ...(resumed ? { history: resumed.history } : {}) });
    assert.deepEqual(again.session.undo(), label);
    assert.deepEqual(draftIn(again.session.getState()), FIRST);
  });

  it('saves what was not saved before the reload', async () => {
    const shelf = createShelf();
    const { session } = open();
    session.apply(label, title('Unsaved'));
    await keepHistory(shelf, 'hello', session.getState());
    const resumed = await resumeHistory(shelf, 'hello', { draft: structuredClone(FIRST), revision: 1 });
    assert.ok(resumed);
    const again = open([], { ...resumed.kept, history: resumed.history });
    await again.pass(2000);
    assert.equal(again.saved[0]?.draft.flow.steps[end]?.title, 'Unsaved');
  });

  it('is dropped where the server has moved on and nothing is unsaved, and kept for the conflict where something is', async () => {
    const shelf = createShelf();
    const { session, pass } = open();
    session.apply(label, title('Bye'));
    const server = { draft: title('Theirs')(FIRST), revision: 9 };
    await keepHistory(shelf, 'hello', session.getState());
    assert.equal((await resumeHistory(shelf, 'hello', server))?.kept.revision, 1);
    await pass(2000);
    await keepHistory(shelf, 'hello', session.getState());
    assert.equal(await resumeHistory(shelf, 'hello', server), undefined);
  });

  it('knows a save of the author that was answered after the page was left', async () => {
    const shelf = createShelf();
    const { session } = open();
    session.apply(label, title('Sent'));
    const sent = draftIn(session.getState());
    session.apply(label, title('Later'));
    await keepHistory(shelf, 'hello', session.getState());
    const resumed = await resumeHistory(shelf, 'hello', { draft: structuredClone(sent), revision: 2 });
    assert.equal(resumed?.kept.revision, 2);
    const again = open([], { ...resumed?.kept, ...(resumed ? { history: resumed.history } : {}) });
    await again.pass(2000);
    assert.deepEqual(
      again.saved.map(({ draft, revision }) => [titleIn(draft), revision]),
      [['Later', 2]],
    );
  });

  it('is passed over where it is broken', async () => {
    const shelf = createShelf();
    await shelf.put('history/hello', '{"revision":1}');
    assert.equal(await resumeHistory(shelf, 'hello', { draft: FIRST, revision: 1 }), undefined);
    assert.equal(await shelf.get('history/hello'), undefined);
  });
});
