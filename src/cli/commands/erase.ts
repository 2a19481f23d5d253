import { BY, defineCommand, YES } from '../command.ts';
import type { ErasureReport } from '../../inbox/privacy/erase-person.ts';
import { confirmed } from '../reading/confirmed.ts';
import { factLines, heading } from '../terminal/describe.ts';
import type { Line } from '../terminal/text.ts';

/** Forgets a person. */
export const erase = defineCommand({
  name: 'erase',
  summary:
    'Forgets a person: all that was said, all that is known, their files. What was done stays readable without them.',
  takes: 'CONTACT|PHONE',
  count: [1, 1],
  options: { 'dry-run': { type: 'boolean', about: 'only count what would be erased' }, ...BY, ...YES },
  prints: '{ contact, by, dryRun, begunAt, endedAt, erased, stays, elsewhere }',
  examples: ['erase +393331234567 --dry-run', 'erase c-0mfx2k1ab-… --yes'],
  async run({ values, args: [name = ''], control, io }) {
    const by = values.by ?? io.user;
    const open = await control();
    // Found once, so that what is asked about and what is erased are the same person.
    const { contact } = await open.call('contacts.show', { contact: name });
    const foreseen = await open.call('people.erase', { contact: contact.key, by, dryRun: true });
    if (values['dry-run']) return { json: foreseen, text: reportLines(foreseen, 'Would be erased') };
    if (!values.yes && io.confirm) for (const line of countLines(foreseen.erased)) io.err(`  ${line}\n`);
    await confirmed(`This cannot be undone: ${contact.key} will be erased. Erase them?`, values.yes, io);
    const report = await open.call('people.erase', { contact: contact.key, by });
    return { json: report, text: reportLines(report, 'Erased') };
  },
});

function countLines(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []));
}

function reportLines({ erased, stays, elsewhere }: ErasureReport, title: string): Line[] {
  return [
    ...heading(title),
    ...countLines(erased),
    ...heading('Stays'),
    ...factLines(stays.map(({ what, why }) => [what, why] as const)),
    ...(elsewhere.length > 0
      ? [
          ...heading('To be erased elsewhere'),
          ...elsewhere.map((place) => Object.values(place).filter(Boolean).join(' ')),
        ]
      : []),
  ].slice(1);
}
