import type { ConversationSummary } from '../../control/conversations.ts';
import type { Attribution, ContactRecord, ConversationRecord } from '../../store/records.ts';
import type { Io } from '../command.ts';
import { factLines, personName, shortJson } from './describe.ts';
import { table } from './table.ts';
import { styled, type Line, type Span } from './text.ts';
import { ago, when } from './time.ts';

type View = Pick<Io, 'now' | 'timeZone' | 'width'>;

/** People as a table. */
export function contactTable(contacts: readonly ContactRecord[], view: View): Line[] {
  const rows = contacts.map((contact): Span[] => [
    contact.key,
    personName(contact),
    contact.stage ?? '',
    (contact.tags ?? []).join(', '),
    ago(contact.createdAt, view.now()),
  ]);
  const columns = [
    { head: 'CONTACT' },
    { head: 'WHO', cut: true },
    { head: 'STAGE' },
    { head: 'TAGS', cut: true },
    { head: 'KNOWN SINCE' },
  ] as const;
  return table(columns, rows, view.width);
}

/** What is known of one person. */
export function contactFacts(contact: ContactRecord, view: View): Line[] {
  const {
    key,
    name,
    language,
    addresses,
    fields = {},
    tags = [],
    groups = [],
    stage,
    attribution,
    createdAt,
  } = contact;
  return factLines([
    ['contact', key],
    ['name', name],
    ['language', language],
    ...addresses.map(({ kind, value }) => [kind, value] as const),
    ['stage', stage],
    ['tags', tags.join(', ')],
    ['groups', groups.join(', ')],
    ...Object.entries(fields).map(
      ([field, value]) => [`fields.${field}`, typeof value === 'string' ? value : shortJson(value)] as const,
    ),
    ['came by', attribution && describeAttribution(attribution.first)],
    ['known since', when(createdAt, view.now(), view.timeZone)],
  ]);
}

/** What brought a person, in one line. */
function describeAttribution({ kind, connection, headline, source, payload, utm = {} }: Attribution): string {
  const facts = [headline, source, payload, ...Object.values(utm)].filter((fact) => fact !== undefined);
  const way = kind === 'direct' ? 'writing first' : kind === 'ad' ? 'an ad' : 'a link';
  return `${way} on ${connection}${facts.length > 0 ? `: ${facts.join(', ')}` : ''}`;
}

/** Conversations as a table. */
export function conversationTable(
  conversations: readonly (ConversationRecord | ConversationSummary)[],
  view: View,
): Line[] {
  const rows = conversations.map((each): Span[] => [
    each.key,
    ('contactName' in each ? each.contactName : undefined) ?? each.contact,
    each.connection,
    conversationState(each),
    [each.queue, each.assignee && `given to ${each.assignee}`, each.priority].filter(Boolean).join(', '),
    each.lastInboundAt > 0 ? ago(each.lastInboundAt, view.now()) : 'never',
  ]);
  const columns = [
    { head: 'CONVERSATION' },
    { head: 'WITH', cut: true },
    { head: 'ON' },
    { head: 'STATE' },
    { head: 'QUEUE', cut: true },
    { head: 'LAST WROTE' },
  ] as const;
  return table(columns, rows, view.width);
}

/** Who holds a conversation, and whether it goes on. */
export function conversationState({ state, stage = 'open' }: Pick<ConversationRecord, 'state' | 'stage'>): Span {
  if (stage === 'closed') return styled('dim', 'closed');
  const holder = state === 'people' ? 'with people' : 'with flows';
  return stage === 'idle' ? `${holder}, idle` : state === 'people' ? styled('yellow', holder) : holder;
}
