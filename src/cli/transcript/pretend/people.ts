import type { FailureData } from '../../../base/failure.ts';
import type { ConnectionId, Lane } from '../../../base/ids.ts';
import type { Channel } from '../../../channels/channel.ts';
import { laneOf } from '../../../inbox/lane-of.ts';
import type { Address, Sender } from '../../../message/address.ts';
import type { DemoCustomer, DemoMessage } from '../../../server/routes/demo/demo-state.ts';

/** Somebody with a pretend phone. */
export type Person = {
  customer: DemoCustomer;
  sender: Sender;
  lane: Lane;
  messages: DemoMessage[];
  /** Messages that the channel would not take, by id, and why. */
  refused: Map<string, FailureData>;
  /** When they last wrote; undefined for one who never did. */
  wroteAt: number | undefined;
};

/** The channel connection that everybody writes on. */
export type Line = {
  connection: ConnectionId;
  type: string;
  channel: Channel;
  config: Parameters<NonNullable<Channel['recipient']>>[1];
};

/** Everybody who has a phone here. */
export type People = {
  /** The person of that name, or a new one. A name that is a phone number is the number of its person. */
  enter(kind: 'number' | 'hidden', name?: string): Person;
  /** The person behind an address, or a stranger who is known by it. */
  reached(to: readonly Address[]): Person;
  get(customer: string): Person;
  all(): readonly Person[];
};

const FIRST_NAME = 'Ada Rossi';
const PHONE = /^\+\d{6,15}$/;

/** Starts with nobody. */
export function createPeople(line: Line): People {
  const people: Person[] = [];
  const add = (customer: DemoCustomer, sender: Sender): Person => {
    const lane = laneOf(line.connection, sender);
    const person: Person = { customer, sender, lane, messages: [], refused: new Map(), wroteAt: undefined };
    people.push(person);
    return person;
  };
  const addByPhone = (phone: string, name: string): Person => {
    const found = line.channel.recipient?.(phone, line.config);
    const sender: Sender = found ?? { key: phone, addresses: [{ kind: 'phone', value: phone }] };
    return add({ id: phone.slice(1), name, phone }, { ...sender, name });
  };
  const addHidden = (name: string): Person => {
    const user = `IT.${1000 + people.length + 1}`;
    return add({ id: user, name }, { key: user, addresses: [{ kind: 'user', value: user }], name });
  };
  return {
    enter(kind, name = FIRST_NAME) {
      const known = people.find(({ customer }) => customer.name === name || customer.phone === name);
      if (known) return known;
      if (kind === 'hidden') return addHidden(name);
      return addByPhone(PHONE.test(name) ? name : `+39333${String(people.length + 1).padStart(7, '0')}`, name);
    },
    reached(to) {
      const values = to.map(({ value }) => value);
      const known = people.find(({ sender }) => sender.addresses.some(({ value }) => values.includes(value)));
      const [first = ''] = values;
      return known ?? (PHONE.test(first) ? addByPhone(first, first) : addHidden(first));
    },
    get(id) {
      const found = people.find(({ customer }) => customer.id === id);
      if (!found) throw new Error(`Nobody here has the id "${id}".`);
      return found;
    },
    all: () => people,
  };
}
