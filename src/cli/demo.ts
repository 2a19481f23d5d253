import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { DEMO_CHANNELS, DEMO_EXAMPLES, retell } from './start/demo.ts';
import type { NamedRecord } from './transcript/check-line.ts';
import { createDemoWorld } from './transcript/demo-world.ts';
import { playTranscript, TranscriptMismatch, type Scene, type Transcript } from './transcript/play.ts';
import { startServerProcess, type ServerProcess } from './transcript/server-process.ts';
import { parseTranscript } from './transcript/transcript.ts';

const ROOT = join(import.meta.dirname, '..', '..');

const DEFAULT_EXAMPLE = 'whatsapp-lead';

const HELP = `usage: npm run demo -- --once [--channel NAME] [--example NAME | --transcript FILE] [--json]

Plays a conversation through a real server, a pretend phone and a pretend Salesforce org, and prints the records that
come of it. Everything runs on this machine, in a temporary folder that is removed at the end.
To write to the flows yourself, in a browser: npm start

  --once             play one transcript, then end
  --channel NAME     the phones it is played on: ${channelNames().join(', ')}
  --example NAME     one of ${exampleNames().join(', ')}  (${DEFAULT_EXAMPLE})
  --transcript FILE  play this transcript instead
  --json             print nothing but the records to the standard output; the conversation goes to the error output
  --help             this text
`;

/** Something that the person at the keyboard has to correct. */
class UsageError extends Error {}

function exampleNames(): string[] {
  return DEMO_EXAMPLES.toSorted();
}

function channelNames(): string[] {
  return DEMO_CHANNELS.map(({ connection }) => connection);
}

type Options = { help: boolean; once: boolean; json: boolean; file: string; channel: string | undefined };

function readOptions(args: string[]): Options {
  const { values } = parse(args);
  const { help = false, once = false, json = false, transcript, channel } = values;
  if (transcript !== undefined && values.example !== undefined)
    throw new UsageError('Give either --example or --transcript.');
  const example = values.example ?? DEFAULT_EXAMPLE;
  if (!exampleNames().includes(example))
    throw new UsageError(`There is no example "${example}"; there is ${exampleNames().join(', ')}.`);
  if (channel !== undefined && !channelNames().includes(channel))
    throw new UsageError(`There is no phone for "${channel}"; there is ${channelNames().join(', ')}.`);
  const file = transcript === undefined ? join(ROOT, 'examples', example, 'transcript.yaml') : resolve(transcript);
  return { help, once, json, file, channel };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args,
      options: { once: flag, channel: text, example: text, transcript: text, json: flag, help: flag },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readTranscript(path: string): Transcript {
  const file = relative(process.cwd(), path);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = parseTranscript(text);
  if ('lines' in read) return { file, lines: read.lines };
  throw new UsageError(read.problems.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'));
}

/** The conversation on the phones of a channel: an example calls the channel by its name there. */
function onChannel({ file, lines }: Transcript, channel: string | undefined): Transcript {
  const title = DEMO_CHANNELS.find(({ connection }) => connection === channel)?.title;
  if (channel === undefined || title === undefined) return { file, lines };
  return { file, lines: [{ kind: 'channel', connection: channel, line: 1 }, ...retell(lines, title)] };
}

type Output = { write(text: string): void; scene(scene: Scene): void };

const COLORS = { customer: 'cyan', bot: 'green', org: 'magenta', run: 'dim', conversation: 'dim' } as const;

/** Plain lines; colors only where a terminal reads them and nobody said NO_COLOR. */
function outputTo(stream: NodeJS.WriteStream): Output {
  const write = (text: string): void => void stream.write(`${text}\n`);
  return {
    write,
    scene({ at, who, text }) {
      const time = styleText('dim', new Date(at).toTimeString().slice(0, 8), { stream });
      const name = styleText(COLORS[who], who.padEnd(12), { stream });
      write(`${time}  ${name}  ${text.replaceAll('\n', `\n${' '.repeat(24)}`)}`);
    },
  };
}

async function play(transcript: Transcript, server: ServerProcess, output: Output): Promise<NamedRecord[]> {
  output.write('Starting a server with a pretend phone and a pretend org …');
  const world = createDemoWorld(await server.ready);
  output.write(`Playing ${transcript.file}\n`);
  try {
    return await playTranscript(transcript, world, { report: output.scene });
  } catch (error) {
    const complaints = server.complaints();
    if (complaints) output.write(`\nThe server said:\n${complaints}`);
    throw error;
  }
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return say(HELP, 0);
  if (!options.once) throw new UsageError('Say --once to play a conversation; npm start is the demo to try by hand.');
  const transcript = onChannel(readTranscript(options.file), options.channel);
  const server = startServerProcess();
  stopWhenAsked(server);
  try {
    const output = outputTo(options.json ? process.stderr : process.stdout);
    const records = await play(transcript, server, output);
    output.write('');
    for (const record of records) say(`${JSON.stringify(record, null, 2)}\n`, 0);
    return 0;
  } finally {
    await server.stop();
  }
}

/** Ends the server first, whoever asks and however often. A reader who closes our output, as `| head` does, asks too. */
function stopWhenAsked(server: ServerProcess): void {
  const stop = (code: number) => () => void server.stop().then(() => process.exit(code));
  process.on('SIGINT', stop(130)).on('SIGTERM', stop(143)).on('SIGHUP', stop(129));
  for (const stream of [process.stdout, process.stderr]) stream.on('error', stop(141));
}

function say(text: string, code: number): number {
  process.stdout.write(text);
  return code;
}

try {
  process.exitCode = await main();
} catch (error) {
  const usage = error instanceof UsageError;
  const known = usage || error instanceof TranscriptMismatch;
  const text = known || !(error instanceof Error) ? String(known ? (error as Error).message : error) : error.message;
  process.stderr.write(`\nrondine: ${text}\n${usage ? `\n${HELP}` : ''}`);
  process.exitCode = usage ? 2 : 1;
}
