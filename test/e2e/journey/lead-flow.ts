import type { Hand } from './hand.ts';

type Exit = { id: string; title: string };
const EXITS = {
  start: { id: 'start', title: 'starts' },
  answered: { id: 'answered', title: 'answered' },
  invalid: { id: 'invalid', title: 'unclear' },
  timeout: { id: 'timeout', title: 'no reply' },
  failed: { id: 'failed', title: 'failed' },
  yes: { id: 'yes', title: 'yes' },
  else: { id: 'else', title: 'else' },
  done: { id: 'done', title: 'done' },
  sent: { id: 'sent', title: 'sent' },
  released: { id: 'released', title: 'given back' },
} as const satisfies Record<string, Exit>;

/** How a hand is told which exit is meant: the mouse sees where it is, keys hear how it is called. */
type Naming = (exit: Exit) => string;

export const byPlace: Naming = ({ id }) => id;
export const byTitle: Naming = ({ title }) => title;

/** Ways that join what is there already. One is left out, so that there is something to find and to mend. */
const JOINS: readonly [card: string, exit: keyof typeof EXITS, to: string][] = [
  ['Ask the name', 'invalid', 'To the sales queue'],
  ['Ask the number', 'invalid', 'To the sales queue'],
  ['Ask the number', 'timeout', 'No answer'],
  ['Ask the number', 'failed', 'Could not be reached'],
  ['Thank', 'failed', 'Could not be reached'],
  ['Apologise', 'failed', 'To the sales queue'],
  ['To the sales queue', 'released', 'Done'],
  ['To the sales queue', 'timeout', 'Done'],
  ['To the sales queue', 'failed', 'Could not be reached'],
];

/** The way that is left out by `drawLeadFlow`. */
export const MISSING = { card: 'Ask the number', exit: EXITS.answered, to: 'Create the Lead' } as const;

/** Builds the flow of the example `whatsapp-lead` from an empty canvas. */
export async function drawLeadFlow(hand: Hand, name: Naming): Promise<void> {
  const add = (card: string, exit: keyof typeof EXITS, what: readonly [words: string, title: string]): Promise<void> =>
    hand.add({ card, exit: name(EXITS[exit]), words: what[0] }, what[1]);

  await add('Starts', 'start', ['ask', 'Ask the name']);
  await hand.write('Question', 'Ciao! Come ti chiami?');
  await hand.write('Shortest', '2');
  await hand.write('Longest', '80');
  await hand.write('Wait at most', '24 hours');

  await add('Ask the name', 'answered', ['branch', 'Do we know the number?']);
  await hand.write('Value', '{{ contact.phone }}');
  await hand.choose('Comparison', 'is not empty');

  await add('Do we know the number?', 'yes', ['create or update', 'Create the Lead']);
  await mapTheLead(hand);

  await add('Create the Lead', 'done', ['send', 'Thank']);
  await hand.write(
    'Text',
    'Grazie {{ vars.name | first_name | default: vars.name }}, ti richiamiamo. Il tuo riferimento è {{ vars.lead.id }}.',
  );
  await add('Thank', 'sent', ['end', 'Done']);

  await add('Do we know the number?', 'else', ['ask', 'Ask the number']);
  await hand.write('Question', 'A quale numero possiamo richiamarti?');
  await hand.choose('Type', 'Phone number');
  await hand.write('Save answer as', 'phone');

  await add('Create the Lead', 'failed', ['send', 'Apologise']);
  await hand.write('Text', 'Grazie! Una persona del nostro gruppo ti scriverà a breve.');
  await add('Apologise', 'sent', ['hand over', 'To the sales queue']);
  await hand.write('Queue', 'sales');
  await hand.write('Note', '{{ failure.message }}');

  await add('Ask the name', 'timeout', ['end', 'No answer']);
  await add('Ask the name', 'failed', ['end', 'Could not be reached']);
  await hand.pickOne('Ends as', 'Failed');
  await hand.write('Reason', 'The customer could not be reached: {{ failure.message }}');

  for (const [card, exit, to] of JOINS) await hand.lead({ card, exit: name(EXITS[exit]) }, to);
}

/** Says which record is made, and what stands in which of its fields. */
async function mapTheLead(hand: Hand): Promise<void> {
  await hand.take('Object', 'Lead', 'Lead');
  await hand.take('External ID field', 'Rondine', 'Rondine_Key__c');
  await hand.write('Company', 'Privato');
  await hand.write('First Name', '{{ vars.name | first_name }}');
  await hand.write('Last Name', '{{ vars.name | last_name | default: vars.name }}');
  await hand.press('Give Lead Source a variable');
  await hand.write('Lead Source', 'WhatsApp');
  await hand.write('Mobile Phone', '{{ vars.phone | default: contact.phone }}');
  await hand.write('External ID', '{{ contact.id }}');
  await hand.write('Save result as', 'lead');
}
