import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject } from '../../base/json.ts';
import type { Content } from '../../message/content.ts';
import { fit } from '../../message/fit.ts';
import { diagnose } from '../diagnose.ts';
import { own } from '../flow.ts';
import { channelsOf } from './channels.ts';
import { contentsOf } from './contents.ts';
import type { Rule, Subject } from './subject.ts';

/** What is sent fits the channels that the flow's triggers name: nothing is lost, and one message stays one. */
export const channelLimits: Rule = (subject) => {
  const { flow, catalog, steps } = subject;
  const channels = channelsOf(flow, catalog);
  const languages = languagesOf(subject);
  return steps.flatMap((step) => {
    const contents = languages.flatMap((language) => contentsOf(step, flow, language));
    const found = channels.flatMap((channel) =>
      contents.flatMap((content) => faults(content, { channel, path: step.path, subject })),
    );
    // Languages often lose the same.
    return [...new Map(found.map((each) => [each.message, each])).values()];
  });
};

type Where = { channel: string; path: Diagnostic['path']; subject: Subject };

function faults(content: Content, { channel, path, subject }: Where): Diagnostic[] {
  const capabilities = own(subject.catalog.types.channels, channel);
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
  if (parts.length > 1)
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
