import { ByKind } from './by-kind.ts';
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

/** A record that was written, and what is to become of it. */
type Touch = { kind: Kind; key: string; write: Write };

/** Starts a unit of work over a store. */
export function createDraft(store: Pick<Store, 'get'>): Draft {
  const touches: Touch[] = [];
  const touched = new ByKind<Touch>();
  const read = new ByKind<Promise<Records[Kind] | undefined>>();
  /** Shared records as they were read; undefined for one that was not there. */
  const formers = new ByKind<Records[Kind] | undefined>();
  const write = (kind: Kind, key: string, next: Write): void => {
    const touch = touched.get(kind, key);
    if (!touch) {
      const first = { kind, key, write: next };
      touches.push(first);
      touched.set(kind, key, first);
      return;
    }
    const earlier = touch.write.op;
    // A record inserted and then changed is still an insert: it must not exist yet.
    if (earlier === 'insert' && next.op === 'put') touch.write = { ...next, op: 'insert' };
    // One deleted and then inserted does exist.
    else if (earlier === 'delete' && next.op === 'insert') touch.write = { ...next, op: 'put' };
    else touch.write = next;
  };
  return {
    get<K extends Kind>(kind: K, key: string) {
      const own = touched.get(kind, key)?.write;
      if (own) return Promise.resolve(own.op === 'delete' ? undefined : (own.record as Records[K]));
      let known = read.get(kind, key) as Promise<Records[K] | undefined> | undefined;
      if (!known) {
        known = store.get(kind, key);
        if (SHARED.has(kind))
          known = known.then((found) => {
            formers.set(kind, key, found);
            return found;
          });
        read.set(kind, key, known);
      }
      return known;
    },
    put(kind, record) {
      const { key } = record;
      const former = formers.get(kind, key);
      const op = former === undefined && formers.has(kind, key) ? 'insert' : 'put';
      write(kind, key, { op, kind, record, ...(former && { former }) } as Write);
    },
    insert: (kind, record) => write(kind, record.key, { op: 'insert', kind, record } as Write),
    delete: (kind, key) => write(kind, key, { op: 'delete', kind, key }),
    mark() {
      const before = touches.map((touch) => touch.write);
      return () => {
        for (const { kind, key } of touches.splice(before.length)) touched.delete(kind, key);
        for (const [at, touch] of touches.entries()) touch.write = before[at] ?? touch.write;
      };
    },
    writes: () => touches.map((touch) => touch.write),
  };
}
