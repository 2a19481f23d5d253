import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProbeResult, ProbeWords } from '../../base/probe.ts';
import { CommandError, defineCommand, UsageError, type Call } from '../command.ts';
import type { Examined } from '../../control/doctor.ts';
import { waitForHealth } from '../reading/wait-for-health.ts';
import { styled, type Line } from '../terminal/text.ts';

const LANGUAGES = ['en', 'it'];

/** Looks at connections, and at what published flows use them for. */
export const doctor = defineCommand({
  name: 'doctor',
  summary:
    'Looks at every connection, or at one: can it do what the published flows do over it? Names what is wrong, where it is put right, and what cannot be known from here.',
  takes: '[NAME]',
  count: [0, 1],
  options: {
    wait: {
      type: 'boolean',
      about: 'looks again for as long as the trouble may pass by itself (a new app: 10 minutes)',
    },
    record: { type: 'string', value: 'FILE', about: 'writes the calls to FILE, nothing personal or secret in it' },
    language: { type: 'string', value: 'en|it', about: 'language of findings and pages (en)' },
  },
  prints: '[{ connection, type, ok, results: [{ topic?, name, ok, message, fix?, place?, known?, call? }] }]',
  examples: ['doctor', 'doctor crm --wait', 'doctor crm --language it', 'doctor crm --record org.json'],
  async run({ values, args, control, io }) {
    const language = values.language ?? 'en';
    if (!LANGUAGES.includes(language)) throw new UsageError(`--language is one of ${LANGUAGES.join(', ')}.`);
    const open = await control();
    const [name] = args;
    const names = name === undefined ? (await open.call('connections.list')).map(({ key }) => key) : [name];
    if (values.record !== undefined && names.length !== 1)
      throw new UsageError('A record is of one connection: name it.');
    const examined: Examined[] = [];
    for (const connection of names) {
      const look = () => open.call('doctor.examine', { connection, record: values.record !== undefined });
      const time = { now: io.now, pause: (ms: number) => pause(ms) };
      const told = (text: string) => io.err(`rondine: ${connection}: ${text}\n`);
      examined.push(values.wait ? await waitForHealth(look, { ...time, told }) : await look());
    }
    if (values.record !== undefined) await writeRecord(values.record, examined, io);
    const json = examined.map(({ connection, type, results }) => ({
      connection,
      type,
      ok: results.every(({ ok }) => ok),
      results,
    }));
    const none = 'There is no connection yet: a project’s rondine.json names them.';
    const text = json.length === 0 ? [none] : examined.flatMap((each) => linesOf(each, language));
    return { json, text, failed: json.some(({ ok }) => !ok) };
  },
});

async function writeRecord(file: string, [examined]: readonly Examined[], io: Call['io']): Promise<void> {
  const path = resolve(io.cwd, file);
  await writeFile(path, `${JSON.stringify(examined?.transcript, null, 2)}\n`).catch((error: unknown) => {
    throw new CommandError(`The record was not written to ${path}: ${error instanceof Error ? error.message : ''}`);
  });
  io.err(`rondine: the calls are in ${path}; read it before you give it away\n`);
}

const WORDS = {
  en: { where: 'where', fix: 'do', advice: 'advice' },
  it: { where: 'dove', fix: 'che fare', advice: 'consiglio' },
};

function linesOf({ connection, type, results }: Examined, language: string): Line[] {
  const topics = Map.groupBy(results, (result) => wordsOf(result, language).topic ?? '');
  const groups = [...topics].flatMap(([topic, members]): Line[] => [
    ...(topic === '' ? [] : [[styled('dim', `  ${topic}`)]]),
    ...members.flatMap((result) => resultLines(result, language)),
  ]);
  return [[styled('bold', connection), ` (${type})`], ...groups, ''];
}

function resultLines(result: ProbeResult, language: string): Line[] {
  const { name, message, fix, place } = wordsOf(result, language);
  const words = language === 'it' ? WORDS.it : WORDS.en;
  return [
    ['  ', markOf(result), ' ', styled('bold', name), `  ${message}`],
    ...(place === undefined ? [] : [[styled('dim', `      ${words.where}: ${place}`)]]),
    ...(fix === undefined ? [] : [[styled('dim', `      ${result.ok ? words.advice : words.fix}: ${fix}`)]]),
  ];
}

function markOf({ ok, known }: ProbeResult) {
  if (!ok) return styled('red', '✖');
  return known === 'not knowable' ? styled('yellow', '?') : styled('green', '✔');
}

function wordsOf(result: ProbeResult, language: string): ProbeWords {
  return (language === 'en' ? undefined : result.translations?.[language]) ?? result;
}
