import type { Channel, OutboundMessage } from '../../../channels/channel.ts';
import type { Connector } from '../../../connectors/connector.ts';
import { formatPath } from '../../../base/diagnostic.ts';
import { Failure, type FailureData } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import { effectKey } from '../../../engine/outing.ts';
import type { Calendar } from '../../../flow/calendar/calendar.ts';
import { checkCalendar } from '../../../flow/calendar/check-calendar.ts';
import { own } from '../../../flow/flow.ts';
import type { Types } from '../../../flow/step-type.ts';
import type { MessageEvent } from '../../../message/channel-event.ts';
import type { EffectRecord } from '../../../store/records.ts';
import type { HeaderLine } from '../lines.ts';
import { readMoment } from '../moment.ts';
import type { TestedProject } from '../tested-project.ts';
import { Impossible, type Act, type Visit, type World } from '../world.ts';
import { pretendChannels, pretendConnectors } from './adapters.ts';
import { INSTALLATION, startPretendEngine } from './engine.ts';
import { createHands } from './hands.ts';
import { createOrg, type PretendOrg } from './org.ts';
import { createPeople, type Line, type Person } from './people.ts';
import { peopleOf, say, type Pretend } from './pretend.ts';
import { shownChoices, shownText } from './shown.ts';
import { stateOf } from './state.ts';
import { createSystems, type Systems } from './systems.ts';

/** What a pretend world is made of. */
export type PretendOptions = {
  project: TestedProject;
  /** What the transcript says that it takes place in. */
  header: readonly HeaderLine[];
  types: Types;
  channels: readonly Channel[];
  connectors: readonly Connector[];
};

/** Where a conversation begins unless it says so: a Monday morning. */
const START = '2026-01-12T10:00';

/**
 * Opens a world inside this process for one conversation: the real routing and the real engine over a store in memory
 * and a clock that stands still, with pretend channels and systems around them. Nothing goes out, and the same
 * conversation goes the same way each time. Rejects with `Impossible` for a header that does not fit the project.
 */
export async function openPretendWorld(options: PretendOptions): Promise<World & { close(): Promise<void> }> {
  const project = withHeader(options.project, options.header);
  const zone = project.flows[0]?.settings.timeZone ?? 'UTC';
  const clockLine = options.header.find((each) => each.kind === 'clock');
  const world = {} as Pretend;
  const news: Pretend['news'] = new Map();
  /** Effects under way, by the key that outside systems see. */
  const byKey = new Map<string, EffectRecord>();
  const channels = pretendChannels(options.channels, (message, channel) => send(world, channel, message));
  const connectors = pretendConnectors(options.connectors, async (key, operation, input) => {
    const effect = byKey.get(key);
    if (!effect) throw new Error(`No effect has the key "${key}".`);
    const run = (await world.engine.store.get('run', effect.run))?.run;
    const by = run && run.at !== null ? { flow: run.flow.id, step: run.at } : undefined;
    return world.systems.answer(effect, { operation, input, by });
  });
  const [first, ...others] = linesOf(project, options.header, channels);
  const engine = await startPretendEngine({
    project,
    startAt: readMoment(clockLine?.at ?? START, zone) ?? 0,
    types: options.types,
    channels,
    connectors,
    news: (flow) => news.get(flow)?.splice(0) ?? [],
    attempting: (effect) => void byKey.set(effectKey(INSTALLATION, effect.key), effect),
  });
  const org = createOrg(engine.clock.now);
  const systems = systemsOf(project, connectors, org);
  const people = first && createPeople([first, ...others]);
  const begun: Pretend = { project, engine, org, systems, people, sends: [], news, told: 0, zone };
  Object.assign(world, begun);
  return {
    enter: async (entrance) => visit(world, peopleOf(world).enter(entrance)),
    hands: createHands(world),
    close: () => engine.close(),
  };
}

function systemsOf(
  { connections }: TestedProject,
  connectors: Readonly<Record<string, Connector>>,
  org: PretendOrg,
): Systems {
  const outside = connections.filter(({ kind }) => kind === 'connector');
  const behind = (name: string): Connector | undefined => {
    const connection = outside.find(({ key }) => key === name);
    return connection && own(connectors, connection.type);
  };
  const names = outside.map(({ key }) => key as string);
  return createSystems(org, behind, names);
}

