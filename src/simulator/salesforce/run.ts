import { announceReady, exitWhenAsked } from '../serve.ts';
import { USAGE, readOptions, type MainOptions } from './main-options.ts';
import { startReplay } from './replay.ts';
import { startOrgServer } from './server.ts';
import { welcomeText } from './welcome.ts';

async function run(options: MainOptions): Promise<void> {
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (options.replay !== undefined) {
    const { close, url } = await startReplay({ file: options.replay, port: options.port ?? 0 });
    exitWhenAsked(close, options);
    announceReady('salesforce-org', url);
    return;
  }
  const server = await startOrgServer(options);
  exitWhenAsked(server.close, options);
  if (options.welcome) process.stdout.write(welcomeText(server, options));
  else announceReady('salesforce-org', server.url);
}

/** Runs the org as a program with these arguments until it is asked to end; says what is wrong with them otherwise. */
export async function runOrg(args: string[]): Promise<void> {
  try {
    await run(readOptions(args));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = 1;
  }
}
