import { parseArgs } from 'node:util';
import { announceReady, exitWhenAsked } from '../serve.ts';
import type { OrgServerOptions } from './server.ts';
import { startOrgServer } from './server.ts';

const USAGE = `Usage: node src/simulator/salesforce/main.ts [options]
  --port <n>               port on 127.0.0.1; 0, the default, takes a free one
  --state <file>           keep records and tokens in this file
  --with-parent            exit when stdin closes
  --client <id:secret>     accept this app only; may be repeated
  --refresh-token <token>  accept this refresh token; may be repeated (default 5Aep-demo-refresh)
  --rotate                 each refresh returns a new refresh token and kills the old one
  --detect-reuse           using a killed refresh token ends the whole grant
  --session-ms <n>         a session ends after this long without a call
  --daily-calls <n>        API calls allowed per day
  --language <en|it>       language of labels
  --no-call-log            keep counts of calls only
`;

function readOptions(args: string[]): OrgServerOptions & { withParent: boolean } {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      state: { type: 'string' },
      'with-parent': { type: 'boolean', default: false },
      client: { type: 'string', multiple: true },
      'refresh-token': { type: 'string', multiple: true },
      rotate: { type: 'boolean', default: false },
      'detect-reuse': { type: 'boolean', default: false },
      'session-ms': { type: 'string' },
      'daily-calls': { type: 'string' },
      language: { type: 'string', default: 'en' },
      'no-call-log': { type: 'boolean', default: false },
    },
  });
  return {
    port: Number(values.port),
    stateFile: values.state,
    withParent: values['with-parent'],
    clients: values.client?.map(readClient),
    rotateRefreshTokens: values.rotate,
    detectReuse: values['detect-reuse'],
    language: values.language === 'it' ? 'it' : 'en',
    callLog: !values['no-call-log'],
    ...(values['refresh-token'] ? { refreshTokens: values['refresh-token'] } : {}),
    ...(values['session-ms'] ? { sessionMs: Number(values['session-ms']) } : {}),
    ...(values['daily-calls'] ? { dailyApiRequests: Number(values['daily-calls']) } : {}),
  };
}

function readClient(text: string): { id: string; secret: string } {
  const colon = text.indexOf(':');
  if (colon > 0) return { id: text.slice(0, colon), secret: text.slice(colon + 1) };
  throw new Error(`--client ${text} has no secret; write it as id:secret.`);
}

try {
  const options = readOptions(process.argv.slice(2));
  const server = await startOrgServer(options);
  exitWhenAsked(server.close, options);
  announceReady('salesforce-org', server.url);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
}
