import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DemoMessage, DemoRun, DemoState } from '../../src/server/routes/demo/demo-state.ts';
import {
  emptyView,
  hasSaidNothing,
  isTyping,
  isUnclaimed,
  offerOf,
  openersOf,
  ownPending,
  phoneOf,
  reduceView,
  seatsOf,
  type Action,
  type View,
} from './view.ts';

const ADA = { id: 'chat:391', connection: 'chat', handle: '391', name: 'Ada', phone: '+391' };
const LUCA = { id: 'chat:IT.1', connection: 'chat', handle: 'IT.1', name: 'Luca', username: 'luca' };
const CHAT = { connection: 'chat', title: 'Chat', hides: true };
const TEXTS = { connection: 'texts', title: 'Texts', hides: false };
const PROBLEM = { name: 'simulator-unreachable', detail: 'The phone does not answer.' };

const state = (part: Partial<DemoState> = {}): DemoState => ({
  phones: [CHAT, TEXTS],
  customers: [ADA, LUCA],
  flows: [],
  thread: { customer: ADA.id, messages: [] },
  runs: [],
  records: [],
  troubles: [],
  ...part,
});
const message = (part: Partial<DemoMessage>): DemoMessage => ({
  id: 'm1',
  from: 'customer',
  at: 1,
  type: 'text',
  text: 'Ciao',
  choices: [],
  delivery: 'kept',
  ...part,
});
const run = (part: Partial<DemoRun>): DemoRun => ({
  id: 'r1',
  flow: 'Lead',
  version: 1,
  status: 'active',
  waitingFor: 'reply',
  startedAt: 1,
  moments: [],
  ...part,
});
const record = (id: string) => ({ object: 'Lead', id, createdAt: 1, changedAt: 1, fields: {}, calls: [] });
const after = (...actions: Action[]): View => actions.reduce(reduceView, emptyView(undefined));
const changed = (part: Partial<DemoState>): Action => ({ type: 'changed', part });
const writing: Action = { type: 'writing', pending: { key: 'k', customer: ADA.id, said: { text: 'Ciao' }, at: 1 } };
const thread = (...messages: DemoMessage[]): Partial<DemoState> => ({ thread: { customer: ADA.id, messages } });

describe('the stream of changes', () => {
  it('begins with everything and goes on with the parts that changed', () => {
    const view = after(changed(state()), changed({ records: [record('00Q1')] }));
    assert.equal(view.connection, 'live');
    assert.equal(view.customer, ADA.id);
    assert.deepEqual(view.state?.customers, [ADA, LUCA]);
    assert.equal(view.state?.records.length, 1);
  });
  it('keeps what is shown when it is lost, and recovers with the next change', () => {
    const lost = after(changed(state(thread(message({})))), { type: 'lost' });
    assert.equal(lost.connection, 'lost');
    assert.equal(lost.state?.thread.messages.length, 1);
    assert.equal(reduceView(lost, changed(state())).connection, 'live');
  });
  it('ignores the last words about a customer who is no longer chosen', () => {
    const view = after(changed(state()), { type: 'chose', customer: LUCA.id });
    assert.equal(reduceView(view, changed(thread(message({})))), view);
  });
  it('marks as old only the records that were there at first', () => {
    const view = after(
      changed(state({ records: [record('00Q1')] })),
      changed({ records: [record('00Q2'), record('00Q1')] }),
    );
    assert.deepEqual([...(view.oldRecords ?? [])], ['00Q1']);
  });
});

describe('a message written here', () => {
  it('is pending until it stands in the thread, whichever comes first', () => {
    const taken: Action = { type: 'taken', key: 'k', id: 'm1' };
    const shown = changed(thread(message({})));
    assert.equal(after(changed(state()), writing, taken).pending.length, 1);
    assert.equal(after(changed(state()), writing, taken, shown).pending.length, 0);
    assert.equal(after(changed(state()), writing, shown, taken).pending.length, 0);
  });
  it('stays with the reason when it is refused, until it is withdrawn', () => {
    const refused = after(changed(state()), writing, { type: 'refused', key: 'k', problem: PROBLEM });
    assert.deepEqual(ownPending(refused)[0]?.problem, PROBLEM);
    assert.equal(isTyping(refused), false);
    assert.equal(ownPending(reduceView(refused, { type: 'withdrew', key: 'k' })).length, 0);
  });
  it('is not shown with another customer, who has said nothing yet', () => {
    const said = after(changed(state()), writing);
    assert.equal(hasSaidNothing(said), false);
    const view = reduceView(said, { type: 'chose', customer: LUCA.id });
    assert.equal(ownPending(view).length, 0);
    assert.equal(hasSaidNothing(view), true);
    assert.equal(view.pending.length, 1);
  });
});

