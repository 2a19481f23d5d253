import { join } from 'node:path';
import { id } from '../../base/ids.ts';
import { PLAIN_INSTALLATION } from '../../engine/installation-book.ts';
import { readFlowFiles } from './project-flows.ts';
import type { Project, ProjectConnection } from './project.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Examples whose flows the demo publishes. */
export const DEMO_EXAMPLES: readonly string[] = ['whatsapp-lead', 'whatsapp-case'];

/** The demo's connections: a pretend phone and a pretend org. Nothing in them is secret. */
const DEMO_CONNECTIONS: readonly ProjectConnection[] = [
  {
    key: id.connection('whatsapp'),
    kind: 'channel',
    type: 'whatsapp',
    simulator: true,
    config: {
      phoneNumberId: '106540352242922',
      appSecret: 'demo-app-secret',
      verifyToken: 'demo-verify-token',
      accessToken: 'demo-access-token',
    },
  },
  {
    key: id.connection('salesforce'),
    kind: 'connector',
    type: 'salesforce',
    simulator: true,
    config: {
      grant: 'refresh_token',
      clientId: 'demo-client',
      clientSecret: 'demo-client-secret',
      refreshToken: '5Aep-demo-refresh',
    },
  },
];

/** What an empty data folder is filled with: a stored demo of simulators and the example flows. */
export async function readDemo(): Promise<Project> {
  const folders = DEMO_EXAMPLES.map((name) => join(ROOT, 'examples', name, 'flows'));
  const facts = PLAIN_INSTALLATION;
  const read = await readFlowFiles(folders, { connections: DEMO_CONNECTIONS, facts });
  return { connections: [...DEMO_CONNECTIONS], facts, ...read };
}
