import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Capabilities } from '../../message/capabilities.ts';
import { fit } from '../../message/fit.ts';
import { diagnose } from '../diagnose.ts';
import { own } from '../flow.ts';
import { capabilitiesOf } from '../step-type.ts';
import { channelFaults, channelsOf } from './channels.ts';
import { messagesOf, type StepMessage } from './contents.ts';
import type { Rule, Subject, TypedStep } from './subject.ts';

/** The rungs of a message lead to channels that are there, can each be sent, and are waited for only where word comes. */
export const ladders: Rule = (subject) =>
  subject.steps.flatMap((step) => {
    const messages = messagesOf(step, subject.flow, subject.flow.language);
    return [
      ...connectionFaults(step, subject),
      ...(messages.length > 1 ? messages.flatMap((message) => neverSent(message, subject)) : []),
      ...silentChannels(step, messages, subject),
    ];
  });

function connectionFaults({ type, step: { params }, path }: TypedStep, { catalog }: Subject): Diagnostic[] {
  const alternatives = type.alternatives?.(params) ?? [];
  return alternatives.flatMap(({ connection, path: where }) =>
    connection === undefined ? [] : channelFaults(connection, catalog, [...path, ...where, 'connection']),
  );
}

type Carrier = { name: string; capabilities: Capabilities };

/** What a message may go out on: the connection that it names, or every channel that the flow talks on. */
function carriersOf({ connection }: StepMessage, { flow, catalog }: Subject): Carrier[] {
  const { types, connections } = catalog;
  if (connection === undefined)
    return channelsOf(flow, catalog).flatMap((name) => {
      const capabilities = own(types.channels, name);
      return capabilities ? [{ name, capabilities }] : [];
    });
  const channel = own(connections, connection)?.channel;
  const capabilities = channel === undefined ? undefined : capabilitiesOf(types, { channel, connection });
  return capabilities ? [{ name: connection, capabilities }] : [];
}

/** A rung is one message: one that would be several is passed over. */
function neverSent(message: StepMessage, subject: Subject): Diagnostic[] {
  return carriersOf(message, subject).flatMap(({ name, capabilities }) => {
    const { parts } = fit(message.content, capabilities);
    if (parts.length === 1) return [];
    const why = parts.length === 0 ? 'it cannot carry this' : `this would be ${parts.length} messages`;
    return [
      diagnose('rung_never_sent', message.path, {
        message: `On "${name}" this rung is passed over: ${why}, and a rung is one message.`,
        fix: 'Write it so that it is one message there.',
      }),
    ];
  });
}

/** Word of delivery is waited for by who says so, and before the next rung where the author gives it a time. */
function silentChannels(
  { step: { params }, path }: TypedStep,
  messages: readonly StepMessage[],
  subject: Subject,
): Diagnostic[] {
  return messages.flatMap((message, at) => {
    const isLast = at === messages.length - 1;
    const waits = isLast
      ? params['waitFor'] === 'delivered' || params['waitFor'] === 'read'
      : message.params['deliveredWithin'] !== undefined;
    if (!waits) return [];
    return carriersOf(message, subject)
      .filter(({ capabilities }) => !capabilities.statuses?.includes('delivered'))
      .map(({ name }) =>
        diagnose('silent_channel', isLast ? path : message.path, {
          message: `On "${name}" nobody tells what has arrived: there is nothing to wait for.`,
          fix: isLast ? 'Wait for "sent" only.' : 'Remove "deliveredWithin" here: only a refusal leads on.',
        }),
      );
  });
}
