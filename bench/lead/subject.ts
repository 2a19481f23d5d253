import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MAIN, startProgram, type Process, type Program } from '../harness/program.ts';
import { CREDENTIALS, type World } from './world.ts';

/** A process under test: the product, or one of the rivals. */
export type Part = 'product' | 'rival' | 'rival, grouped';

/** A process under test that is ready; `hook` is where it wants its webhooks. */
export type Subject = Process & { hook: string };

const RIVAL = fileURLToPath(new URL('./rival.ts', import.meta.url));

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
  const started = await startProgram(program, nodeOptions);
  return { ...started, hook: `${started.url}/hooks/whatsapp` };
}

function product({ org, graph }: Pick<World, 'org' | 'graph'>, folder: string): Program {
  const { phoneNumberId, appSecret, verifyToken, accessToken, clientId, clientSecret } = CREDENTIALS;
  const project = join(folder, 'project');
  mkdirSync(join(project, 'flows'), { recursive: true });
  writeFileSync(join(project, 'flows', 'lead.json'), JSON.stringify(FLOW));
  const connections = {
    whatsapp: {
      channel: 'whatsapp',
      // The rival tells nobody that their message was read.
      acknowledge: false,
      config: { phoneNumberId, appSecret, verifyToken, accessToken, apiBase: graph },
    },
    salesforce: {
      connector: 'salesforce',
      config: { loginUrl: org, grant: 'client_credentials', clientId, clientSecret },
    },
  };
  writeFileSync(join(project, 'rondine.json'), JSON.stringify({ connections }));
  return {
    name: 'product',
    args: [MAIN, '--project', project],
    env: { RONDINE_PORT: '0', RONDINE_DATA: join(folder, 'data') },
  };
}

function rival(part: Part, { org, graph }: Pick<World, 'org' | 'graph'>, folder: string): Program {
  const { verifyToken: _, ...credentials } = CREDENTIALS;
  const config = { ...credentials, org, graph, database: join(folder, 'rival.db') };
  const grouped = part === 'rival, grouped' ? ['--grouped'] : [];
  return { name: part, args: [RIVAL, JSON.stringify(config), ...grouped], env: {} };
}
