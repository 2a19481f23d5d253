import { defineCommand } from '../command.ts';
import type { ContactDetails } from '../../control/contacts.ts';
import { heading, shortJson } from '../terminal/describe.ts';
import { contactFacts, conversationTable } from '../terminal/people.ts';
import { moment } from '../terminal/time.ts';
import { styled, type Line } from '../terminal/text.ts';

/** Shows what is known of a person. */
export const contactsShow = defineCommand({
  name: 'contacts show',
  summary: 'Shows a person: what is known, records that stand for them, consents, conversations, merges, last changes.',
  takes: 'CONTACT|PHONE',
  count: [1, 1],
  options: {},
  prints: '{ contact, merged, merges, links, consents, conversations, changes }',
  examples: ['contacts show +393331234567', 'contacts show c-0mfx2k1ab-…'],
  async run({ args: [contact = ''], control, io }) {
    const details = await (await control()).call('contacts.show', { contact });
    const text = [...contactFacts(details.contact, io), ...linkLines(details), ...consentLines(details)];
    const talks = details.conversations;
    if (talks.length > 0) text.push(...heading('Conversations'), ...conversationTable(talks, io));
    return { json: details, text: [...text, ...pastLines(details, io.timeZone)] };
  },
});

function linkLines({ links }: ContactDetails): Line[] {
  if (links.length === 0) return [];
  const lines = links.map(({ connection, object, record, how, url }) =>
    [`${connection}: ${object} ${record} (${how})`, url].filter(Boolean).join(' '),
  );
  return [...heading('Records'), ...lines];
}

function consentLines({ consents }: ContactDetails): Line[] {
  if (consents.length === 0) return [];
  const lines = consents.map(({ purpose, address, state, brand, proof }): Line => [
    styled(state === 'given' ? 'green' : 'red', state),
    `  ${purpose} at ${address}${brand ? ` (${brand})` : ''}: ${proof.how}`,
  ]);
  return [...heading('Consents'), ...lines];
}

function pastLines({ merges, changes }: ContactDetails, timeZone: string | undefined): Line[] {
  const time = (at: number) => styled('dim', `${moment(at, timeZone)}  `);
  const merged = merges.map(({ key, from, into, by, at, undone }): Line => [
    time(at),
    `${from} was merged into ${into} by ${by}${undone ? `, undone by ${undone.by}` : ''}  `,
    styled('dim', key),
  ]);
  const changed = changes.map(({ at, what, by, before, after }): Line => {
    const values = [before && shortJson(before), after && shortJson(after)].filter(Boolean).join(' → ');
    return [time(at), `${what} by ${by}  `, styled('dim', values)];
  });
  return [
    ...(merged.length > 0 ? [...heading('Merges'), ...merged] : []),
    ...(changed.length > 0 ? [...heading('Last changes'), ...changed] : []),
  ];
}
