// What a commit costs: CPU of this process (user and system) for the three commits of a short lead conversation.
// With --postgres what the server's processes spend is not counted.
//
// usage: node bench/store.ts [conversations] [--postgres]
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { id } from '../src/base/ids.ts';
import type { Kind, Records } from '../src/store/records.ts';
import { openTestPostgres } from '../src/store/testing/open-test-postgres.ts';
import { SAMPLES, sampleRun } from '../src/store/testing/samples.ts';
import { openSession } from '../src/store/sql/postgres-session.ts';
import { openPostgresStore } from '../src/store/sql/postgres.ts';
import { openStore } from '../src/store/sql/sqlite.ts';
import type { Store, Write } from '../src/store/store.ts';

const ROUNDS = 5;
const COMMITS = 3;

const write = <K extends Kind>(op: 'insert' | 'put', kind: K, record: Records[K]): Write =>
  ({ op, kind, record }) as unknown as Write;

/** The journal entry that leads a run to a state. */
function entry(n: number, number: number, after: Records['run']['run']): Write {
  const record = SAMPLES.journal(n);
  return write('insert', 'journal', { ...record, key: `${record.run}/${`${number}`.padStart(6, '0')}`, number, after });
}

/** A message and its number in the lane. */
function message(op: 'insert' | 'put', n: number, number: number, changes: Partial<Records['message']>): Write {
  const { failure: _, possiblyTwice: __, ...record } = SAMPLES.message(n);
  const key = id.message(`${record.conversation}/${`${number}`.padStart(6, '0')}`);
  return write(op, 'message', { ...record, key, ...changes });
}

/** A first message starts a run that asks; the question is sent; the answer ends in a call. About twenty writes. */
function conversation(n: number): [Write[], Write[], Write[]] {
  const asked = sampleRun(n);
  const sent = { ...asked, revision: 4 };
  const calling = { ...asked, revision: 5, issued: 3, vars: { ...asked.vars, lastName: 'Rossi' } };
  const question = SAMPLES.effect(n);
  const call = { ...question, key: id.effect(asked.id, 3), connection: id.connection('crm') };
  const answered = { effect: undefined, providerId: `wamid.b${n}`, direction: 'in', status: 'received' } as const;
  return [
    [
      write('insert', 'seen', SAMPLES.seen(n)),
      write('insert', 'contact', SAMPLES.contact(n)),
      write('insert', 'address', SAMPLES.address(n)),
      write('insert', 'conversation', SAMPLES.conversation(n)),
      write('put', 'lane', SAMPLES.lane(n)),
      message('insert', n, 1, { ...answered, providerId: `wamid.a${n}` }),
      write('put', 'run', { key: asked.id, run: asked }),
      entry(n, 1, asked),
      write('put', 'effect', question),
      message('insert', n, 2, { providerId: undefined, status: 'pending' }),
    ],
    [
      write('put', 'effect', { ...question, state: 'done', attempts: 1, output: { id: `wamid.${n}` } }),
      message('put', n, 2, { status: 'sent' }),
      write('put', 'run', { key: sent.id, run: sent }),
      entry(n, 2, sent),
    ],
    [
      write('insert', 'seen', { ...SAMPLES.seen(n), key: `answer ${n}` }),
      write('put', 'lane', { ...SAMPLES.lane(n), foreground: null }),
      message('insert', n, 3, answered),
      write('put', 'run', { key: calling.id, run: calling }),
      entry(n, 3, calling),
      write('put', 'effect', {
        ...call,
        request: { ...question.request, kind: 'call', connection: 'crm', operation: 'create', input: asked.vars },
      }),
    ],
  ];
}

/** Commits each conversation's steps in `group`s at a time; gives microseconds of CPU and of time for one commit. */
async function measure(store: Store, from: number, { count, group }: { count: number; group: number }) {
  // Spread like hashes: real keys do not arrive in order.
  const all = Array.from({ length: count }, (_, n) => conversation(((from + n) * 7_919) % 999_983));
  const began = performance.now();
  const cpu = process.cpuUsage();
  for (let first = 0; first < count; first += group) {
    const members = all.slice(first, first + group);
    for (let step = 0; step < COMMITS; step += 1) {
      await Promise.all(members.map((member) => store.commit(member[step] ?? [])));
    }
  }
  const { user, system } = process.cpuUsage(cpu);
  const commits = count * COMMITS;
  return { cpu: (user + system) / commits, user: user / commits, time: ((performance.now() - began) * 1000) / commits };
}

type Subject = { store: Store; bytes(): Promise<number>; close(): Promise<void> };

async function openFile(): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-bench-'));
  const store = await openStore({ folder });
  return {
    store,
    bytes: async () => statSync(join(folder, 'rondine.db')).size,
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A server of the bench's own, which works on the same cores and waits for the same disk. */
async function openServer(): Promise<Subject> {
  const server = await openTestPostgres({ durable: true });
  const url = await server.newDatabase();
  return {
    store: await openPostgresStore({ url }),
    async bytes() {
      const session = await openSession(url, 'bench');
      const { rows } = await session.run('SELECT pg_database_size(current_database())');
      await session.close();
      return rows[0]?.[0] as number;
    },
    close: () => server.close(),
  };
}

async function bench({ store, bytes, close }: Subject, count: number): Promise<void> {
  let from = 0;
  for (const group of [1, 16]) {
    const rounds = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      rounds.push(await measure(store, from, { count, group }));
      from += count;
    }
    // The first round warms up.
    const sorted = rounds.slice(1).toSorted((a, b) => a.cpu - b.cpu);
    const { cpu, user, time } = sorted[Math.floor(ROUNDS / 2)] ?? { cpu: 0, user: 0, time: 0 };
    console.log(
      `groups of ${group}: ${cpu.toFixed(0)} µs CPU a commit (${user.toFixed(0)} ours, ${(cpu - user).toFixed(0)} the system's), ` +
        `${(cpu * COMMITS).toFixed(0)} µs a conversation; ${time.toFixed(0)} µs until it is on disk`,
    );
  }
  await store.close();
  console.log(`${((await bytes()) / from).toFixed(0)} bytes a conversation on disk`);
  await close();
}

const count = Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 1600);
await bench(process.argv.includes('--postgres') ? await openServer() : await openFile(), count);
