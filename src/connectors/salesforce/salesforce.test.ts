import { recordingHttp } from '../../net/testing/recording-http.ts';
import { testConnector } from '../connector.contract.ts';
import { salesforce } from './salesforce.ts';

const KEY_FIELD = { name: 'Rondine_Key__c', externalId: true, unique: true, createable: true, length: 64 };
const LEAD = { id: '00Qxx0000000001AAA', success: true, errors: [], created: true };
const TOKEN = { access_token: 'access-of-the-answer', instance_url: 'https://acme.my.salesforce.com' };

testConnector({
  connector: salesforce,
  config: {
    loginUrl: 'https://acme.my.salesforce.com',
    grant: 'refresh_token',
    clientId: '3MVG9.acme',
    clientSecret: 'client-secret-7731',
    privateKey: 'private-key-5520',
    refreshToken: '5Aep861-refresh-4410',
    accessToken: '00Dxx0000000001!access-9102',
    instanceUrl: 'https://acme.my.salesforce.com',
  },
  examples: {
    create: { object: 'Lead', fields: { LastName: 'Rossi', Company: 'Acme', Phone: '+390612345678' } },
    update: { object: 'Lead', id: LEAD.id, fields: { LastName: 'Rossi' } },
    upsert: { object: 'Lead', externalIdField: 'WhatsApp__c', externalId: '39 06', fields: { LastName: 'Rossi' } },
    findOrCreate: { match: { phone: '+39 333 123 4567' }, fields: { LastName: 'Rossi', Company: 'Acme' } },
  },
  keyedByInput: ['upsert', 'findOrCreate'],
  world: () =>
    recordingHttp(({ method, url }) => {
      if (method === 'PATCH' || (method === 'POST' && url.endsWith('/sobjects/Lead')))
        return { status: 201, body: LEAD };
      if (url.endsWith('/oauth2/token')) return { status: 200, body: TOKEN };
      if (url.endsWith('/describe')) return { status: 200, body: { fields: [KEY_FIELD] } };
      return { status: 200, body: {} };
    }).http,
});
