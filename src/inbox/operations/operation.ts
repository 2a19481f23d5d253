import type { EffectId } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Schema } from '../../base/schema.ts';
import type { Scene } from '../../engine/router.ts';
import type { Run } from '../../flow/run.ts';
import type { ContactRecord, ConversationRecord } from '../../store/records.ts';

/** The connection name under which flows call our own operations; no other connection may have it. */
export const OWN_CONNECTION = 'rondine';

/** Where an operation of ours works: inside the commit of the event that asked for it. */
export type OperationScene = Scene & {
  /** The run that asked and the effect it asked by; undefined where a person did. */
  run: Run | undefined;
  effect: EffectId | undefined;
  /** Who does it: a flow, or a person. */
  by: string;
  /** The run's conversation and its contact, as they stand; merged contacts are followed. Undefined for a run without. */
  conversation: ConversationRecord | undefined;
  contact: ContactRecord | undefined;
  /** Random text of so many bytes, base64url: for codes and tokens. */
  random(bytes: number): string;
  /** A keyed digest that nobody outside can compute: what is kept instead of a code. */
  digest(text: string): string;
};

/**
 * One thing that a flow can do here, without the outside world. It happens exactly once: its changes are part of the
 * commit, so there is no crash window and no retry.
 */
export type OwnOperation = {
  title: string;
  description: string;
  input: Schema;
  output: Schema;
  /** Values of the output's member `outcome`, which a step may have exits for. */
  outcomes?: readonly string[];
  /** A sample input and what it gives, for the reference; run by its test. */
  examples: readonly { input: JsonObject; output: JsonObject }[];
  /** Throws a `Failure`: the step leaves by `failed`, and nothing that this operation changed is kept. */
  run(input: JsonObject, scene: OperationScene): Promise<JsonObject>;
};
