import { isObject } from '../../../base/json.ts';
import type { Store } from '../../../store/store.ts';
import type { DemoCustomer } from './demo-state.ts';

/** Who writes in the demo: two people from the start, and everyone who was made since. Kept in the store. */
export type People = {
  all(): Promise<readonly DemoCustomer[]>;
  find(id: string): Promise<DemoCustomer | undefined>;
  /** Makes a new person; with `hidden` only a user id and a username are known, never the number. */
  add(kind: 'number' | 'hidden'): Promise<DemoCustomer>;
};

const FIRST: readonly DemoCustomer[] = [
  { id: '393331000001', name: 'Ada Rossi', phone: '+393331000001' },
  { id: 'IT.2026000000000001', name: 'Luca Bianchi', username: 'luca.bianchi' },
];

const NAMES = ['Maria De Luca', 'Paolo Conti', 'Giulia Ferrari', 'Marco Esposito', 'Chiara Gallo', 'Nico Della Valle'];

const SETTING = 'demo.people';

/** Opens the list of people. New identities come from the clock, so that they never repeat an old one. */
export function openPeople(store: Pick<Store, 'get' | 'commit'>, now: () => number = Date.now): People {
  let last = 0;
  const all = async (): Promise<readonly DemoCustomer[]> => {
    const made = (await store.get('setting', SETTING))?.value;
    return [...FIRST, ...(Array.isArray(made) ? made.flatMap(readCustomer) : [])];
  };
  return {
    all,
    find: async (id) => (await all()).find((person) => person.id === id),
    async add(kind) {
      const people = await all();
      last = Math.max(last + 1, Math.floor(now() / 100));
      const name = NAMES[(people.length - FIRST.length) % NAMES.length] ?? 'Anna Riva';
      const person = identityOf(kind, name, `39333${String(last).slice(-7)}`);
      const value = [...people.slice(FIRST.length), person];
      await store.commit([{ op: 'put', kind: 'setting', record: { key: SETTING, value } }]);
      return person;
    },
  };
}

function identityOf(kind: 'number' | 'hidden', name: string, number: string): DemoCustomer {
  if (kind === 'number') return { id: number, name, phone: `+${number}` };
  return { id: `IT.2026${number}`, name, username: name.toLowerCase().replaceAll(' ', '.') };
}

function readCustomer(value: unknown): DemoCustomer[] {
  if (!isObject(value)) return [];
  const { id, name, phone, username } = value;
  if (typeof id !== 'string' || typeof name !== 'string') return [];
  const shown = typeof phone === 'string' ? { phone } : {};
  return [{ id, name, ...shown, ...(typeof username === 'string' ? { username } : {}) }];
}
