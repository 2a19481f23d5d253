import { defineCommand, YES } from '../command.ts';
import { confirmed } from '../reading/confirmed.ts';
import { readTime } from '../reading/run-filter.ts';
import { factLines, heading } from '../terminal/describe.ts';
import { moment } from '../terminal/time.ts';

const KINDS = ['messages', 'runs', 'media'] as const;
const age = (what: string) =>
  ({ type: 'string', value: 'AGE', about: `${what} older than this: 365d, 52w, or a date` }) as const;

/** Forgets what is old. */
export const retentionRun = defineCommand({
  name: 'retention run',
  summary: 'Forgets what is older than it has to be: as rondine.json says ("retention"), or as told here.',
  takes: '',
  count: [0, 0],
  options: {
    messages: age('messages'),
    runs: age('ended runs'),
    media: age('files'),
    'dry-run': { type: 'boolean', about: 'only count what would be forgotten' },
    ...YES,
  },
  prints: '{ dryRun, begunAt, endedAt, deleted, before }',
  examples: ['retention run --dry-run', 'retention run --messages 365d --runs 365d --media 30d --yes'],
  async run({ values, control, io }) {
    const told = Object.fromEntries(
      KINDS.flatMap((kind) => {
        const at = readTime(kind, values[kind], io);
        return at === undefined ? [] : [[`${kind}OlderThan`, at]];
      }),
    );
    const open = await control();
    const dryRun = values['dry-run'] === true;
    if (!dryRun) await confirmed('This cannot be undone: what is older will be forgotten. Do it?', values.yes, io);
    const report = await open.call('retention.run', { ...told, dryRun });
    const times = Object.entries(report.before).map(
      ([kind, at]) => [kind.replace('OlderThan', ' before'), moment(at, io.timeZone)] as const,
    );
    const counts = Object.entries(report.deleted).map(([what, count]) => [what, String(count)] as const);
    const title = dryRun ? 'Would be forgotten' : 'Forgotten';
    return {
      json: report,
      text: [...factLines(times), ...heading(title), ...(counts.length > 0 ? factLines(counts) : ['Nothing.'])],
    };
  },
});
