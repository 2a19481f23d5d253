import { join } from 'node:path';
import pino from 'pino';
import { readStartConfig, START_HELP, UsageError, type StartConfig } from './cli/start/config.ts';
import { ProjectError } from './cli/start/project.ts';
import { RealFolderError } from './cli/start/real-folder.ts';
import { ListenError, startRondine, type Rondine } from './cli/start/rondine.ts';
import { SignInDatabaseError } from './server/auth/migrations.ts';
import { FolderError } from './store/folder.ts';
import { VaultError } from './store/secrets.ts';
import { MigrationError } from './store/sql/migrate.ts';
import { storeTrouble } from './store/sql/trouble.ts';

/** What a person can set right; everything else is told with its stack. */
const EXPECTED = [
  ProjectError,
  RealFolderError,
  ListenError,
  FolderError,
  VaultError,
  MigrationError,
  SignInDatabaseError,
];

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const fail = (text: string, code: number): never => {
  process.stderr.write(`rondine: ${text}\n`);
  process.exit(code);
};

/** What a person sees once the server is ready. */
function announce({ url, facts }: Rondine, config: StartConfig): void {
  const { project } = config;
  for (const warning of facts.warnings) say(warning);
  const what = `${facts.flows} flow${facts.flows === 1 ? '' : 's'}, ${facts.connections} connection${facts.connections === 1 ? '' : 's'}`;
  say(`rondine is ready: ${url}  (${what}${project ? ` from ${project}` : ''})`);
  if (facts.demo && facts.local) {
    const act = project ? 'write on the phone' : 'type "Ciao" on the phone and watch the Lead appear';
    say(`Open ${url}/demo in a browser, ${act}. Ctrl+C stops.`);
  }
  if (!facts.local && !config.publicUrl?.startsWith('https:')) {
    say(
      'Listening beyond this machine without https: passwords can be read on the way. Put a proxy with TLS in front and',
    );
    say('set RONDINE_PUBLIC_URL=https://… to its address (docs/guide/running.md).');
  }
  if (facts.setup) {
    say('Nobody can sign in yet. Make yourself the owner, once, within 24 hours:');
    say(`  ${facts.setup.url}`);
  }
}

async function main(): Promise<void> {
  // What is kept here is for this user alone.
  process.umask(0o077);
  const config = readStartConfig(process.argv.slice(2), process.env, join(import.meta.dirname, '..'));
  if (!config) return say(START_HELP);
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: false }));
  const rondine = await startRondine(config, log);
  let closingAt: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (closingAt !== undefined) {
        // Ctrl+C reaches us twice, by the terminal and by the program that started us. A later one means now:
        // what is stored survives it.
        if (Date.now() - closingAt > 1000) process.exit(1);
        return;
      }
      closingAt = Date.now();
      void rondine.close().then(() => process.exit(0));
    });
  }
  announce(rondine, config);
}

try {
  await main();
} catch (error) {
  if (error instanceof UsageError) fail(error.message, 2);
  const known = error instanceof Error && EXPECTED.some((kind) => error instanceof kind);
  const words = known ? error.message : storeTrouble(error);
  fail(words ?? `could not start.\n${error instanceof Error ? error.stack : String(error)}`, 1);
}
