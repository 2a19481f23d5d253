import { parseArgs } from 'node:util';
import type { JsonValue } from '../../base/json.ts';
import { announceReady, exitWhenAsked } from '../serve.ts';
import { readSettings, SETTING_SHAPES } from './control-input.ts';
import { startPhoneServer } from './server.ts';

const HELP = `A phone on WhatsApp that pretends to be Meta's Graph API.

  --port N               where to listen on 127.0.0.1 (0 takes a free port)
  --state FILE           keep the state in this file across restarts
  --with-parent          end when stdin closes
  --webhook URL          where to deliver webhooks
  --app-secret TEXT      signs webhooks              (demo-app-secret)
  --verify-token TEXT    webhook handshake           (demo-verify-token)
  --access-token TEXT    expected as Bearer token    (demo-access-token)
  --phone-number-id ID   the business number's id    (106540352242922)
  --display-number N     the business number         (15550001111)
  --waba-id ID           the business account        (102290129340398)
  --no-log               keep counts only, neither messages nor state: for benches
  --set NAME=JSON        a setting, may be repeated: ${Object.keys(SETTING_SHAPES).join(', ')}
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    state: { type: 'string' },
    'with-parent': { type: 'boolean', default: false },
    webhook: { type: 'string' },
    'app-secret': { type: 'string', default: 'demo-app-secret' },
    'verify-token': { type: 'string', default: 'demo-verify-token' },
    'access-token': { type: 'string', default: 'demo-access-token' },
    'phone-number-id': { type: 'string', default: '106540352242922' },
    'display-number': { type: 'string', default: '15550001111' },
    'waba-id': { type: 'string', default: '102290129340398' },
    'no-log': { type: 'boolean', default: false },
    set: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await run();

async function run(): Promise<void> {
  const server = await startPhoneServer({
    port: Number(values.port),
    ...(values.state !== undefined && { stateFile: values.state }),
    ...(values.webhook !== undefined && { webhookUrl: values.webhook }),
    appSecret: values['app-secret'],
    verifyToken: values['verify-token'],
    accessToken: values['access-token'],
    phoneNumberId: values['phone-number-id'],
    displayPhoneNumber: values['display-number'],
    wabaId: values['waba-id'],
    log: !values['no-log'],
    ...readSettings(Object.fromEntries(values.set.map(readSetting))),
  });
  announceReady('whatsapp-phone', server.url);
  exitWhenAsked(server.close, { withParent: values['with-parent'] });
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
