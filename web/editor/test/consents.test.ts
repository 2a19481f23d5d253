import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { draftWith, types } from '../../../src/flow/edit/small-draft.contract.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';
import { textOf } from '../../../src/message/content.ts';
import { backTo, beginTrial, pass, say, stop, withCustomer } from './trial.ts';
import type { Consent, Customer, Setup, Trial } from './trial-model.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const end = { type: 'end' };
/** A question that is asked again by itself after two hours. */
const ASKS = draftWith({
  ask: {
    type: 'ask',
    params: { text: 'Nome?', saveAs: 'name', timeout: 'PT2H' },
    next: { answered: 'end', timeout: 'nudge' },
  },
  nudge: { type: 'send', params: { text: 'Ci sei?' }, next: { sent: 'end', failed: 'end' } },
  end,
});
const OFFERS = draftWith({
  offer: { type: 'send', params: { text: 'Sconti', purpose: 'marketing' }, next: { sent: 'end', failed: 'end' } },
  end,
});

function trialOf(draft: Draft, customer: Partial<Customer> = {}, optOut: 'ours' | 'provider' = 'ours'): Trial {
  const { wa } = types.channels;
  const catalog: Catalog = {
    types: { ...types, channels: { ...types.channels, ...(wa ? { wa: { ...wa, optOut } } : {}) } },
    connections: { wa: { channel: 'wa' } },
    operations: {},
  };
  const setup: Setup = {
    draft,
    catalog,
    customer: { name: 'Ada', consent: 'unknown', ...customer },
    connection: 'wa',
    channel: 'wa',
    startAt: Date.UTC(2026, 10, 23, 9),
    answers: 'samples',
  };
  return beginTrial(setup);
}
const write = (trial: Trial, text: string): Trial => say(trial, { kind: 'text', text });
const heard = ({ moments }: Trial): string[] =>
  moments.flatMap(({ lines }) => lines.map(({ from, content }) => `${from}: ${textOf(content)}`));
const refusals = ({ moments }: Trial) =>
  moments.flatMap(({ call }) => (call?.failure ? [[call.failure.code, call.failure.providerCode]] : []));

describe('consent in a trial', () => {
  it('lets nothing out by itself after STOP, and fails a send as the engine does', () => {
    const late = pass(stop(write(trialOf(ASKS), 'Ciao')), 3 * HOUR);
    assert.equal(heard(late).at(-1), 'customer: STOP');
    assert.deepEqual(refusals(late), [['denied', 'no_consent']]);
  });

  it('answers for a day whoever writes again after STOP', () => {
    const again = write(stop(write(trialOf(ASKS), 'Ciao')), 'Ada');
    assert.deepEqual([again.run?.status, again.run?.vars['name']], ['completed', 'Ada']);
    const asked = write(again, 'Ancora io');
    assert.equal(heard(asked).at(-1), 'bot: Nome?');
    assert.equal(heard(pass(asked, 2 * HOUR)).at(-1), 'bot: Ci sei?');
    const slow = write(write(stop(write(trialOf(slowly(ASKS)), 'Ciao')), 'Ada'), 'Ancora io');
    assert.deepEqual(refusals(pass(slow, 2 * DAY)), [['denied', 'no_consent']]);
  });

  it('takes the word itself where the channel leaves it to us, and offers it to the flow where not', () => {
    const ours = write(write(trialOf(ASKS), 'Ciao'), 'Stop');
    assert.equal(ours.run?.wait.for, 'reply');
    assert.equal(ours.setup.customer.consent, 'withdrawn');
    const theirs = write(write(trialOf(ASKS, {}, 'provider'), 'Ciao'), 'Stop');
    assert.equal(theirs.run?.vars['name'], 'Stop');
  });

  it('takes STOP back by START, which is no agreement to marketing', () => {
    const back = write(write(write(trialOf(ASKS), 'Ciao'), 'STOP'), 'START');
    assert.equal(heard(pass(back, 2 * HOUR)).at(-1), 'bot: Ci sei?');
    assert.deepEqual([back.consents.service?.state, back.consents.marketing], ['given', undefined]);
    // To everybody else it is an ordinary answer.
    assert.equal(write(write(trialOf(ASKS), 'Ciao'), 'START').run?.vars['name'], 'START');
  });

  it('needs an agreement for marketing, whatever else goes out', () => {
    const to = (consent: Consent): Trial => write(trialOf(OFFERS, { consent }), 'Ciao');
    assert.deepEqual(heard(to('given')).slice(1), ['bot: Sconti']);
    for (const consent of ['unknown', 'withdrawn'] as const) {
      assert.deepEqual(heard(to(consent)).slice(1), []);
      assert.deepEqual(refusals(to(consent)), [['denied', 'no_consent']]);
    }
  });

  it('is asked and written down by a flow as it is', () => {
    const own = { connection: 'rondine', input: { purpose: 'marketing' } };
    const draft = draftWith({
      before: { type: 'call', params: { ...own, operation: 'getConsent', saveAs: 'before' }, next: { done: 'set' } },
      set: {
        type: 'call',
        params: { ...own, operation: 'setConsent', input: { purpose: 'marketing', state: 'given' }, saveAs: 'set' },
        next: { done: 'after' },
      },
      after: { type: 'call', params: { ...own, operation: 'getConsent', saveAs: 'after' }, next: { done: 'offer' } },
      offer: { type: 'send', params: { text: 'Sconti', purpose: 'marketing' }, next: { sent: 'end' } },
      end,
    });
    const done = write(trialOf(draft), 'Ciao');
    assert.deepEqual(
      [done.run?.vars['before'], done.run?.vars['after']],
      [{ outcome: 'unknown' }, { outcome: 'given' }],
    );
    assert.equal(heard(done).at(-1), 'bot: Sconti');
  });

  it('goes back in time with everything else', () => {
    const stopped = stop(write(trialOf(ASKS), 'Ciao'));
    const back = backTo(stopped, stopped.moments.length - 2);
    assert.equal(back.setup.customer.consent, 'unknown');
    assert.equal(heard(pass(back, 2 * HOUR)).at(-1), 'bot: Ci sei?');
  });

  it('is changed while a conversation is under way, and so is the language', () => {
    const draft = draftWith({
      ask: { type: 'ask', params: { text: { it: 'Nome?', en: 'Name?' }, saveAs: 'name' }, next: { answered: 'bye' } },
      bye: { type: 'send', params: { text: { it: 'Grazie', en: 'Thanks' } }, next: { sent: 'end', failed: 'end' } },
      end,
    });
    const asked = write(trialOf(draft, { language: 'en-GB' }), 'Hi');
    assert.equal(heard(asked).at(-1), 'bot: Name?');
    const italian = withCustomer(asked, { ...asked.setup.customer, language: 'it' });
    assert.equal(heard(write(italian, 'Ada')).at(-1), 'bot: Grazie');
    const forbidden = withCustomer(asked, { ...asked.setup.customer, consent: 'withdrawn' });
    assert.equal(forbidden.consents.service?.at, forbidden.now);
  });
});

/** The same with a question that waits two days. */
function slowly(draft: Draft): Draft {
  return JSON.parse(JSON.stringify(draft).replace('PT2H', 'PT40H')) as Draft;
}
