import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import { own } from '../flow.ts';
import { didYouMean } from './closest.ts';
import type { Rule } from './subject.ts';

/** Something starts the flow, on channel connections that exist, by keywords that can occur. */
export const triggers: Rule = ({ flow, catalog }) => {
  const found: Diagnostic[] = [];
  if (flow.triggers.length === 0)
    found.push(
      diagnose('no_trigger', ['flow', 'triggers'], {
        message: 'Nothing starts the flow, so it never runs by itself.',
        fix: 'Add a trigger, or start it from elsewhere.',
      }),
    );
  for (const [at, trigger] of flow.triggers.entries()) {
    const connections = 'connections' in trigger ? trigger.connections : undefined;
    const keywords = trigger.type === 'message' ? trigger.keywords : undefined;
    const path = ['flow', 'triggers', at];
    for (const [position, name] of (connections ?? []).entries()) {
      const message = connectionFault(name, catalog.connections);
      if (message)
        found.push(
          diagnose('unknown_connection', [...path, 'connections', position], {
            message,
            fix: 'Choose a connection of a channel.',
          }),
        );
    }
    if (connections?.length === 0)
      found.push(
        diagnose('bad_trigger', [...path, 'connections'], {
          message: 'The trigger listens on no connection.',
          fix: 'Choose connections, or remove the list to listen on all.',
        }),
      );
    if (keywords && !keywords.some((word) => /[\p{L}\p{N}]/u.test(word)))
      found.push(
        diagnose('bad_trigger', [...path, 'keywords'], {
          message: 'None of the keywords can occur in a message.',
          fix: 'Write words, or remove the list to start on any message.',
        }),
      );
  }
  return found;
};

function connectionFault(name: string, known: Readonly<Record<string, { channel?: string }>>): string | undefined {
  const connection = own(known, name);
  if (!connection) return `There is no connection "${name}".${didYouMean(name, Object.keys(known))}`;
  return connection.channel === undefined
    ? `The connection "${name}" is no channel, so no message arrives on it.`
    : undefined;
}
