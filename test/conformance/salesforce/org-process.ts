import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'src', 'simulator', 'salesforce', 'main.ts');

/** One call that the org was asked, as its control calls tell it. */
export type SeenCall = {
  method: string;
  path: string;
  operation: string;
  object: string | null;
  status: number | null;
};

/** A simulated org in a process of its own. */
export type OrgProcess = {
  url: string;
  /** Does something of the control calls. */
  control(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  /** Everything that was asked so far. */
  calls(): Promise<SeenCall[]>;
  /** The fields of every record of an object, oldest first. */
  records(object: string): Promise<Record<string, unknown>[]>;
};

/** Starts an org that ends with the test; `config` is what its configuration file holds. */
export async function startOrg(t: TestContext, config: object = {}): Promise<OrgProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'judged-org-'));
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify(config));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, '--config', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  t.after(async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  });
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), ended])) as [unknown];
  assert.equal(typeof line, 'string', 'the org did not start');
  const { url } = JSON.parse(String(line)) as { url: string };
  const control: OrgProcess['control'] = async (method, path, body) => {
    const init = body ? { method, body: JSON.stringify(body) } : { method };
    return (await (await fetch(`${url}/_control/${path}`, init)).json()) as Record<string, unknown>;
  };
  return {
    url,
    control,
    calls: async () => (await control('GET', 'calls'))['calls'] as SeenCall[],
    records: async (object) => {
      const { records } = (await control('GET', `records/${object}`)) as { records: { fields: object }[] };
      return records.toReversed().map(({ fields }) => ({ ...fields }));
    },
  };
}

/** A session that an app got for itself. */
export async function tokenOf(org: OrgProcess): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: 'app', client_secret: 'secret' };
  const reply = await fetch(`${org.url}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  return ((await reply.json()) as { access_token: string }).access_token;
}
