import { parseArgs } from 'node:util';
import type { JsonValue } from '../../base/json.ts';
import { announceReady, exitWhenAsked } from '../serve.ts';
import { readSettings } from './control-input.ts';
import type { ProviderKind } from './provider.ts';
import { startPhone } from './server.ts';

/** The flag of an option: `appSecret` is given as `--app-secret`. */
export function flagOf(option: string): string {
  return option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function usageOf({ id, title, options }: ProviderKind): string {
  const own = Object.entries(options).map(
    ([name, { demo, help }]) => `${`  --${flagOf(name)} TEXT`.padEnd(25)}${help} (${demo})`,
  );
  return `Phones on ${title}, and a provider that speaks its HTTP, on 127.0.0.1.

Usage: npm run simulator -- ${id} [options]
  --port N               where to listen; 0, the default, takes a free port
  --state FILE           keep the state in this file across restarts
  --webhook URL          where to deliver webhooks
  --no-log               keep counts only, neither messages nor state: for benches
  --set NAME=JSON        a setting, may be repeated: see GET /_control/settings
  --with-parent          end when stdin closes
  --help                 print this
${own.join('\n')}
`;
}

const OPTIONS = {
  port: { type: 'string' },
  state: { type: 'string' },
  webhook: { type: 'string' },
  'no-log': { type: 'boolean' },
  set: { type: 'string', multiple: true },
  'with-parent': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Runs phones of one provider as a program with these arguments until it is asked to end. */
export async function runPhone(kind: ProviderKind, args: string[]): Promise<void> {
  try {
    await run(kind, args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usageOf(kind)}`);
    process.exitCode = 1;
  }
}

async function run(kind: ProviderKind, args: string[]): Promise<void> {
  const names = Object.keys(kind.options);
  const own = Object.fromEntries(names.map((name) => [flagOf(name), { type: 'string' } as const]));
  const given: Readonly<Record<string, unknown>> = parseArgs({ args, options: { ...own, ...OPTIONS } }).values;
  // The type of what is parsed is lost where options are worked out.
  const values = given as Partial<ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']>;
  if (values.help) return void process.stdout.write(usageOf(kind));
  const options = names.map((name) => [name, String(given[flagOf(name)] ?? kind.options[name]?.demo)]);
  const server = await startPhone(
    {
      port: Number(values.port ?? 0),
      log: !values['no-log'],
      ...(values.state !== undefined && { stateFile: values.state }),
      ...(values.webhook !== undefined && { webhookUrl: values.webhook }),
    },
    (phone) => {
      const provider = kind.open(phone, Object.fromEntries(options) as Record<string, string>);
      const changed = Object.fromEntries((values.set ?? []).map(readSetting));
      Object.assign(provider.settings, readSettings(changed, provider.settingShapes));
      return provider;
    },
  );
  exitWhenAsked(server.close, { withParent: values['with-parent'] ?? false });
  announceReady(`${kind.id}-phone`, server.url);
}

function readSetting(text: string): [string, JsonValue] {
  const [name = '', ...rest] = text.split('=');
  const value = rest.join('=');
  try {
    return [name, JSON.parse(value) as JsonValue];
  } catch {
    return [name, value];
  }
}
