import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CORES, onCore } from './machine.ts';
import { CREDENTIALS, type World } from './world.ts';

/** A process under test: the product, or one of the rivals. */
export type Part = 'product' | 'rival' | 'rival, grouped';

/** A process under test that is ready. */
export type Subject = {
  pid: number;
  /** Where it wants its webhooks. */
  hook: string;
  /** Ends it, letting it finish what is under way. Rejects when it ended badly or had something to complain about. */
  stop: () => Promise<void>;
  /** Ends it by force and throws the error with what the process complained about. */
  giveUp: (error: unknown) => never;
};

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const RIVAL = fileURLToPath(new URL('./rival.ts', import.meta.url));
const READY_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 15_000;

/** The flow that both play: a message comes, a Lead is upserted, its id goes back. */
const FLOW = {
  rondine: 1,
  flow: {
    id: 'bench-lead',
    name: 'Lead from the first message',
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [{ type: 'message' }],
    start: 'createLead',
    steps: {
      createLead: {
        type: 'call',
        params: {
          connection: 'salesforce',
          operation: 'upsert',
          input: {
            object: 'Lead',
            externalIdField: 'Rondine_Key__c',
            externalId: '{{ contact.id }}',
            fields: {
              LastName: '{{ contact.name }}',
              Company: 'Privato',
              MobilePhone: '{{ contact.phone }}',
              LeadSource: 'WhatsApp',
            },
          },
          saveAs: 'lead',
        },
        next: { done: 'thank', failed: 'finish' },
      },
      thank: {
        type: 'send',
        params: { text: 'Grazie {{ contact.name }}, il tuo riferimento è {{ vars.lead.id }}.' },
        next: { sent: 'finish', failed: 'finish' },
      },
      finish: { type: 'end', params: {}, next: {} },
    },
  },
};

/** Starts a process under test on its core, with an empty data folder; `nodeOptions` go before the program. */
export async function startSubject(
  part: Part,
  world: Pick<World, 'org' | 'graph'>,
  { folder, nodeOptions = [] }: { folder: string; nodeOptions?: readonly string[] },
): Promise<Subject> {
  mkdirSync(folder, { recursive: true });
  const program = part === 'product' ? product(world, folder) : rival(part, world, folder);
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', ...nodeOptions];
  const [command, args] = onCore(CORES.subject, [...node, ...program.args]);
  const env = { ...withoutOwn(process.env), ...program.env };
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  endWithUs(child);
  const complaints = collect(child);
  const url = (await readyUrl(child, part, complaints)).replace('//localhost:', '//127.0.0.1:');
  return {
    pid: child.pid ?? 0,
    hook: `${url}/hooks/whatsapp`,
    stop: () => stop(child, part, complaints),
    giveUp(error) {
      child.kill('SIGKILL');
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${why}\nThe ${part} said:\n${complaints.text || 'nothing'}`, { cause: error });
    },
  };
}

type Program = { args: string[]; env: Record<string, string> };

function product({ org, graph }: Pick<World, 'org' | 'graph'>, folder: string): Program {
  const { phoneNumberId, appSecret, verifyToken, accessToken, clientId, clientSecret } = CREDENTIALS;
  const project = join(folder, 'project');
  mkdirSync(join(project, 'flows'), { recursive: true });
  writeFileSync(join(project, 'flows', 'lead.json'), JSON.stringify(FLOW));
  const connections = {
    whatsapp: {
      channel: 'whatsapp',
      config: { phoneNumberId, appSecret, verifyToken, accessToken, apiBase: graph },
    },
    salesforce: {
      connector: 'salesforce',
      config: { loginUrl: org, grant: 'client_credentials', clientId, clientSecret },
    },
  };
  writeFileSync(join(project, 'rondine.json'), JSON.stringify({ connections }));
  return {
    args: [MAIN, '--project', project],
    env: { RONDINE_PORT: '0', RONDINE_DATA: join(folder, 'data') },
  };
}

function rival(part: Part, { org, graph }: Pick<World, 'org' | 'graph'>, folder: string): Program {
  const { verifyToken: _, ...credentials } = CREDENTIALS;
  const config = { ...credentials, org, graph, database: join(folder, 'rival.db') };
  return { args: [RIVAL, JSON.stringify(config), ...(part === 'rival, grouped' ? ['--grouped'] : [])], env: {} };
}

/** Nothing of a running installation leaks in. */
function withoutOwn(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('RONDINE_')));
}

/** A bench that is interrupted leaves no process behind. */
function endWithUs(child: ChildProcess): void {
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
}

/** Enough to see what went wrong; a process in trouble repeats itself. */
const COMPLAINTS_MAX = 4000;

function collect(child: ChildProcess): { text: string } {
  const complaints = { text: '' };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints.text = (complaints.text + text).slice(0, COMPLAINTS_MAX);
  });
  return complaints;
}

function readyUrl(child: ChildProcess, part: Part, complaints: { text: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`The ${part} ${why}.\n${complaints.text}`.trimEnd()));
    };
    const timer = setTimeout(() => fail(`was not ready within ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code) => fail(`ended with code ${code} while starting`));
    if (!child.stdout) return fail('has no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = / is ready: (http:\S+)/.exec(line)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve(url);
    });
  });
}

async function stop(child: ChildProcess, part: Part, complaints: { text: string }): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  else throw new Error(`The ${part} had ended by itself.\n${complaints.text}`);
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(force);
  if (child.exitCode !== 0 || complaints.text !== '')
    throw new Error(
      `The ${part} ended with ${child.signalCode ?? child.exitCode} and these complaints:\n${complaints.text}`,
    );
}
