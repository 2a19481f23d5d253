import { MAX_DURATION_MS } from '../../src/base/duration.ts';
import { MAX_LOG_CHARACTERS, MAX_LOG_LINES, MAX_RESULT_BYTES } from '../../src/connectors/code/protocol.ts';
import { MOST_ITEMS } from '../../src/connectors/connector.ts';
import { MOST_TIMEOUT_MS } from '../../src/connectors/http/config.ts';
import { MAX_CONDITION_DEPTH } from '../../src/flow/expression/condition.ts';
import { MAX_TEMPLATE_LENGTH, MAX_WORK } from '../../src/flow/expression/liquid.ts';
import { MAX_FILE_DEPTH, MAX_FILE_LENGTH } from '../../src/flow/flow-file.ts';
import { LIMITS } from '../../src/flow/limits.ts';
import { CALL_BODY_LIMIT } from '../../src/server/call-body.ts';
import { HOOK_BODY_LIMIT } from '../../src/server/routes/hooks.ts';
import { MEDIA_LIMITS } from '../../src/store/media/media-limits.ts';
import { page, table, word } from './markdown.ts';

/** What each bound of a run is. A bound without a line here does not compile. */
const BOUNDS: Readonly<Record<keyof typeof LIMITS, string>> = {
  stepsWithoutWait: 'Steps that may follow each other without a wait',
  variables: 'Characters of the variables and of what steps keep, written as JSON',
  handlers: 'Visits of the flow’s handlers',
  passes: 'Passes of one loop or jump, where its step does not say less',
  nesting: 'Flows that call each other, counted from the first',
  children: 'Runs that one run may start',
  inLine: 'Runs that wait in line for each other’s end (`serialBy`), besides the one under way',
};

const number = (value: number): string => value.toLocaleString('en-US');
const bytes = (value: number): string => (value >= 1024 * 1024 ? `${value / 1024 / 1024} MiB` : `${value / 1024} KiB`);

/** The page of limits. */
export function limitsPage(): string {
  return page('Limits', [
    'A limit ends a mistake with a clear failure, before it fills a disk or holds up others.',
    '## Of one run',
    table(
      ['Name', 'What it bounds', 'At most'],
      Object.entries(LIMITS).map(([name, most]) => [word(name), BOUNDS[name as keyof typeof LIMITS], number(most)]),
    ),
    '## Of what authors write',
    table(
      ['What', 'At most'],
      [
        ['Characters of a flow file', number(MAX_FILE_LENGTH)],
        ['Levels of nesting in a flow', number(MAX_FILE_DEPTH)],
        ['Characters of a template', number(MAX_TEMPLATE_LENGTH)],
        ['Work of one rendering: characters written, and characters and items gone through', number(MAX_WORK)],
        ['Conditions inside each other', number(MAX_CONDITION_DEPTH)],
        ['A duration', `${MAX_DURATION_MS / 365 / 86_400_000} years`],
      ],
    ),
    '## Of what comes in and goes out',
    table(
      ['What', 'At most'],
      [
        ['Body of a provider’s webhook', bytes(HOOK_BODY_LIMIT)],
        ['Body of a call to a flow', bytes(CALL_BODY_LIMIT)],
        ...Object.entries(MEDIA_LIMITS).map(([kind, most]) => [`A file that is kept: ${kind}`, bytes(most)]),
        ['Time of one HTTP request of a flow', `${MOST_TIMEOUT_MS / 1000} s`],
        ['Result of a function', bytes(MAX_RESULT_BYTES)],
        ['Log of a function', `${MAX_LOG_LINES} lines of ${number(MAX_LOG_CHARACTERS)} characters`],
        ['Things that one look at another system gives; the rest comes with the next', number(MOST_ITEMS)],
      ],
    ),
  ]);
}
