import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'node:test';

/** What a command of the CLI printed under `--json`. */
export type SfAnswer = { status: number; result?: unknown; name?: string; message?: string; warnings?: string[] };

/** Salesforce's command line in a home of its own. */
export type Sf = {
  home: string;
  /** Runs a command and gives what it printed; `env` is added to its environment. */
  run(args: readonly string[], env?: Record<string, string>): Promise<SfAnswer>;
  /** Runs a command that has to succeed and gives its result. */
  result<T>(args: readonly string[], env?: Record<string, string>): Promise<T>;
};

const BROWSER = join(import.meta.dirname, 'browser.ts');
/** A command takes a second or two; one that waits for a browser that never comes would wait for minutes. */
const LIMIT_MS = 60_000;

const SETTINGS = {
  SF_DISABLE_TELEMETRY: 'true',
  SF_AUTOUPDATE_DISABLE: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
  SF_DISABLE_DNS_CHECK: 'true',
  SF_DISABLE_SOURCE_MEMBER_POLLING: 'true',
};

/** Prepares a home for the CLI that ends with the test, with a `firefox` in which `person` signs in. */
export function createSf(t: TestContext, program: string, person: string): Sf {
  const home = mkdtempSync(join(tmpdir(), 'judge-sf-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const firefox = join(home, 'firefox');
  // The CLI waits for whatever it opens; a real browser hands the page to its window and is gone.
  writeFileSync(firefox, `#!/bin/sh\n'${process.execPath}' '${BROWSER}' "$1" '${person}' >'${home}/visited' 2>&1 &\n`);
  chmodSync(firefox, 0o755);
  // Proxies are left out because the CLI ignores NO_PROXY, and its own settings because they are somebody else's.
  const kept = Object.entries(process.env).filter(([name]) => !/^(SF_|SFDX_|XDG_|NODE_|https?_proxy$)/i.test(name));
  const base = { ...Object.fromEntries(kept), HOME: home, PATH: `${home}${delimiter}${process.env['PATH'] ?? ''}` };
  const run: Sf['run'] = async (args, env = {}) => {
    const { stdout, stderr } = await execute(program, {
      args: [...args, '--json'],
      cwd: home,
      env: { ...base, ...SETTINGS, ...env },
    });
    try {
      return JSON.parse(stdout) as SfAnswer;
    } catch (cause) {
      throw new Error(`sf ${args.join(' ')} printed no JSON:\n${stdout}\n${stderr}`, { cause });
    }
  };
  return {
    home,
    run,
    async result<T>(args: readonly string[], env?: Record<string, string>): Promise<T> {
      const answer = await run(args, env);
      if (answer.status === 0) return answer.result as T;
      throw new Error(`sf ${args.join(' ')} failed: ${answer.name}: ${answer.message}`);
    },
  };
}

type Command = { args: readonly string[]; cwd: string; env: Record<string, string | undefined> };

async function execute(program: string, command: Command): Promise<{ stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [program, ...command.args], {
    cwd: command.cwd,
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  await new Promise((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  return { stdout, stderr };
}
