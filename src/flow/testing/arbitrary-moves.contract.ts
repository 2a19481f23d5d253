import fc from 'fast-check';
import { id } from '../../base/ids.ts';
import type { EventContext, MessageContext } from '../event-context.ts';
import type { Run, RunEvent } from '../run.ts';
import { calendars } from './arbitrary-flow.contract.ts';

/** What happens next, still without the ids that only the run knows. */
export type Move = { kind: number; pick: number; text: string; later: number };

const words = fc.constantFrom(
  'Ada Rossi',
  'sì',
  '1',
  '3,5',
  'domani',
  'ada@example.it',
  '333 123 4567',
  'Due',
  '',
  '🙂',
  '⟦secret:key⟧',
  '[1, "due"]',
  'x'.repeat(500),
);

/** A move that brings a run on in the ordinary way, whatever it waits for. */
export const ORDINARY: Move = { kind: 40, pick: 4, text: 'Ciao', later: 0 };

/** A sequence of happenings for a run, sensible and senseless ones. */
export const arbitraryMoves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    kind: fc.nat(ORDINARY.kind),
    pick: fc.nat(5),
    text: words,
    later: fc.constantFrom(0, 1000, 5_000_000, 300_000_000),
  }),
  { maxLength: 30 },
);

type Facts = Move & { run: Run; base: { at: number; context: EventContext }; message: MessageContext };

/** What comes too late, never should, or comes from a person who repairs: one for each kind from 0 on. */
const ODD: readonly ((facts: Facts) => RunEvent)[] = [
  ({ base, text }) => ({ ...base, type: 'canceled', by: 'luisa', reason: text }),
  ({ base, message, pick }) => ({ ...base, type: 'started', message, ...(pick > 3 ? { quietMs: 2000 } : {}) }),
  ({ base, message, run, pick }) => ({ ...base, type: 'replied', wait: run.wait.id - pick, message }),
  ({ base, run, pick }) => ({ ...base, type: 'done', effect: id.effect(run.id, run.issued - pick), output: {} }),
  ({ base, run, pick }) => ({ ...base, type: 'elapsed', wait: run.wait.id - pick }),
  ({ base, run, pick }) => ({ ...base, type: 'released', wait: run.wait.id - pick, by: 'luisa' }),
  ({ base, run, pick }) => ({ ...base, type: 'resumed', wait: run.wait.id - pick, data: {} }),
  ({ base, run, pick }) => ({ ...base, type: 'turned', wait: run.wait.id - pick }),
  ({ base, message }) => ({ ...base, type: 'gathered', message, quietMs: 2000 }),
  ({ base, message, pick }) => ({ ...base, type: 'interrupted', handler: pick, message }),
  ({ base, run, pick }) => ({ ...base, type: 'receipt', effect: id.effect(run.id, pick), status: 'delivered' }),
  ({ base }) => ({ ...base, type: 'retried', by: 'luisa' }),
  ({ base }) => ({ ...base, type: 'retried', by: 'luisa' }),
  ({ base, text, pick }) => ({ ...base, type: 'skipped', by: 'luisa', ...SKIPS(text)[pick] }),
  ({ base, text, pick }) => ({ ...base, type: 'edited', by: 'luisa', vars: EDITS(text)[pick] ?? {} }),
  ({ base, pick }) => ({ ...base, type: 'migrated', by: 'luisa', version: pick }),
  ({ base, run }) => ({ ...base, type: 'elapsed', wait: run.wait.id, at: Math.max(base.at, run.wait.until ?? 0) }),
];

const SKIPS = (text: string) => [
  {},
  { outcome: 'done' },
  { outcome: 'failed' },
  { outcome: text },
  { output: { id: text } },
  { output: {} },
];

const EDITS = (text: string) => [
  { a: text },
  { a: null },
  { a: [1, text], b: { deep: text } },
  {},
  { name: 'x'.repeat(300_000) },
  { b: [1, 2, 3, 4, 5] },
];

/** The event that a move means for a run: one that it awaits in most cases, else one that came too late or never should. */
export function eventOf(run: Run, move: Move): RunEvent {
  const { kind, pick, text, later } = move;
  const at = run.changedAt + later;
  const contact = { id: 'c', name: 'Ada De Luca', addresses: [], ...(pick === 0 ? { language: 'en' } : {}) };
  const busy = pick === 5 ? { busy: true as const } : {};
  const conversation = { id: 'conversation', channel: 'example', connection: 'example', ...busy };
  const channels = { example: 'example', texts: 'texts', phone: 'wa' };
  const moment = { calendars, channels, settings: { shop: 'Roma' }, resumeUrl: 'https://rondine.test/resume/run' };
  const base = { at, context: { contact, conversation, ...moment } };
  const message = messageOf(text, { at, pick });
  const facts: Facts = { ...move, run, base, message };
  return ODD[kind]?.(facts) ?? awaitedEvent(facts);
}

const STATUSES = ['read', 'delivered', 'delivered', 'failed', 'sent'] as const;

/** An event that brings the run on, where there is one. */
function awaitedEvent({ kind, pick, text, run, base, message }: Facts): RunEvent {
  const { wait } = run;
  const told = Math.max(0, run.issued - 1 - (pick % 3));
  const news = { type: 'receipt', effect: id.effect(run.id, told), status: STATUSES[pick] ?? 'sent' } as const;
  if (wait.receipts && kind % 5 === 2) return { ...base, ...news };
  if (run.status === 'failed') return { ...base, type: 'retried', by: 'luisa' };
  const effect = wait.effects[pick % Math.max(1, wait.effects.length)];
  if (effect !== undefined && kind % 5 === 1)
    return { ...base, type: 'failed', effect, failure: { code: 'denied', message: 'No.' } };
  if (effect !== undefined) {
    const outcome = pick === 1 ? { outcome: 'new' } : {};
    return { ...base, type: 'done', effect, output: { id: text, ...outcome } };
  }
  switch (wait.for) {
    case 'start':
      if (wait.until === undefined)
        return { ...base, type: 'started', message, input: { a: [text] }, ...(pick === 3 ? { quietMs: 2000 } : {}) };
      if (pick > 3) return { ...base, type: 'gathered', message, quietMs: 2000 };
      return { ...base, type: 'elapsed', wait: wait.id, at: Math.max(base.at, wait.until) };
    case 'reply':
      return { ...base, type: 'replied', wait: wait.id, message };
    case 'agent':
      return { ...base, type: 'released', wait: wait.id, by: 'luisa' };
    case 'turn':
      return { ...base, type: 'turned', wait: wait.id };
    case 'webhook':
      return { ...base, type: 'resumed', wait: wait.id, data: { said: text } };
    default:
      return { ...base, type: 'elapsed', wait: wait.id, at: Math.max(base.at, wait.until ?? 0) };
  }
}

function messageOf(said: string, { at, pick }: { at: number; pick: number }): MessageContext {
  const facts = { id: `m${at}`, text: said, at };
  if (pick === 1) return { ...facts, content: { kind: 'choice', id: 'x', title: said } };
  if (pick === 2) return { ...facts, content: { kind: 'media', media: 'image', url: 'https://example.org/a.png' } };
  if (pick === 3) return { ...facts, content: { kind: 'reaction', to: 'm0', emoji: '👍' } };
  return { ...facts, content: { kind: 'text', text: said } };
}
