import type { StepId } from '../../../src/base/ids.ts';
import type { JsonObject } from '../../../src/base/json.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { own } from '../../../src/flow/flow.ts';
import { messagesOf } from '../../../src/flow/validate/contents.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';
import { fit } from '../../../src/message/fit.ts';
import type { LitPath } from '../session/state.ts';
import type { Moment } from './trial-model.ts';

/** The way that a trial has gone up to a moment, for the canvas: from where its present run began. */
export function pathAt(moments: readonly Moment[], at: number): LitPath | undefined {
  const past = moments.slice(0, at + 1);
  const begun = past.findLastIndex(({ event }) => event === 'started');
  const now = past.slice(Math.max(0, begun));
  const run = now.at(-1)?.run;
  if (!run) return undefined;
  return {
    at: run.at ?? undefined,
    taken: now.flatMap(({ went }) => went.taken),
    visited: [...new Set(now.flatMap(({ went }) => went.entered))],
  };
}

/** One variable at a moment. */
export type ShownVariable = { readonly name: string; readonly value: string; readonly isChanged: boolean };

/** The variables at a moment, marked where the moment changed them; those that changed come first. */
export function variablesAt(moments: readonly Moment[], at: number): ShownVariable[] {
  const vars: JsonObject = moments[at]?.run?.vars ?? {};
  const before: JsonObject = moments[at - 1]?.run?.vars ?? {};
  const shown = Object.entries(vars).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value, null, 1),
    isChanged: JSON.stringify(value) !== JSON.stringify(own(before, name)),
  }));
  return [...shown.filter(({ isChanged }) => isChanged), ...shown.filter(({ isChanged }) => !isChanged)];
}

/** What a channel loses of a step's messages, in the words of fitting; each once. */
export function lossesOf(
  draft: Draft,
  step: StepId,
  { channel, catalog }: { channel: string; catalog: Catalog },
): string[] {
  const written = own(draft.flow.steps, step);
  const type = written && own(catalog.types.steps, written.type);
  const capabilities = own(catalog.types.channels, channel);
  if (!written || !type || !capabilities) return [];
  const typed = { id: step, step: written, type, path: ['flow', 'steps', step, 'params'] } as never;
  const messages = messagesOf(typed, { ...draft.flow, version: 0 }, draft.flow.language);
  const lost = messages.flatMap(({ content }) => fit(content, capabilities).losses);
  return [...new Set(lost.filter(({ code }) => code !== 'empty').map(({ message }) => message))];
}
