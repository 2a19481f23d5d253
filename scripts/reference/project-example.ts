import type { JsonObject } from '../../src/base/json.ts';
import { FACT_SECTIONS } from '../../src/cli/start/project-facts.ts';
import { hours } from './calendar-example.ts';

/** What each section of rondine.json is for. A section without a line here does not compile. */
export const SECTIONS: Readonly<Record<'connections' | keyof typeof FACT_SECTIONS, string>> = {
  connections:
    'The accounts that flows work with, by the names that flows call them by: each is a `channel` or a `connector`, with its `config`. `limits` bounds what is asked of it: `concurrency` (requests under way at once), `perSecond` (requests begun in any second). Where there is no line for a connection, what was stored of it sleeps and stays.',
  calendars: 'Opening hours by name ([calendars](calendars.md)).',
  settings: 'Values that flows read as `settings.<name>`: any JSON.',
  secrets:
    'Texts that flows use and nobody reads: `secrets.<name>`. They are stored sealed. Write each as `${VARIABLE}`.',
  staff: 'Name of the connection through which staff are told of trouble (a [notify](operations.md) connection).',
  alerts: '`waiting`: after which time staff are told of work that has waited. A duration such as PT10M.',
  retention:
    'How long things are kept: `messages`, `runs`, `media`, each a duration such as P365D. What is not named is kept. Once a day the server forgets what is older; `rondine retention run` does so at once.',
};

/** A rondine.json with every section. A test reads it as a server would. */
export const PROJECT_EXAMPLE: JsonObject = {
  connections: {
    phone: {
      channel: 'whatsapp',
      config: {
        phoneNumberId: '106540352242922',
        appSecret: '${WHATSAPP_APP_SECRET}',
        verifyToken: '${WHATSAPP_VERIFY_TOKEN}',
        accessToken: '${WHATSAPP_ACCESS_TOKEN}',
      },
      limits: { perSecond: 40 },
    },
    crm: {
      connector: 'salesforce',
      config: {
        loginUrl: 'https://example.my.salesforce.com',
        grant: 'client_credentials',
        clientId: '${SALESFORCE_CLIENT_ID}',
        clientSecret: '${SALESFORCE_CLIENT_SECRET}',
      },
      limits: { concurrency: 10 },
    },
    team: { connector: 'notify', config: { kind: 'slack', url: '${SLACK_URL}' } },
  },
  calendars: { office: hours as unknown as JsonObject },
  settings: { brand: 'Acme', freeShippingFrom: 50 },
  secrets: { shopKey: '${SHOP_KEY}' },
  staff: 'team',
  alerts: { waiting: 'PT10M' },
  retention: { messages: 'P365D', runs: 'P180D', media: 'P90D' },
};
