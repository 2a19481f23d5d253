import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { id } from '../../../src/base/ids.ts';
import { openConfigVault } from '../../../src/cli/start/config-vault.ts';
import { openConnectionBook } from '../../../src/engine/connection-book.ts';
import { DEMO_REFRESH_TOKEN } from '../../../src/simulator/salesforce/org.ts';
import { startOrgServer, type OrgServer } from '../../../src/simulator/salesforce/server.ts';
import { openStore } from '../../../src/store/sql/sqlite.ts';

/** How much is asked of how many processes. */
export type SharePlan = { processes: number; calls: number; tokenLifeMs: number };

/** What became of it, as the processes and the org tell it. */
export type ShareReport = {
  created: number;
  /** Calls that ended without a record, in words. */
  lost: string[];
  /** Records in the org. */
  records: number;
  /** Token requests that the org answered with a token, and those that it refused. */
  refreshes: number;
  refused: number;
  /** True where the connection counts as working in the end. */
  working: boolean;
  ms: number;
};

const CALLER = join(import.meta.dirname, 'caller.ts');
const KEY = Buffer.alloc(32, 7).toString('base64');
const CONNECTION = id.connection('crm');

/**
 * Lets several processes create leads over one connection at the same time. Its refresh token is rotated at each use,
 * and one that is used twice ends the whole grant: a single refresh outside the lease would lose the session of all.
 */
export async function shareConnection({ processes, calls, tokenLifeMs }: SharePlan): Promise<ShareReport> {
  const folder = await mkdtemp(join(tmpdir(), 'rondine-shared-'));
  const org = await startOrgServer({ rotateRefreshTokens: true, detectReuse: true, tokenLifeMs });
  try {
    await seed(folder, org.url);
    const began = performance.now();
    const share = Math.ceil(calls / processes);
    const told = await Promise.all(Array.from({ length: processes }, (_, index) => runCaller(folder, index, share)));
    const ms = performance.now() - began;
    return {
      created: told.reduce((sum, { created }) => sum + created, 0),
      lost: told.flatMap(({ lost }) => lost),
      ...(await look(folder, org)),
      ms,
    };
  } finally {
    await org.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function seed(folder: string, loginUrl: string): Promise<void> {
  const store = await openStore({ folder });
  const connections = await openConnectionBook(store, vaultOf(folder));
  const app = { clientId: 'app', clientSecret: 'secret', refreshToken: DEMO_REFRESH_TOKEN };
  const config = { loginUrl, grant: 'refresh_token', ...app };
  await connections.seed({ key: CONNECTION, kind: 'connector', type: 'salesforce', config, seed: 'shared' });
  await store.close();
}

function vaultOf(folder: string) {
  return openConfigVault(folder, { RONDINE_KEY: KEY });
}

async function runCaller(folder: string, index: number, share: number): Promise<{ created: number; lost: string[] }> {
  const args = ['--disable-warning=ExperimentalWarning', CALLER, folder, `p${index}x`, String(share)];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, RONDINE_KEY: KEY },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  try {
    return JSON.parse(out) as { created: number; lost: string[] };
  } catch {
    return { created: 0, lost: [`process ${index} ended without an answer: ${err.slice(0, 2000)}`] };
  }
}

async function look(
  folder: string,
  { org }: OrgServer,
): Promise<Pick<ShareReport, 'records' | 'refreshes' | 'refused' | 'working'>> {
  const store = await openStore({ folder });
  const connections = await openConnectionBook(store, vaultOf(folder));
  const working = connections.get(CONNECTION)?.record.state === 'working';
  await store.close();
  const tokens = org.calls.since(0).filter(({ operation }) => operation === 'token');
  const refreshes = tokens.filter(({ status }) => status === 200).length;
  return { records: [...org.store.list('Lead')].length, refreshes, refused: tokens.length - refreshes, working };
}
