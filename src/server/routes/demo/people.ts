import { isObject } from '../../../base/json.ts';
import type { Store } from '../../../store/store.ts';
import type { DemoCustomer } from './demo-state.ts';
import type { DemoPhone } from './phones.ts';

/** Who writes in the demo: two people on each phone from the start, and everyone who was made since. Kept in the store. */
export type People = {
  all(): Promise<readonly DemoCustomer[]>;
  find(id: string): Promise<DemoCustomer | undefined>;
  /**
   * Makes a new person; with `hidden` only a user id and a username are known, where people can hide their number.
   * `like` is somebody on another phone: the same person, with the same number where both phones show it.
   */
  add(phone: DemoPhone, wish: { kind: 'number' | 'hidden'; like?: DemoCustomer }): Promise<DemoCustomer>;
};

/** The serial numbers of those who are there from the start: the same person on each phone. */
const FIRST = { number: { serial: 1_000_001, name: 'Ada Rossi' }, hidden: { serial: 1, name: 'Luca Bianchi' } };

const NAMES = ['Maria De Luca', 'Paolo Conti', 'Giulia Ferrari', 'Marco Esposito', 'Chiara Gallo', 'Nico Della Valle'];

const SETTING = 'demo.people';

type Options = { store: Pick<Store, 'get' | 'commit'>; phones: readonly DemoPhone[]; now?: () => number };

/** Opens the list of people. New identities come from the clock, so that they never repeat an old one. */
export function openPeople({ store, phones, now = Date.now }: Options): People {
  const first = phones.flatMap((phone) =>
    (['number', 'hidden'] as const).map((kind) => personOn(phone, { kind, ...FIRST[kind] })),
  );
  let last = 0;
  const made = async (): Promise<DemoCustomer[]> => {
    const kept = (await store.get('setting', SETTING))?.value;
    return Array.isArray(kept) ? kept.flatMap(readCustomer) : [];
  };
  const all = async (): Promise<readonly DemoCustomer[]> => {
    const shown = new Set(phones.map(({ connection }) => connection));
    return [...first, ...(await made()).filter(({ connection }) => shown.has(connection))];
  };
  return {
    all,
    find: async (id) => (await all()).find((person) => person.id === id),
    async add(phone, { kind, like }) {
      const people = await made();
      last = Math.max(last + 1, Math.floor(now() / 100));
      const name = like?.name ?? NAMES[people.length % NAMES.length] ?? 'Anna Riva';
      const fresh = personOn(phone, { kind, name, serial: Number(String(last).slice(-7)) });
      const person = like ? withNumberOf(like, fresh) : fresh;
      await store.commit([{ op: 'put', kind: 'setting', record: { key: SETTING, value: [...people, person] } }]);
      return person;
    },
  };
}

type Made = { kind: 'number' | 'hidden'; name: string; serial: number };

function personOn({ connection, numbers, person, hidden }: DemoPhone, { kind, name, serial }: Made): DemoCustomer {
  const hides = kind === 'hidden' && hidden !== undefined;
  const handle = hides ? hidden(serial) : person(serial);
  const known = { id: `${connection}:${handle}`, connection, handle, name };
  if (hides) return { ...known, username: name.toLowerCase().replaceAll(' ', '.') };
  return numbers ? { ...known, phone: `+${handle.replace(/^\+/, '')}` } : known;
}

/** Both show their number, so it is one. */
function withNumberOf({ phone }: DemoCustomer, fresh: DemoCustomer): DemoCustomer {
  if (phone === undefined || fresh.phone === undefined) return fresh;
  const handle = fresh.handle.startsWith('+') ? phone : phone.slice(1);
  return { ...fresh, id: `${fresh.connection}:${handle}`, handle, phone };
}

function readCustomer(value: unknown): DemoCustomer[] {
  if (!isObject(value)) return [];
  const { id, connection, handle, name, phone, username } = value;
  if (typeof id !== 'string' || typeof connection !== 'string') return [];
  if (typeof handle !== 'string' || typeof name !== 'string') return [];
  const shown = typeof phone === 'string' ? { phone } : {};
  return [{ id, connection, handle, name, ...shown, ...(typeof username === 'string' ? { username } : {}) }];
}
