import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { DEMO_CHANNELS, DEMO_EXAMPLES, retell, type DemoChannel } from './start/demo.ts';
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
  --channel NAME     the phones it is played on, may be repeated: ${channelNames().join(', ')}
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

/** A conversation to play, and the channel it is played on. */
type Talk = { file: string; channel: DemoChannel };

type Options = { help: boolean; once: boolean; json: boolean; talks: Talk[] };

function readOptions(args: string[]): Options {
  const { values } = parse(args);
  const { help = false, once = false, json = false, transcript } = values;
  if (transcript !== undefined && values.example !== undefined)
    throw new UsageError('Give either --example or --transcript.');
  const example = values.example ?? DEFAULT_EXAMPLE;
  if (!exampleNames().includes(example))
    throw new UsageError(`There is no example "${example}"; there is ${exampleNames().join(', ')}.`);
  const talks = (values.channel ?? channelNames().slice(0, 1)).map((name): Talk => {
    const channel = DEMO_CHANNELS.find(({ connection }) => connection === name);
    if (!channel) throw new UsageError(`There is no phone for "${name}"; there is ${channelNames().join(', ')}.`);
    return { channel, file: transcript === undefined ? fileOf(example, channel) : resolve(transcript) };
  });
  return { help, once, json, talks };
}

/** The conversation of an example; where the business sees no numbers, that of somebody who hides it. */
function fileOf(example: string, { numbers }: DemoChannel): string {
  const name = numbers ? 'transcript.yaml' : 'hidden-number.transcript.yaml';
  return join(ROOT, 'examples', example, name);
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args,
      options: {
        once: flag,
        channel: { ...text, multiple: true },
        example: text,
        transcript: text,
        json: flag,
        help: flag,
      },
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
function onChannel({ file, channel: { connection, title } }: Talk): Transcript {
  const { lines, ...named } = readTranscript(file);
  if (lines.some(({ kind }) => kind === 'channel')) return { ...named, lines };
  return { ...named, lines: [{ kind: 'channel', connection, line: 1 }, ...retell(lines, title)] };
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

async function play(transcripts: readonly Transcript[], server: ServerProcess, output: Output): Promise<NamedRecord[]> {
  output.write('Starting a server with pretend phones and a pretend org …');
  const world = createDemoWorld(await server.ready);
  const records: NamedRecord[] = [];
  try {
    for (const transcript of transcripts) {
      output.write(`Playing ${transcript.file}\n`);
      records.push(...(await playTranscript(transcript, world, { report: output.scene })));
      output.write('');
    }
    return records;
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
  const transcripts = options.talks.map(onChannel);
  const server = startServerProcess();
  stopWhenAsked(server);
  try {
    const output = outputTo(options.json ? process.stderr : process.stdout);
    const records = await play(transcripts, server, output);
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
