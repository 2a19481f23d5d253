import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject } from '../../base/json.ts';
import type { Capabilities } from '../../message/capabilities.ts';
import { fit } from '../../message/fit.ts';
import { diagnose } from '../diagnose.ts';
import { own } from '../flow.ts';
import { channelsOf } from './channels.ts';
import type { Catalog } from './catalog.ts';
import { messagesOf, type StepMessage } from './contents.ts';
import type { Rule, Subject } from './subject.ts';

/** What is sent fits the channels that the flow's triggers name: nothing is lost, and one message stays one. */
export const channelLimits: Rule = (subject) => {
  const { flow, catalog, steps } = subject;
  const channels = channelsOf(flow, catalog);
  const languages = languagesOf(subject);
  return steps.flatMap((step) => {
    const messages = languages.flatMap((language) => messagesOf(step, flow, language));
    const isAlone = !step.type.alternatives?.(step.step.params).length;
    const found = messages.flatMap((message) =>
      channelsFor(message, channels, catalog).flatMap((channel) =>
        faults(message, { channel, isAlone, capabilities: own(catalog.types.channels, channel) }),
      ),
    );
    // Languages often lose the same.
    return [...new Map(found.map((each) => [each.message, each])).values()];
  });
};

/** The channels that a message goes out on: the one that it names, or those that the flow talks on. */
function channelsFor({ connection }: StepMessage, channels: readonly string[], { connections }: Catalog) {
  if (connection === undefined) return channels;
  const channel = own(connections, connection)?.channel;
  return channel === undefined ? [] : [channel];
}

/** `isAlone`: no other message stands for this one, so that it may go out in parts. */
type Where = { channel: string; isAlone: boolean; capabilities: Capabilities | undefined };

function faults({ content, path }: StepMessage, { channel, isAlone, capabilities }: Where): Diagnostic[] {
  if (!capabilities) return [];
  const { parts, losses } = fit(content, capabilities);
  // Whether a text comes out empty shows only when it is rendered.
  const lost = losses.filter(({ code }) => code !== 'empty');
  const found = lost.map(({ message }) =>
    diagnose('channel_loss', path, {
      message: `On "${channel}": ${message}`,
      fix: 'Write it so that the channel can carry it, or accept what becomes of it.',
    }),
  );
  if (parts.length > 1 && isAlone)
    found.push(
      diagnose('channel_split', path, {
        message: `On "${channel}" this goes out as ${parts.length} messages.`,
        fix: 'Shorten the text, or accept several messages.',
      }),
    );
  return found;
}

function languagesOf({ flow, fields }: Subject): string[] {
  const texts = fields.flatMap(({ kind, value }) => (kind === 'text' && isObject(value) ? Object.keys(value) : []));
  return [...new Set([flow.language, ...texts])];
}
