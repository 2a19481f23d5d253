import type { Reply } from '../../api/client.ts';
import { textOf } from '../../../src/message/content.ts';
import type { Act } from './use-world-trial.ts';

type Message = Pick<Reply<'GET /runs/:run/conversation'>['messages'][number], 'direction' | 'content' | 'at'>;

/** Pauses shorter than this come from how people type, and change nothing. */
const SHORTEST_MS = 60_000;

/** What a customer did around a run, to be done again: every message and tap, with the time that went by between. */
export function actsOf(messages: readonly Message[]): Act[] {
  const inbound = messages.filter(({ direction }) => direction === 'in');
  return inbound.flatMap(({ content, at }, place): Act[] => {
    const before = inbound[place - 1]?.at ?? at;
    const pause: Act[] = at - before >= SHORTEST_MS ? [{ kind: 'wait', ms: at - before }] : [];
    if (content.kind === 'choice') return [...pause, { kind: 'tap', title: content.title }];
    const text = textOf(content);
    return text.trim() === '' ? pause : [...pause, { kind: 'say', text }];
  });
}
