import type { JsonObject } from '../../base/json.ts';

/** What must never be seen again: each stands in one of the files below. */
export const SECRETS = ['s3cr3t-Cons', '5Aep861refresh', 'pa55-Word!', 'tok_9f8e7d6c5b4a', 'hunter22', '8x7y6z5w4v'];

const request = (label: string, options: JsonObject): JsonObject => ({
  id: `id-${label}`,
  action: 'fetchVariables',
  options: { intent: 'fetchVariables', label, rateLimit: 50, variableKeys: [], headers: {}, ...options },
});
const ORG = 'https://acme.my.salesforce.com';
const bearer = { Authorization: 'Bearer {{access_token}}' };

/** A flow of the older format that writes to Salesforce by hand: token, Lead or Case by channel, update, query. */
export const LEGACY: JsonObject = {
  id: 'f-1',
  trigger: 'onOmnichannelMessage',
  title: 'Lead from chat',
  options: { targets: [{ id: 'channel-1' }] },
  steps: [
    {
      id: 'id-set',
      action: 'setVariables',
      options: {
        intent: 'setVariables',
        variableSet: { clientSecret: 's3cr3t-Cons', source: 'Chat', 'my name': '{{contact.name}}' },
      },
    },
    request('Get access token', {
      method: 'POST',
      url: 'https://login.salesforce.com/services/oauth2/token',
      contentType: 'application/x-www-form-urlencoded',
      body: 'grant_type=refresh_token&client_id=3MVG9key&client_secret={{clientSecret}}&refresh_token=5Aep861refresh&password=pa55-Word!',
      variableKeys: ['access_token', 'instance_url'],
    }),
    {
      id: 'id-switch',
      action: 'switch',
      options: {
        intent: 'smsConditional',
        label: 'Which channel?',
        cases: [
          {
            id: 'c1',
            conditions: [
              {
                variable: '{{conversationMessageContent}}',
                operator: 'contains',
                value: 'preventivo',
                options: { intent: 'custom' },
              },
            ],
            steps: [
              request('Create Lead', {
                method: 'POST',
                url: `${ORG}/services/data/v52.0/sobjects/Lead`,
                headers: { ...bearer, 'Sforce-Auto-Assign': 'FALSE' },
                contentType: 'application/json',
                body: '{"LastName":"{{contact.name|default:"cliente"}}","Phone":"{{contact.phoneNumber}}","Company":"Privato","NumberOfEmployees":{{size}}}',
                variableKeys: ['id', 'success'],
              }),
            ],
          },
        ],
        defaultCase: {
          id: 'c2',
          steps: [
            request('Create Case', {
              method: 'POST',
              url: `{{instance_url}}/services/data/v52.0/sobjects/Case`,
              headers: bearer,
              contentType: 'application/json',
              body: '{"LastName":"{{contact.name}}","Subject":"{{my name}}"}',
              variableKeys: ['id'],
            }),
          ],
        },
      },
    },
    request('Update', {
      method: 'PATCH',
      url: `${ORG}/services/data/v52.0/sobjects/Lead/{{id}}`,
      headers: bearer,
      body: { Description: 'From {{source}}' },
    }),
    request('Upsert', {
      method: 'POST',
      url: `${ORG}/services/data/v52.0/sobjects/Contact/Customer__c/{{number}}?_HttpMethod=PATCH`,
      headers: bearer,
      body: '{"LastName":"Rossi"}',
    }),
    request('Find', {
      method: 'GET',
      url: `${ORG}/services/data/v52.0/query/?q=SELECT+Id+FROM+Contact+WHERE+Phone='{{contact.phoneNumber}}'+AND+Name+LIKE+'%25{{number}}%25'+LIMIT+5`,
      headers: bearer,
      variableKeys: ['records', 'totalSize'],
    }),
    request('Read', {
      method: 'GET',
      url: `${ORG}/services/data/v52.0/sobjects/Case/{{id}}?fields=Status,Subject`,
      headers: bearer,
      variableKeys: ['Status'],
    }),
    request('Apex', {
      method: 'POST',
      url: `${ORG}/services/apexrest/score`,
      headers: bearer,
      body: '{"x":1}',
      variableKeys: ['score'],
    }),
    request('Shop', {
      method: 'POST',
      url: 'https://shop.example/orders?api_key=8x7y6z5w4v&lang=it',
      headers: { 'X-Api-Key': 'tok_9f8e7d6c5b4a', 'X-Order': '{{records[0].Id}}' },
      contentType: 'application/x-www-form-urlencoded',
      body: 'name={{contact.name}}&status={{Status}}&pwd=hunter22',
      variableKeys: ['order', 'id'],
      retries: 3,
    }),
    {
      id: 'id-x',
      action: 'sendConversationMessage',
      options: { text: 'Grazie {{contact.name}}, {{id}} {{order.total}}', recipient: 'x' },
    },
    { id: 'id-v', action: 'verify', options: { channel: 'sms', apiKey: 'tok_9f8e7d6c5b4a', template: '{{token}}' } },
    { id: 'id-w', action: 'wait', options: { duration: 5, unit: 'minutes' } },
    { id: 'id-e', action: 'endFlow', options: { intent: 'endFlow' } },
  ],
  published: true,
  extra: { password: 'pa55-Word!' },
};

