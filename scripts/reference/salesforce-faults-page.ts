import { FAULT_TABLE, type Course } from '../../src/connectors/salesforce/operations/fault-table.ts';
import { page, table, word } from './markdown.ts';

const ENDS: Readonly<Record<Course['ends'], string>> = {
  done: 'then done, once',
  failed: 'and the step leaves by `failed`',
  parked: 'and a person has to look',
  held: 'and waits until the connection is repaired',
};

/** The page of what goes wrong with Salesforce, and what comes of it. */
export function salesforceFaultsPage(): string {
  return page('Salesforce: when something goes wrong', [
    `What each kind of operation makes of everything that it is tried against. A test performs every operation in every row
against a simulated org, and counts what the org holds in the end: "done" means one effect, never two and never none.
The codes are those of [failures](failures.md).`,
    table(
      ['What happens', 'Reading', 'Writing', 'Action or flow'],
      FAULT_TABLE.map(({ what, read, write, action }) => [what, inWords(read), inWords(write), inWords(action)]),
    ),
    `Reading: [get](operations.md#salesforceget-get-record), find and search. Writing: create, update, upsert, find or create,
set owner, run assignment rule, log activity, add case comment, attach file, add campaign member and delete. A create in
an object without an External ID field is written in this way too as long as the record has something to be found by;
otherwise it is like an action. Duplicate rules strike create and upsert; a step may say that what they find is used.`,
    '## How a lost answer is cleared up',
    table(
      ['Operation', 'Before it does it again'],
      [
        [
          'create with an External ID field',
          'It looks for the key of the effect, and writes only where there is none.',
        ],
        [
          'create without one, log activity, add case comment, attach file',
          'A claim is on disk before the first sending. It looks for what was made, at 5 seconds, 1 minute and 11 minutes, and makes it again only when the last look finds nothing. A file is found by the key in its path.',
        ],
        [
          'update, upsert, set owner',
          'It looks at the record. Values that are there are done; what nobody else has touched since is written again; what somebody else has changed since stays, and the step fails with `conflict`.',
        ],
        ['run assignment rule', 'The same, but what somebody else did since counts as the outcome.'],
        ['add campaign member', 'It looks for the member. The org itself refuses a second one.'],
        ['delete', 'A record that is gone is deleted.'],
        ['find or create', 'It looks for the person, by what was claimed before the record was sent.'],
        ['action or flow', 'Nobody can tell: a person looks, unless the step calls it harmless to repeat.'],
      ],
    ),
  ]);
}

function inWords(course: Course | undefined): string {
  if (!course) return 'cannot be';
  const { first, ends } = course;
  return first === null ? 'done, unnoticed' : `${word(first)}, ${ENDS[ends]}`;
}
