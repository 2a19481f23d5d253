import type { Kind, Records } from './records.ts';
import type { Store, Write } from './store.ts';

/**
 * A unit of work: reads see its own writes, and the same record again; nothing is stored until the writes are committed
 * together.
 */
export type Draft = {
  get<K extends Kind>(kind: K, key: string): Promise<Records[K] | undefined>;
  put<K extends Kind>(kind: K, record: Records[K]): void;
  /** Like `put`, but the commit fails when the key exists. */
  insert<K extends Kind>(kind: K, record: Records[K]): void;
  delete<K extends Kind>(kind: K, key: string): void;
  /** Everything to commit, one write per record, in the order first touched. */
  writes(): Write[];
};

/** Kinds that several lanes write: a change is refused when another lane's came between. */
const SHARED: ReadonlySet<Kind> = new Set<Kind>(['contact']);

/** Starts a unit of work over a store. */
export function createDraft(store: Pick<Store, 'get'>): Draft {
  const touched = new Map<string, Write>();
  const read = new Map<string, Promise<Records[Kind] | undefined>>();
  /** Shared records as they were read. */
  const formers = new Map<string, Records[Kind]>();
  const name = (kind: Kind, key: string): string => `${kind} ${key}`;
  const remember = <R extends Records[Kind]>(at: string, found: R | undefined): R | undefined => {
    if (found) formers.set(at, found);
    return found;
  };
  const write = (at: string, next: Write): void => {
    const former = touched.get(at);
    // A record inserted and then changed is still an insert: it must not exist yet.
    const { op } = former ?? next;
    touched.set(at, op === 'insert' && next.op === 'put' ? { ...next, op } : next);
  };
  return {
    get<K extends Kind>(kind: K, key: string) {
      const at = name(kind, key);
      const own = touched.get(at);
      if (own) return Promise.resolve(own.op === 'delete' ? undefined : (own.record as Records[K]));
      let known = read.get(at) as Promise<Records[K] | undefined> | undefined;
      if (!known) {
        known = store.get(kind, key);
        if (SHARED.has(kind)) known = known.then((found) => remember(at, found));
        read.set(at, known);
      }
      return known;
    },
    put(kind, record) {
      const at = name(kind, record.key);
      const former = formers.get(at);
      write(at, { op: 'put', kind, record, ...(former && { former }) } as Write);
    },
    insert: (kind, record) => write(name(kind, record.key), { op: 'insert', kind, record } as Write),
    delete: (kind, key) => write(name(kind, key), { op: 'delete', kind, key }),
    writes: () => [...touched.values()],
  };
}
