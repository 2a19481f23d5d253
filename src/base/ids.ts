declare const brand: unique symbol;

/** A string that is the id of one kind of thing and cannot be mistaken for another's. */
export type Branded<Kind extends string> = string & { readonly [brand]: Kind };

export type FlowId = Branded<'flow'>;
export type StepId = Branded<'step'>;
export type RunId = Branded<'run'>;
/** `${run}#${n}`: dense, derived, never random. */
export type EffectId = Branded<'effect'>;
/** The queue that keeps one sender's events in order: connection + sender address, or `run:<id>`. */
export type Lane = Branded<'lane'>;
export type ConnectionId = Branded<'connection'>;
export type ContactId = Branded<'contact'>;
export type ConversationId = Branded<'conversation'>;
export type MessageId = Branded<'message'>;

/** Marks a string as an id of the given kind; the only place where brands are put on. */
export const id = {
  flow: (text: string) => text as FlowId,
  step: (text: string) => text as StepId,
  run: (text: string) => text as RunId,
  effect: (run: RunId, number: number) => `${run}#${number}` as EffectId,
  lane: (text: string) => text as Lane,
  connection: (text: string) => text as ConnectionId,
  contact: (text: string) => text as ContactId,
  conversation: (text: string) => text as ConversationId,
  message: (text: string) => text as MessageId,
};
