import type { Kind, Records } from './records.ts';
import type { Store, Write } from './store.ts';

/**
 * A unit of work: reads see its own writes, and the same record again; nothing is stored until the writes are committed
 * together.
 */
export type Draft = {
  get<K extends Kind>(kind: K, key: string): Promise<Records[K] | undefined>;
  /** Writes over, or adds. Of a kind that several lanes write, the commit fails when it changed since it was read here. */
  put<K extends Kind>(kind: K, record: Records[K]): void;
  /** Like `put`, but the commit fails when the key exists. */
  insert<K extends Kind>(kind: K, record: Records[K]): void;
  delete<K extends Kind>(kind: K, key: string): void;
  /** Remembers how far it got; what it gives takes everything back that is written after. */
  mark(): () => void;
  /** Everything to commit, one write per record, in the order first touched. */
  writes(): Write[];
};

/**
 * Kinds that several lanes write: a person has several addresses, flows of many persons keep a value. A change of what
 * was read is refused when another lane's came between, and so is a record that was not there and now is.
 */
const SHARED: ReadonlySet<Kind> = new Set<Kind>(['contact', 'address', 'link', 'consent', 'value']);

/** Starts a unit of work over a store. */
export function createDraft(store: Pick<Store, 'get'>): Draft {
  const touched = new Map<string, Write>();
  const read = new Map<string, Promise<Records[Kind] | undefined>>();
  /** Shared records as they were read; undefined for one that was not there. */
  const formers = new Map<string, Records[Kind] | undefined>();
  const name = (kind: Kind, key: string): string => `${kind} ${key}`;
  const remember = <R extends Records[Kind]>(at: string, found: R | undefined): R | undefined => {
    formers.set(at, found);
    return found;
  };
  const write = (at: string, next: Write): void => {
    const earlier = touched.get(at)?.op;
    // A record inserted and then changed is still an insert: it must not exist yet.
    if (earlier === 'insert' && next.op === 'put') touched.set(at, { ...next, op: 'insert' });
    // One deleted and then inserted does exist.
    else if (earlier === 'delete' && next.op === 'insert') touched.set(at, { ...next, op: 'put' });
    else touched.set(at, next);
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
      const op = former === undefined && formers.has(at) ? 'insert' : 'put';
      write(at, { op, kind, record, ...(former && { former }) } as Write);
    },
    insert: (kind, record) => write(name(kind, record.key), { op: 'insert', kind, record } as Write),
    delete: (kind, key) => write(name(kind, key), { op: 'delete', kind, key }),
    mark() {
      const before = new Map(touched);
      return () => {
        touched.clear();
        for (const [at, each] of before) touched.set(at, each);
      };
    },
    writes: () => [...touched.values()],
  };
}
