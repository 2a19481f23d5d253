import type { Connector } from '../connector.ts';
import { checkOrg } from './doctor/check.ts';
import { configSchema, type SalesforceConfig } from './config.ts';
import { create } from './operations/create.ts';
import { upsert } from './operations/upsert.ts';

/** Salesforce: records over the REST API, created exactly once. */
export const salesforce: Connector<SalesforceConfig> = {
  id: 'salesforce',
  title: 'Salesforce',
  config: configSchema,
  operations: { create, upsert },
  check: checkOrg,
};
