import type { FailureData } from '../../../src/base/failure.ts';
import type { StepId } from '../../../src/base/ids.ts';
import type { JsonObject } from '../../../src/base/json.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import type { MessageContext } from '../../../src/flow/event-context.ts';
import type { Effect, Run, RunEvent } from '../../../src/flow/run.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';
import type { Went } from '../../../src/flow/watch-path.ts';
import type { Content, InboundContent } from '../../../src/message/content.ts';
import { PURPOSES, type Purpose } from '../../../src/message/purpose.ts';

/** What a person has said about being written to. */
export const CONSENTS = ['unknown', 'given', 'withdrawn'] as const;
export type Consent = (typeof CONSENTS)[number];

/** Who writes in a trial. */
export type Customer = {
  readonly name: string;
  /** Absent where the person hides the number. */
  readonly phone?: string;
  readonly language?: string;
  /** What the person has said before the trial, for every purpose. */
  readonly consent: Consent;
};

/** Where a trial begins in place of the flow's start. */
export type From = {
  readonly step: StepId;
  readonly vars: JsonObject;
  /** What had been said by then, and the last message of the person among it. */
  readonly past?: readonly PhoneLine[];
  readonly message?: MessageContext;
};

/** What a trial takes place in: the draft as it is now, the person, the channel, and who answers calls. */
export type Setup = {
  readonly draft: Draft;
  readonly catalog: Catalog;
  readonly customer: Customer;
  /** The connection that the person writes on, and its channel. */
  readonly connection: string;
  readonly channel: string;
  readonly startAt: number;
  /** `author`: each call waits until the author says what it gives; else pinned outputs and samples answer. */
  readonly answers: 'samples' | 'author';
  readonly from?: From;
};

/** One line on the phone. `step` is the one that said it. */
export type PhoneLine = {
  readonly from: 'bot' | 'customer';
  readonly content: Content | InboundContent;
  readonly step?: StepId;
};

/** Something that the author should know of a moment: a key of the catalogue, and what fills it. */
export type Remark = { readonly key: string; readonly values?: Readonly<Record<string, string>> };

/** What a person has said about one purpose, when, and what held before it. */
type SaidConsent = { readonly state: Consent; readonly at: number; readonly before?: Consent };

/** What a person has said about each purpose; what is absent was never said. */
export type Consents = Readonly<Partial<Record<Purpose, SaidConsent>>>;

/** One event and all that came of it. Going back in time is looking at an earlier one. */
export type Moment = {
  readonly at: number;
  readonly event: RunEvent['type'] | 'held' | 'stopped' | 'agreed';
  readonly run: Run | undefined;
  readonly went: Went;
  readonly lines: readonly PhoneLine[];
  readonly remarks: readonly Remark[];
  /** How the person stood to being written to by then; absent in what was played elsewhere. */
  readonly consents?: Consents;
  /** The effect that the event answers, with what it asked for and what it was given. */
  readonly call?: { readonly effect: Effect; readonly output?: JsonObject; readonly failure?: FailureData };
};

/** The moment of a trial that is looked at. */
export type Looking = {
  readonly moments: readonly Moment[];
  /** Its place; the last one unless the author went back. */
  readonly at: number;
  readonly isLatest: boolean;
  look(at: number | undefined): void;
};

/** A trial: its moments, and what is still under way. Never changed in place. */
export type Trial = {
  readonly setup: Setup;
  readonly now: number;
  readonly run: Run | undefined;
  readonly moments: readonly Moment[];
  /** Effects that wait for the author's word. */
  readonly open: readonly Effect[];
  /** Messages that came while nothing asked for them, in order. */
  readonly held: readonly MessageContext[];
  readonly consents: Consents;
  /** When the person last wrote. */
  readonly wroteAt: number;
  readonly runs: number;
  readonly said: number;
};

/** The same said for every purpose. */
export function forAll(state: Consent, at: number): Consents {
  return state === 'unknown' ? {} : Object.fromEntries(PURPOSES.map((purpose) => [purpose, { state, at }]));
}

/** Everything forbidden, as by a word like STOP: what held before is kept for whoever takes it back. */
export function withdrawAll(consents: Consents, at: number): Consents {
  return Object.fromEntries(
    PURPOSES.map((purpose) => {
      const { state: before = 'unknown' } = consents[purpose] ?? {};
      // Who says it twice has withdrawn it once.
      return [purpose, before === 'withdrawn' ? consents[purpose] : { state: 'withdrawn', at, before }];
    }),
  );
}

/** STOP taken back: messages go out as before it, and nobody agrees to marketing by it who never did. */
export function giveBack(consents: Consents, at: number): Consents {
  return Object.fromEntries(
    PURPOSES.flatMap((purpose) => {
      const said = consents[purpose];
      if (said?.before === undefined) return said ? [[purpose, said]] : [];
      return purpose === 'marketing' && said.before === 'unknown' ? [] : [[purpose, { state: 'given', at }]];
    }),
  );
}

/** What was said before a trial: a moment before it begins, so that its first message comes after it. */
export function consentsBefore({ customer, startAt }: Pick<Setup, 'customer' | 'startAt'>): Consents {
  return forAll(customer.consent, startAt - 1);
}

/** A moment in which the run does not move. */
export function still({ now, run, consents }: Trial, event: Moment['event']): Moment {
  return { at: now, event, run, went: { entered: [], taken: [] }, lines: [], remarks: [], consents };
}
