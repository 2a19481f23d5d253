import type { JsonObject } from '../../src/base/json.ts';

/**
 * What an operation is given and what it gives back: members that are the same each time, and words for the others.
 * `before` makes what the example needs; in its input and that of the later ones, `{{ vars.<saveAs>.id }}` is its id.
 */
export type OperationExample = {
  config?: JsonObject;
  before?: readonly { operation: string; input: JsonObject; saveAs: string }[];
  input: JsonObject;
  output: JsonObject;
  besides?: string;
};

const CASE = { operation: 'create', input: { object: 'Case', fields: { Subject: 'Ciao' } }, saveAs: 'case' } as const;
const LEAD = {
  operation: 'create',
  input: { object: 'Lead', fields: { LastName: 'Rossi', FirstName: 'Ada', Company: 'Acme' } },
  saveAs: 'lead',
} as const;

/**
 * An example of every operation, by connector and name; a test performs each against a service on this machine.
 * `https://api.example.com` stands for that service.
 */
export const OPERATION_EXAMPLES: Readonly<Record<string, Readonly<Record<string, OperationExample>>>> = {
  code: {
    run: {
      input: {
        source: 'return input.prices.reduce((sum, price) => sum + price, 0);',
        input: { prices: [12, 30] },
      },
      output: { result: 42, logs: [] },
    },
  },
  http: {
    request: {
      config: { baseUrl: 'https://api.example.com' },
      input: { url: '/orders', method: 'POST', json: { sku: 'A-17' }, idempotencyHeader: 'Idempotency-Key' },
      output: { status: 201, body: { order: { id: 7 } } },
      besides: 'the headers, and how long it took',
    },
    fetchVariables: {
      config: { baseUrl: 'https://api.example.com' },
      input: {
        url: '/orders',
        query: { email: 'ada@example.it' },
        map: { orderId: '$.order.id' },
        required: ['orderId'],
      },
      output: { values: { orderId: 7 }, status: 201 },
    },
  },
  notify: {
    send: {
      config: { kind: 'webhook', url: 'https://api.example.com/notices' },
      input: { subject: 'A new order', text: 'Ada Rossi has ordered.', fields: { Phone: '+393330000001' } },
      output: {},
      besides: 'an id',
    },
  },
  salesforce: {
    create: {
      input: { object: 'Lead', fields: { LastName: 'Rossi', FirstName: 'Ada', Company: 'Acme' } },
      output: { object: 'Lead', created: true, updated: false, name: 'Ada Rossi' },
      besides: 'the id of the record, and a link to it',
    },
    update: {
      before: [CASE],
      input: { object: 'Case', id: '{{ vars.case.id }}', fields: { Status: 'Working' } },
      output: { object: 'Case', created: false, updated: true },
      besides: 'the id of the record, and a link to it',
    },
    get: {
      before: [CASE],
      input: { object: 'Case', id: '{{ vars.case.id }}', fields: ['Subject', 'Owner.Name'] },
      output: { found: true, object: 'Case' },
      besides: 'the id of the record, a link to it, and its fields as `record`',
    },
    find: {
      before: [LEAD],
      input: {
        object: 'Lead',
        where: {
          all: [
            { field: 'LastName', operator: 'equals', value: 'Rossi' },
            { field: 'CreatedDate', operator: 'atLeast', value: 'TODAY' },
          ],
        },
        fields: ['Name', 'Company'],
        orderBy: [{ field: 'CreatedDate', descending: true }],
      },
      output: { found: true, total: 1 },
      besides: 'the records, and the first of them',
    },
    search: {
      before: [LEAD],
      input: { text: 'Rossi', in: 'name', objects: [{ object: 'Lead', fields: ['Name', 'Phone'] }] },
      output: { found: true, count: 1 },
      besides: 'the records with id, link and fields, and the first of them',
    },
    setOwner: {
      before: [LEAD],
      input: { object: 'Lead', id: '{{ vars.lead.id }}', queue: 'Lead_da_assegnare' },
      output: { object: 'Lead', created: false, updated: true },
      besides: 'the id of the record, a link to it, and the id of the owner',
    },
    runAssignment: {
      before: [CASE],
      input: { object: 'Case', id: '{{ vars.case.id }}' },
      output: { object: 'Case' },
      besides: 'the id of the record, a link to it, and its owner',
    },
    logActivity: {
      before: [LEAD],
      input: { subject: 'WhatsApp', text: 'Ciao, vorrei un preventivo.', who: '{{ vars.lead.id }}' },
      output: { object: 'Task', created: true, updated: false },
      besides: 'the id of the task, and a link to it',
    },
    addCaseComment: {
      before: [CASE],
      input: { caseId: '{{ vars.case.id }}', text: 'Ciao', public: true },
      output: {},
      besides: 'the ids of the comments, and a link to the case',
    },
    attachFile: {
      before: [CASE],
      input: { recordId: '{{ vars.case.id }}', file: { id: 'f1', mime: 'image/jpeg', bytes: 3 }, name: 'tetto' },
      output: { name: 'tetto.jpg' },
      besides: 'the ids of version and document, and a link',
    },
    addCampaignMember: {
      before: [
        { operation: 'create', input: { object: 'Campaign', fields: { Name: 'Spring 2026' } }, saveAs: 'campaign' },
        LEAD,
      ],
      input: { campaign: 'Spring 2026', lead: '{{ vars.lead.id }}', status: 'Responded' },
      output: { object: 'CampaignMember', created: true, status: 'Responded' },
      besides: 'the ids of member and campaign, and a link',
    },
    invokeAction: {
      input: { kind: 'flow', name: 'Assign_by_postcode', inputs: { postcode: '20121' } },
      output: { outputs: { queue: 'Milano', Flow__InterviewStatus: 'Finished' } },
    },
    delete: {
      before: [LEAD],
      input: { object: 'Lead', id: '{{ vars.lead.id }}' },
      output: { object: 'Lead', deleted: true },
      besides: 'the id of the record',
    },
    upsert: {
      input: {
        object: 'Lead',
        externalIdField: 'Rondine_Key__c',
        externalId: 'wa-393330000001',
        fields: { LastName: 'Rossi', FirstName: 'Ada', Company: 'Acme' },
      },
      output: { object: 'Lead', created: true, name: 'Ada Rossi' },
      besides: 'the id of the record, and a link to it',
    },
    findOrCreate: {
      before: [
        {
          operation: 'create',
          input: {
            object: 'Lead',
            fields: { LastName: 'Rossi', FirstName: 'Ada', Company: 'Acme', Phone: '333 000 0001' },
          },
          saveAs: 'lead',
        },
      ],
      input: {
        match: { phone: '+393330000001', country: 'IT' },
        fields: { LastName: 'Rossi', Company: 'Acme', LeadSource: 'WhatsApp' },
        update: { Lead: { LeadSource: 'WhatsApp' }, Contact: { LeadSource: 'WhatsApp' } },
        onSeveral: 'ask',
      },
      output: { outcome: 'found', object: 'Lead', name: 'Ada Rossi', matchedBy: 'phone', updated: ['LeadSource'] },
      besides: 'the id of the record, a link to it, and the candidates',
    },
  },
};

/** Configurations under which what repeating would do is asked. */
export const REPEAT_CONFIGS: Readonly<Record<string, JsonObject>> = {
  salesforce: { grant: 'client_credentials', clientId: '3MVG9…', externalIdField: 'Rondine_Key__c' },
};
