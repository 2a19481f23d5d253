import type { FailureData } from '../../../base/failure.ts';
import type { ConnectionId, Lane } from '../../../base/ids.ts';
import type { Channel } from '../../../channels/channel.ts';
import { laneOf } from '../../../inbox/lane-of.ts';
import type { Address, Sender } from '../../../message/address.ts';
import type { DemoCustomer, DemoMessage } from '../../../server/routes/demo/demo-state.ts';
import { Impossible, type Entrance } from '../world.ts';

/** Somebody with a pretend phone, on one channel. */
export type Person = {
  customer: DemoCustomer;
  line: Line;
  sender: Sender;
  lane: Lane;
  messages: DemoMessage[];
  /** Messages that the channel would not take, by id, and why. */
  refused: Map<string, FailureData>;
  /** When they last wrote; undefined for one who never did. */
  wroteAt: number | undefined;
};

/** A channel connection that people write on. */
export type Line = {
  connection: ConnectionId;
  type: string;
  channel: Channel;
  config: Parameters<NonNullable<Channel['recipient']>>[1];
};

/** Everybody who has a phone here; somebody on two channels is there twice, under one name. */
export type People = {
  /** The connection that is meant where none is named. */
  home: ConnectionId;
  /** The person of that name on a connection, or a new one. A name that is a phone number is the number of its person. */
  enter(entrance: Entrance): Person;
  /** The person behind an address of a kind of channel, or a stranger who is known by it. */
  reached(to: readonly Address[], type: string): Person;
  get(customer: string): Person;
  all(): readonly Person[];
};

const FIRST_NAME = 'Ada Rossi';
const PHONE = /^\+\d{6,15}$/;

/** Starts with nobody. The first line is meant where none is named. */
export function createPeople(lines: readonly [Line, ...Line[]]): People {
  const people: Person[] = [];
  const add = (line: Line, known: Omit<DemoCustomer, 'id' | 'connection'>, sender: Sender): Person => {
    const { connection } = line;
    const customer = { ...known, id: `${connection}:${known.handle}`, connection };
    const lane = laneOf(connection, sender);
    const person = { customer, line, sender, lane, messages: [], refused: new Map(), wroteAt: undefined };
    people.push(person);
    return person;
  };
  const addByPhone = (line: Line, phone: string, name: string): Person => {
    const found = line.channel.recipient?.(phone, line.config);
    const sender: Sender = found ?? { key: phone, addresses: [{ kind: 'phone', value: phone }] };
    return add(line, { handle: phone.slice(1), name, phone }, { ...sender, name });
  };
  const addHidden = (line: Line, name: string): Person => {
    const user = `IT.${1000 + people.length + 1}`;
    return add(line, { handle: user, name }, { key: user, addresses: [{ kind: 'user', value: user }], name });
  };
  return {
    home: lines[0].connection,
    enter({ kind, name = FIRST_NAME, connection, like }) {
      const line = lineOf(lines, connection);
      const here = people.filter((person) => person.line === line);
      const wanted = like?.phone;
      const known = here.find(
        ({ customer: { name: own, phone } }) => own === name || (phone ?? '') === (wanted ?? name),
      );
      if (known) return known;
      if (kind === 'hidden') return addHidden(line, name);
      const phone = wanted ?? (PHONE.test(name) ? name : `+39333${String(people.length + 1).padStart(7, '0')}`);
      return addByPhone(line, phone, like?.name ?? name);
    },
    reached(to, type) {
      const values = to.map(({ value }) => value);
      const line = lines.find((each) => each.type === type) ?? lines[0];
      const isMeant = ({ sender }: Person): boolean => sender.addresses.some(({ value }) => values.includes(value));
      const known = people.find((person) => person.line.type === type && isMeant(person));
      if (known) return known;
      const name = people.find(isMeant)?.customer.name;
      const phone = values.find((value) => PHONE.test(value));
      return phone === undefined ? addHidden(line, name ?? values[0] ?? '') : addByPhone(line, phone, name ?? phone);
    },
    get(id) {
      const found = people.find(({ customer }) => customer.id === id);
      if (!found) throw new Error(`Nobody here has the id "${id}".`);
      return found;
    },
    all: () => people,
  };
}

function lineOf(lines: readonly [Line, ...Line[]], connection: string | undefined): Line {
  const found = connection === undefined ? lines[0] : lines.find((line) => line.connection === connection);
  if (found) return found;
  const known = lines.map((line) => line.connection).join(', ');
  throw new Impossible(`a channel connection "${connection ?? ''}"`, `there is ${known}`);
}