function withHeader(project: TestedProject, header: readonly HeaderLine[]): TestedProject {
  let next = project;
  for (const line of header) {
    if (line.kind === 'settings') next = { ...next, settings: { ...next.settings, ...line.settings } };
    if (line.kind === 'secrets') next = { ...next, secrets: { ...next.secrets, ...line.secrets } };
    if (line.kind === 'calendars') next = { ...next, calendars: { ...next.calendars, ...calendarsOf(line.calendars) } };
  }
  return next;
}

function calendarsOf(written: JsonObject): Record<string, Calendar> {
  for (const [name, value] of Object.entries(written)) {
    const wrong = checkCalendar(value, ['calendars', name]).find(({ severity }) => severity === 'error');
    if (wrong)
      throw new Impossible(
        'calendars as projects write them',
        `${formatPath(wrong.path)}: ${wrong.message} ${wrong.fix}`,
      );
  }
  return written as unknown as Record<string, Calendar>;
}

/** The channel connections of a project; the one that the header names comes first. */
function linesOf(
  { connections }: TestedProject,
  header: readonly HeaderLine[],
  channels: Readonly<Record<string, Channel>>,
): Line[] {
  const wanted = header.find((line) => line.kind === 'channel')?.connection;
  const lines = connections.flatMap(({ kind, key, type, config }): Line[] => {
    const channel = kind === 'channel' ? own(channels, type) : undefined;
    return channel ? [{ connection: key, type, channel, config }] : [];
  });
  if (wanted === undefined) return lines;
  const first = lines.find(({ connection }) => connection === wanted);
  if (first) return [first, ...lines.filter((line) => line !== first)];
  const known = lines.map(({ connection }) => connection).join(', ');
  throw new Impossible(`a channel connection "${wanted}"`, `there is ${known || 'none'}`);
}

function visit(world: Pretend, person: Person): Visit {
  const now = () => stateOf(world, person);
  return {
    customer: person.customer,
    act: (act) => actOf(world, person, act),
    async watch(look) {
      return look(await now());
    },
    now,
    leave: () => undefined,
  };
}

function contentOf(act: Act): MessageEvent['content'] {
  if ('content' in act) return act.content;
  return 'text' in act ? { kind: 'text', text: act.text } : { kind: 'choice', ...tapped(act.choice as Tapped) };
}

/** What stands on a button or in a list. */
type Tapped = { id: string; title: string };

const tapped = ({ id, title }: Tapped): Tapped => ({ id, title });

async function actOf(world: Pretend, person: Person, act: Act): Promise<string> {
  const content = contentOf(act);
  person.wroteAt = world.engine.clock.now();
  return say(world, person, { content });
}

/** What the pretend provider does with a message of the bot. */
async function send(world: Pretend, channel: string, { to, content }: OutboundMessage): Promise<{ id: string }> {
  const person = peopleOf(world).reached(to, channel);
  const at = world.engine.clock.now();
  const told = world.sends.shift();
  const failure = told ?? (content.kind === 'template' ? undefined : closedWindow(person, at));
  const name = `sent-${++world.told}`;
  person.messages.push({
    id: name,
    from: 'business',
    at,
    type: content.kind,
    text: shownText(content),
    choices: shownChoices(content),
    delivery: failure ? 'failed' : 'delivered',
  });
  if (!failure) return { id: name };
  person.refused.set(name, failure);
  throw new Failure(failure);
}

/** What a channel with a reply window says to a free message after it. */
function closedWindow({ line, wroteAt, customer }: Person, at: number): FailureData | undefined {
  const window = line.channel.capabilities.window;
  if (!window || (wroteAt !== undefined && at - wroteAt <= window.afterInboundMs)) return undefined;
  const hours = window.afterInboundMs / 3_600_000;
  const message = `${customer.name} has not written in the last ${hours} hours: only a template may be sent now.`;
  return { code: 'window_closed', message };
}
