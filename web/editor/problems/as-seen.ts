import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { own } from '../../../src/flow/flow.ts';
import { messagesOf } from '../../../src/flow/validate/contents.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';
import type { Content } from '../../../src/message/content.ts';
import { fit } from '../../../src/message/fit.ts';
import { stepAt } from './words-of.ts';

/** What customers get of a message on a channel. */
export type AsSeen = { readonly channel: string; readonly parts: readonly Content[] };

/** The message that a problem with a channel is about, as it arrives there; undefined for other problems. */
export function asSeen(diagnostic: Diagnostic, draft: Draft, { types }: Catalog): AsSeen | undefined {
  const channel = /^On "([^"]+)"/.exec(diagnostic.message)?.[1];
  const id = stepAt(diagnostic.path);
  const step = id === undefined ? undefined : own(draft.flow.steps, id);
  const type = step && own(types.steps, step.type);
  const capabilities = channel === undefined ? undefined : own(types.channels, channel);
  if (channel === undefined || id === undefined || !step || !type || !capabilities) return undefined;
  const path = ['flow', 'steps', id, 'params'];
  const flow = { ...draft.flow, version: 0 };
  const messages = messagesOf({ id, step, type, path }, flow, draft.flow.language);
  const meant = messages.filter((message) => message.path.join('.') === diagnostic.path.join('.'));
  const found = meant.length > 0 ? meant : messages.slice(0, 1);
  const parts = found.flatMap(({ content }) => fit(content, capabilities).parts);
  return messages.length === 0 ? undefined : { channel, parts };
}