describe('customers', () => {
  it('sit on two seats, each with its newest person', () => {
    const maria = { id: 'chat:392', connection: 'chat', handle: '392', name: 'Maria', phone: '+392' };
    assert.deepEqual(seatsOf(state({ customers: [ADA, LUCA, maria] }), CHAT), [maria, LUCA]);
    assert.deepEqual(seatsOf(undefined, undefined), []);
  });
  it('are for the two newest people where nobody can hide a number', () => {
    const people = ['Ada', 'Luca', 'Maria'].map((name) => ({ id: name, connection: 'texts', handle: name, name }));
    assert.deepEqual(
      seatsOf(state({ customers: [ADA, ...people] }), TEXTS).map(({ name }) => name),
      ['Luca', 'Maria'],
    );
  });
  it('belong to the phone of the chosen customer', () => {
    const bea = { id: 'texts:1', connection: 'texts', handle: '1', name: 'Bea' };
    const view = { state: state({ customers: [ADA, bea] }), customer: bea.id };
    assert.equal(phoneOf(view), TEXTS);
    assert.equal(phoneOf({ ...view, customer: undefined }), CHAT);
  });
  it('who join are chosen at once with an empty conversation', () => {
    const maria = { id: 'chat:392', connection: 'chat', handle: '392', name: 'Maria', phone: '+392' };
    const view = after(changed(state(thread(message({})))), { type: 'joined', customer: maria });
    assert.equal(view.customer, maria.id);
    assert.deepEqual(view.state?.thread, { customer: maria.id, messages: [] });
    assert.ok(view.state?.customers.includes(maria));
  });
});

describe('problems', () => {
  it('stay until dismissed', () => {
    const view = after({ type: 'troubled', problem: PROBLEM });
    assert.equal(view.problem, PROBLEM);
    assert.equal(reduceView(view, { type: 'dismissed' }).problem, undefined);
  });
});

describe('typing', () => {
  it('shows while a message is on its way or the run performs', () => {
    assert.equal(isTyping(after(changed(state()), writing)), true);
    assert.equal(isTyping(after(changed(state({ runs: [run({ waitingFor: 'effects' })] })))), true);
    assert.equal(isTyping(after(changed(state({ runs: [run({ waitingFor: 'reply' })] })))), false);
  });
  it('does not pretend while what is performed is in trouble', () => {
    const moment = { kind: 'performing', at: 1, effect: 'e', what: { kind: 'call' }, attempts: 2, nextAt: 9 } as const;
    const trouble = { code: 'unavailable', message: 'no' } as const;
    const busy = (moments: DemoRun['moments']): View =>
      after(changed(state({ runs: [run({ waitingFor: 'effects', moments })] })));
    assert.equal(isTyping(busy([moment])), true);
    assert.equal(isTyping(busy([{ ...moment, trouble }])), false);
  });
});

describe('choices', () => {
  const offer = message({ id: 'm2', from: 'business', choices: [{ id: 'a', title: 'A' }] });
  it('can be tapped on the last message only', () => {
    assert.equal(offerOf(after(changed(state(thread(offer))))), offer);
    assert.equal(offerOf(after(changed(state(thread(offer, message({ id: 'm3' })))))), undefined);
  });
  it('cannot be tapped twice while the first tap is on its way', () => {
    assert.equal(offerOf(after(changed(state(thread(offer))), writing)), undefined);
  });
});

describe('words that no flow takes', () => {
  it('are told apart from words that a run took, is waiting for, or that people read', () => {
    const said = thread(message({}));
    const taken = run({ status: 'completed', moments: [{ kind: 'accepted', at: 1, message: 'm1', text: 'Ciao' }] });
    const conversation = { id: 'c', state: 'people' } as const;
    assert.equal(isUnclaimed(after(changed(state(said)))), true);
    assert.equal(isUnclaimed(after(changed(state({ ...said, runs: [taken] })))), false);
    assert.equal(isUnclaimed(after(changed(state({ ...said, runs: [run({})] })))), false);
    assert.equal(
      isUnclaimed(after(changed(state({ thread: { customer: ADA.id, messages: [message({})], conversation } })))),
      false,
    );
    assert.equal(isUnclaimed(after(changed(state(thread(message({ delivery: 'sent' })))))), false);
  });
});

describe('words to begin with', () => {
  it('are one per flow, the greeting first', () => {
    const flows = [
      { id: 'case', name: 'Case', version: 1, keywords: ['assistenza', 'help'] },
      { id: 'lead', name: 'Lead', version: 1, keywords: [], connections: ['chat', 'mail'] },
      { id: 'texts', name: 'Texts', version: 1, keywords: [], connections: ['texts'] },
    ];
    assert.deepEqual(openersOf(state({ flows }), 'chat'), [
      { word: 'Ciao', flow: 'Lead' },
      { word: 'Assistenza', flow: 'Case' },
    ]);
    assert.deepEqual(openersOf(undefined, undefined), []);
  });
});
