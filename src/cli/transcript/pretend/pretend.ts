import { id } from '../../../base/ids.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { FailureData } from '../../../base/failure.ts';
import { acceptEvents } from '../../../inbox/accept.ts';
import type { ChannelEvent, MessageEvent } from '../../../message/channel-event.ts';
import { shownInbound } from '../inbound.ts';
import type { TestedProject } from '../tested-project.ts';
import { Impossible } from '../world.ts';
import type { PretendEngine } from './engine.ts';
import type { PretendOrg } from './org.ts';
import type { Line, People, Person } from './people.ts';
import type { Systems } from './systems.ts';

/** A pretend world with everything that its parts share. */
export type Pretend = {
  project: TestedProject;
  engine: PretendEngine;
  org: PretendOrg;
  systems: Systems;
  /** Undefined where the project has no channel. */
  people: People | undefined;
  /** Failures of the next messages that the bot sends, in order. */
  sends: (FailureData | undefined)[];
  /** What outside systems have for whoever looks next, by flow. */
  news: Map<string, JsonObject[]>;
  /** Counts what is told, for ids. */
  told: number;
  zone: string;
};

/** Everybody with a phone; throws `Impossible` where the project has no channel. */
export function peopleOf({ people, project }: Pretend): People {
  if (people) return people;
  throw new Impossible('somebody who writes', `${project.folder} has no connection to a channel.`);
}

/** Lets a message of a person, or of staff to them, come in; resolves when all that comes of it has come. */
export async function say(
  world: Pretend,
  person: Person,
  { content, echo }: Pick<MessageEvent, 'content' | 'echo'>,
): Promise<string> {
  const { engine } = world;
  const name = `told-${++world.told}`;
  const at = engine.clock.now();
  const message = { id: name, at, type: 'text', text: shownInbound(content), choices: [] } as const;
  person.messages.push({ ...message, from: echo ? 'staff' : 'customer', delivery: 'kept' });
  await tell(world, person.line, {
    type: 'message',
    id: name,
    at,
    sender: person.sender,
    content,
    ...(echo ? { echo } : {}),
  });
  return name;
}

/** Hands an event of the channel in. */
export async function tell({ engine }: Pretend, line: Line, event: ChannelEvent): Promise<void> {
  await acceptEvents([event], { key: line.connection, type: line.type }, engine);
  await engine.settled();
}

/** The lane of a person, or the one that its events belong to. */
export async function laneOfPerson({ engine }: Pretend, { lane }: Person) {
  const record = await engine.store.get('lane', lane);
  return record?.alias ? engine.store.get('lane', record.alias) : record;
}

/** A conversation of a person, if there is one. */
export async function conversationOf(world: Pretend, person: Person) {
  const lane = await laneOfPerson(world, person);
  return lane?.conversation ? world.engine.store.get('conversation', id.conversation(lane.conversation)) : undefined;
}
