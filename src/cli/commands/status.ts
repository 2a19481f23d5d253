import { defineCommand } from '../command.ts';
import type { Status } from '../../control/status.ts';
import { lastMessage } from '../terminal/activity-text.ts';
import { factLines, heading, stateSpan } from '../terminal/describe.ts';
import { table } from '../terminal/table.ts';
import { span, when } from '../terminal/time.ts';
import { usageText } from '../terminal/usage-text.ts';
import { styled, type Line, type Span } from '../terminal/text.ts';

/** Says how an installation is doing. */
export const status = defineCommand({
  name: 'status',
  summary: 'Says how the installation is doing: server, flows, runs, what waits for which connection, trouble, disk.',
  takes: '',
  count: [0, 0],
  options: {},
  prints: '{ version, folder, server?, flows, runs, connections, alerts, stuck, disk }',
  examples: ['status', 'status --json'],
  async run({ control, io }) {
    const open = await control();
    const found = await open.call('status');
    return { json: { ...found, mode: open.mode }, text: lines(found, io) };
  },
});

type View = { now(): number; timeZone?: string; width: number | undefined };

function lines(found: Status, view: View): Line[] {
  const { server, flows, runs, disk } = found;
  const waits = Object.entries(runs.waiting).map(([what, count]) => `${count} for ${what}`);
  const ended = (['completed', 'failed', 'canceled'] as const).map((state) => `${runs[state]} ${state}`);
  return [
    ...factLines([
      ['rondine', found.version],
      ['folder', found.folder],
      [
        'server',
        server
          ? `${server.url}, process ${server.pid}, up for ${span(view.now() - server.startedAt)}`
          : styled('yellow', 'none runs'),
      ],
      ['flows', `${flows.current} current, ${flows.drafts} with changes that are not published`],
      [
        'runs',
        `${runs.active} active${waits.length > 0 ? ` (waiting: ${waits.join(', ')})` : ''}, ${ended.join(', ')}`,
      ],
      ['disk', `${bytes(disk.usedBytes)} used, ${bytes(disk.freeBytes)} free`],
    ]),
    ...connectionLines(found, view),
    ...troubleLines(found, view),
  ];
}

function connectionLines({ connections }: Status, view: View): Line[] {
  if (connections.length === 0) return [...heading('Connections'), 'There is none yet.'];
  const rows = connections.map(({ key, type, state, problem, waiting, shadow, activity }): Span[] => [
    key,
    type,
    shadow ? `${state}, shadow` : stateSpan(state),
    lastMessage(activity, (time) => when(time, view.now(), view.timeZone)),
    waiting?.since === undefined ? '' : `${waiting.count} since ${when(waiting.since, view.now(), view.timeZone)}`,
    waiting && waiting.parked > 0 ? styled('yellow', String(waiting.parked)) : '',
    problem?.message ?? activity?.failing?.message ?? '',
  ]);
  const columns = [
    { head: 'NAME' },
    { head: 'TYPE' },
    { head: 'STATE' },
    { head: 'LAST MESSAGE' },
    { head: 'WAITING' },
    { head: 'PARKED', right: true },
    { head: 'PROBLEM', cut: true },
  ] as const;
  const calls = connections.flatMap(({ key, usage }): Line[] =>
    usage ? [`daily calls of ${key}: ${usageText(usage, { now: view.now(), timeZone: view.timeZone })}`] : [],
  );
  return [...heading('Connections'), ...table(columns, rows, view.width), ...calls];
}

function troubleLines({ alerts, stuck }: Status, view: View): Line[] {
  const told = alerts.map((alert): Line => [
    styled('red', `${alert.what} `),
    `${alert.about}: ${alert.message} (${alert.count}, since ${when(alert.openedAt, view.now(), view.timeZone)})`,
  ]);
  const kept = stuck.map(({ key, message, at }): Line => [
    styled('red', 'stuck '),
    `${key}: ${message} (${when(at, view.now(), view.timeZone)})`,
  ]);
  return told.length + kept.length > 0 ? [...heading('Trouble'), ...told, ...kept] : [];
}

function bytes(count: number): string {
  const unit = (
    [
      [1e9, 'GB'],
      [1e6, 'MB'],
      [1e3, 'kB'],
    ] as const
  ).find(([size]) => count >= size);
  return unit ? `${(count / unit[0]).toFixed(1)} ${unit[1]}` : `${count} B`;
}
