import type { JsonObject } from '../base/json.ts';

/** Words in the languages of the pages. */
export type Words = { readonly en: string; readonly it: string };

/** One step of whoever prepares an outside system: a page by its clicks, what to do there, and what to enter. */
export type GuideStep = {
  title: Words;
  place?: Words;
  text: Words;
  /** `exact`: entered letter by letter, else a choice in words; `grant`: for that way to sign in only. */
  values: readonly { label: Words; value: Words; exact: boolean; grant?: string }[];
};

/** Steps that belong together. */
export type GuideChapter = { id: string; title: Words; about: Words; steps: readonly GuideStep[] };

/** What a guide is filled with. */
export type GuideFacts = {
  /** Where the other side sends the browser back to: ours, letter by letter. */
  callbackUrl: string;
  /** Mail address that the other side shows beside us. */
  contactEmail: string;
  /** As whom we act there. */
  username: string;
};

/** How somebody prepares an outside system, and sees that it works. */
export type Preparation = {
  guide(facts: GuideFacts): readonly GuideChapter[];
  /** Something that can be tried without leaving anything behind. */
  trial: { operation: string; input: JsonObject };
};
