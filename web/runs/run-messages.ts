import type { RunConversation } from '../../src/control/run-conversation.ts';
import type { RunDetails } from '../../src/control/runs.ts';

type Message = RunConversation['messages'][number];

/** The messages of a conversation that belong to one run: what it sent, and what the person wrote while it was under way. */
export function messagesOfRun(
  { run, events, visits }: Pick<RunDetails, 'run' | 'events' | 'visits'>,
  messages: readonly Message[],
): readonly Message[] {
  const from = events[0]?.at ?? 0;
  const until = run.status === 'active' ? Infinity : run.changedAt;
  const own = new Set(visits.flatMap(({ effects }) => effects.map(({ key }) => key)));
  return messages.filter(({ at, direction, effect, key }) =>
    direction === 'out'
      ? effect !== undefined && own.has(effect)
      : key === run.startedBy || (at >= from && at <= until),
  );
}
