import type { ConversationId, RunId } from '../base/ids.ts';
import type { Flow } from '../flow/flow.ts';
import { triggersOf, type MessageTrigger } from '../flow/trigger.ts';
import { hasPattern, holdsKeyword, wordsOf } from '../flow/words-of.ts';
import { textOf } from '../message/content.ts';
import type { MessageRecord } from '../store/records.ts';
import { perList } from './per-list.ts';

/** What it depends on whether a message starts a flow. */
export type Situation = {
  connection: string;
  text: string;
  /** True where the person opened the chat and has said nothing yet; `text` is what the link carried. */
  opened?: boolean;
  /** True for the first message that the contact ever wrote. */
  first: boolean;
  /** The run that holds the conversation, if one does. */
  foreground?: { run: RunId; flow: string; waitsFor: string; conversation?: ConversationId | null } | undefined;
};

/** What a message says to triggers: its words, or what the link carried by which somebody opened the chat. */
export function saidIn(content: MessageRecord['content']): Pick<Situation, 'text' | 'opened'> {
  if (content.kind === 'opened') return { text: content.payload ?? '', opened: true };
  return { text: textOf(content) };
}

/** Why a trigger does not take a message. */
export type Misfit = 'connection' | 'opened' | 'keywords' | 'pattern' | 'not_first';

/** What keeps a trigger from taking a message; undefined when it fits. `words` gives the words of its text. */
export function misfitOf(
  trigger: MessageTrigger,
  { connection, text, first, opened = false }: Situation,
  words = (): string => wordsOf(text),
): Misfit | undefined {
  if (trigger.connections && !trigger.connections.includes(connection)) return 'connection';
  if (trigger.opened !== undefined && trigger.opened !== opened) return 'opened';
  if (trigger.first && !first) return 'not_first';
  if (trigger.keywords?.length && !holdsKeyword(words(), trigger.keywords)) return 'keywords';
  if (trigger.pattern !== undefined && !hasPattern(text, trigger.pattern)) return 'pattern';
  return undefined;
}

/** A flow with the trigger of it that a message fits. */
export type Match = { flow: Flow; trigger: MessageTrigger };

/**
 * The flows that a message could start, first choice first: the fitting trigger of the highest priority; with equal
 * priority one that looks at the words goes before one that does not, then flows go by id.
 */
export function matchesOf(flows: readonly Flow[], situation: Situation): Match[] {
  let known: string | undefined;
  const words = (): string => (known ??= wordsOf(situation.text));
  return candidatesOf(flows).filter(({ trigger }) => !misfitOf(trigger, situation, words));
}

/** Every trigger for messages with its flow, first choice first. */
const candidatesOf = perList((flows): readonly Match[] =>
  flows
    .flatMap((flow) => triggersOf(flow, 'message').map((trigger) => ({ flow, trigger })))
    .sort((left, right) => compare(rankOf(left), rankOf(right))),
);

/** True for a trigger that looks at the words of a message. */
export function isSelective(trigger: MessageTrigger): boolean {
  return Boolean(trigger.keywords?.length) || trigger.pattern !== undefined;
}

type Rank = readonly [priority: number, selective: number, flow: string];

const rankOf = ({ flow, trigger }: Match): Rank => [-(trigger.priority ?? 0), isSelective(trigger) ? 0 : 1, flow.id];

function compare(left: Rank, right: Rank): number {
  if (left[0] !== right[0]) return left[0] - right[0];
  if (left[1] !== right[1]) return left[1] - right[1];
  return left[2] < right[2] ? -1 : left[2] > right[2] ? 1 : 0;
}
