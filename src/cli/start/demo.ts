import { join } from 'node:path';
import { id } from '../../base/ids.ts';
import type { JsonValue } from '../../base/json.ts';
import { PLAIN_INSTALLATION } from '../../engine/installation-book.ts';
import type { Flow } from '../../flow/flow.ts';
import { phones } from '../../simulator/phones.ts';
import { channelsById } from '../../control/catalog.ts';
import { readFlowFiles } from './project-flows.ts';
import type { Project, ProjectConnection } from './project.ts';
import { workingConfig } from './simulators.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Examples whose flows the demo publishes: told of the first channel, and told anew for each of the others. */
export const DEMO_EXAMPLES: readonly string[] = ['whatsapp-lead', 'whatsapp-case'];

/** How the demo marks where to begin, and what it calls the folder of the rest; the app says both in its languages. */
const DEMO_FIRST = 'Start here';
const DEMO_OTHERS = 'Other channels';

/** A channel of the demo; `numbers` where the business sees people's phone numbers. */
export type DemoChannel = { connection: string; title: string; numbers: boolean };

/** The channels that the demo has, by connection: each with a simulated phone. The examples are of the first. */
export const DEMO_CHANNELS: readonly DemoChannel[] = Object.values(phones).flatMap(({ id: type, numbers = false }) =>
  channelsById[type] ? [{ connection: type, title: channelsById[type].title, numbers }] : [],
);

/** The demo's connections: pretend phones and a pretend org. Nothing in them is secret. */
function demoConnections(): ProjectConnection[] {
  const behind = Object.values(phones).filter(({ id: type }) => channelsById[type]);
  return [
    ...behind.map((kind) => ({
      key: id.connection(kind.id),
      kind: 'channel' as const,
      type: kind.id,
      simulator: true,
      config: workingConfig(kind.id) ?? {},
    })),
    {
      key: id.connection('salesforce'),
      kind: 'connector',
      type: 'salesforce',
      simulator: true,
      config: workingConfig('salesforce') ?? {},
    },
  ];
}

/** What an empty data folder is filled with: a stored demo of simulators and the example flows. */
export async function readDemo(): Promise<Project> {
  const connections = demoConnections();
  const folders = DEMO_EXAMPLES.map((name) => join(ROOT, 'examples', name, 'flows'));
  const facts = PLAIN_INSTALLATION;
  // The examples are written for the first channel; what becomes of them on others is what the demo shows.
  const theirs = connections.filter(({ kind, key }) => kind === 'connector' || key === DEMO_CHANNELS[0]?.connection);
  const { flows, warnings } = await readFlowFiles(folders, { connections: theirs, facts });
  const told = DEMO_CHANNELS.flatMap((channel) => flows.map((flow) => ({ channel, flow: flowFor(flow, channel) })));
  const labels = Object.fromEntries(told.map(({ channel, flow }) => [flow.id, labelsFor(channel)]));
  return { connections, facts, flows: told.map(({ flow }) => flow), labels, warnings };
}

/** The examples as they are written stand first and apart; each other channel has a folder of its own. */
function labelsFor({ connection, title }: DemoChannel): { folder: string; tags: string[] } {
  if (connection === DEMO_CHANNELS[0]?.connection) return { folder: '', tags: [DEMO_FIRST] };
  return { folder: `${DEMO_OTHERS}/${title.replaceAll('/', ' ')}`, tags: [] };
}

type ReadFlow = Omit<Flow, 'version'>;

/** A flow of the examples for one channel: it listens there only, and calls it by its name. */
function flowFor(flow: ReadFlow, channel: DemoChannel): ReadFlow {
  const [first] = DEMO_CHANNELS;
  const told = channel.connection === first?.connection ? flow : retell(flow, channel.title);
  const triggers = told.triggers.map((trigger) =>
    trigger.type === 'message' ? { ...trigger, connections: [channel.connection] } : trigger,
  );
  return { ...told, id: id.flow(flowIdFor(flow.id, channel.connection)), triggers };
}

/** What the flow of an example is called when it is told for another channel. */
function flowIdFor(flow: string, connection: string): string {
  const first = DEMO_CHANNELS[0]?.connection ?? '';
  return flow.startsWith(`${first}-`) ? `${connection}${flow.slice(first.length)}` : flow;
}

/** An example told for another channel: wherever the name of the first one stands, the other one's does. */
export function retell<Told extends JsonValue | object>(told: Told, title: string): Told {
  const name = DEMO_CHANNELS[0]?.title;
  if (name === undefined || name === title) return told;
  // A name in JSON is written without quotes and escapes around it, so that replacing it keeps the JSON whole.
  return JSON.parse(JSON.stringify(told).replaceAll(name, JSON.stringify(title).slice(1, -1))) as Told;
}
