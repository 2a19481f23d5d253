import { join } from 'node:path';
import pino from 'pino';
import { readStartConfig, START_HELP, UsageError } from './cli/start/config.ts';
import { startRondine, type Rondine } from './cli/start/rondine.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const fail = (text: string, code: number): never => {
  process.stderr.write(`rondine: ${text}\n`);
  process.exit(code);
};

/** What a person sees once the server is ready. */
function announce({ url, facts }: Rondine, project: string | undefined): void {
  for (const warning of facts.warnings) say(warning);
  const what = `${facts.flows} flow${facts.flows === 1 ? '' : 's'}, ${facts.connections} connection${facts.connections === 1 ? '' : 's'}`;
  say(`rondine is ready: ${url}  (${what}${project ? ` from ${project}` : ''})`);
  if (facts.demo && facts.local)
    say('Open it in a browser, type "Ciao" on the phone and watch the Lead appear. Ctrl+C stops.');
  if (!facts.local) say('Listening beyond this machine: only /hooks and /healthz answer until sign-in exists.');
}

async function main(): Promise<void> {
  const config = readStartConfig(process.argv.slice(2), process.env, join(import.meta.dirname, '..'));
  if (!config) return say(START_HELP);
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: false }));
  const rondine = await startRondine(config, log);
  announce(rondine, config.project);
  let closing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second signal means now: what is stored survives it.
      if (closing) process.exit(1);
      closing = true;
      void rondine.close().then(() => process.exit(0));
    });
  }
}

try {
  await main();
} catch (error) {
  if (error instanceof UsageError) fail(error.message, 2);
  const known =
    error instanceof Error && ['ProjectError', 'FolderError', 'ListenError', 'VaultError'].includes(error.name);
  fail(known ? error.message : `could not start.\n${error instanceof Error ? error.stack : String(error)}`, 1);
}
