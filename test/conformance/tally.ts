import type { ChannelEvent } from '../../src/message/channel-event.ts';

/** What the recordings of a channel came to. */
export type Tally = {
  channel: string;
  files: number;
  events: number;
  ignored: number;
  /** Signatures that verify, and forged or outdated ones that are refused, both as recorded. */
  good: number;
  bad: number;
  /** Recordings that were left out, each with the reason. */
  notes: string[];
};

/** Adds events to a tally. */
export function talliedAs(tally: Tally, events: readonly ChannelEvent[]): void {
  const ignored = events.filter(({ type }) => type === 'ignored').length;
  tally.events += events.length - ignored;
  tally.ignored += ignored;
}

/** A line for each channel, and then what was left out. */
export function tableOf(tallies: readonly Tally[]): string {
  const head = ['channel', 'files', 'events', 'ignored', 'signatures', 'refused', 'left out'];
  const rows = tallies.map(({ channel, files, events, ignored, good, bad, notes }) =>
    [channel, files, events, ignored, good, bad, notes.length].map(String),
  );
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? title.length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  const notes = tallies.flatMap((tally) => tally.notes.map((note) => `  ${note}`));
  return [line(head), ...rows.map(line), ...(notes.length > 0 ? ['left out:', ...notes] : [])].join('\n');
}