const own = (operation: string, parameters: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: `mrn:v1:x:endpoints:${operation}:1.0.0`,
  parameters,
  ...more,
});

/** A flow of the newer format with most of what is known of it, and with a way back that never waits. */
export const MODERN: JsonObject = {
  name: 'Support – chat',
  trigger: {
    type: 'conversation',
    data: { event: 'created', connectorTemplateSlug: 'whatsapp:1.0', channelId: 'c', participantTypes: ['contact'] },
  },
  definition: {
    startAt: 'token_1',
    steps: {
      token_1: {
        type: 'httpRequest',
        parameters: {
          method: 'POST',
          url: 'https://login.salesforce.com/services/oauth2/token',
          body: { client_secret: 's3cr3t-Cons' },
        },
        next: 'case_1',
      },
      case_1: {
        type: 'httpRequest',
        comment: 'Create the Case',
        position: { x: 40, y: 80 },
        parameters: {
          method: 'POST',
          url: '{{steps.token_1.event.body.instance_url}}/services/data/v60.0/sobjects/Case',
          headers: [{ key: 'Authorization', value: 'Bearer {{steps.token_1.event.body.access_token}}' }],
          body: { Subject: '{{trigger.payload.message.body.text.text}}', SuppliedName: '{{contact.firstName|upper}}' },
        },
        catch: [{ errorEquals: ['Steps.All'], action: { type: 'continue' } }],
        next: 'http_1',
      },
      http_1: {
        type: 'httpRequest',
        parameters: {
          method: 'GET',
          url: 'https://api.example/{{steps.case_1.event.body.id}}',
          timeoutSeconds: 10,
          followRedirect: true,
          headers: [],
        },
        next: 'if_1',
      },
      if_1: {
        type: 'conditional',
        conditionals: [
          { label: 'Else', variable: '{{steps.http_1.event.body.state}}', stringEquals: 'again', next: 'http_1' },
          {
            label: 'Bad',
            or: [
              { variable: '{{steps.http_1.event.status}}', numericGreaterThanEquals: 400 },
              { not: { variable: '{{contact.name}}', isPresent: true } },
            ],
            next: 'route_1',
          },
          { label: 'Odd', variable: '{{contact.name}}', soundsLike: 'Ada', next: 'gone_1' },
        ],
        default: 'send_1',
      },
      send_1: own(
        'createChannelMessage',
        {
          payload: {
            body: { type: 'text', text: { text: 'Caso {{steps.case_1.event.body.id}}: {{ {{ }}' } },
            receiver: { contacts: [{ id: '{{contact.id}}' }] },
          },
          request: { workspaceId: '{{run.workspaceId}}' },
          waitConditions: { timeout: 'PT1H' },
        },
        { next: 'tag_1' },
      ),
      tag_1: own('addContactTags', { payload: { tags: ['vip'] } }, { next: 'contact_1' }),
      contact_1: own(
        'createOrUpdateContactByIdentifier',
        {
          payload: { displayName: '{{arguments.name}}', city: 'Roma' },
          request: { identifierKey: 'phonenumber', identifierValue: '{{arguments.phone}}' },
        },
        { next: 'jump_1' },
      ),
      jump_1: { type: 'goto', parameters: { target: 'hook_1' } },
      hook_1: own('awaitWebhook', { resumeKey: 'order-{{run.id}}', timeout: 'PT10M' }, { next: 'sub_1' }),
      sub_1: own('runSubflow', { flowId: 'Ask address', input: { a: '{{contact.name}}' } }, { next: 'note_1' }),
      note_1: own('createComment', { payload: { body: { type: 'text', text: { text: 'Hi' } } } }, { next: 'close_1' }),
      close_1: own('updateFeedItem', { payload: { closed: true } }, { next: 'end_1' }),
      route_1: own('createItemRoute', { payload: { routeTo: 'agent' } }, { next: 'bot_1' }),
      bot_1: own(
        'llmbotNewConversation',
        { payload: { token: 'tok_9f8e7d6c5b4a' }, waitConditions: { timeout: 'PT12H' } },
        { next: 'end_1' },
      ),
      end_1: { type: 'terminate', parameters: { fail: true, code: 'E1', reason: 'No {{contact.name}}' } },
    },
  },
};

/** Two actions of an AI employee. */
export const ACTIONS: JsonObject = {
  name: 'Helper',
  instructions: 'Be kind.',
  options: { timezone: 'Mars/Olympus' },
  defaultActions: ['read', 'write'].map((name) => ({
    name,
    startAt: 'http_1',
    steps: {
      http_1: {
        type: 'httpRequest',
        parameters: { method: 'POST', url: 'https://api.example/x', body: { a: '{{arguments.a}}' } },
      },
    },
  })),
};
