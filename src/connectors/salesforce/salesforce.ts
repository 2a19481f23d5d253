import type { Connector } from '../connector.ts';
import { checkOrg } from './doctor/check.ts';
import { configSchema, type SalesforceConfig } from './config.ts';
import { findOrCreate } from './find-or-create/find-or-create.ts';
import { create } from './operations/create.ts';
import { update } from './operations/update.ts';
import { upsert } from './operations/upsert.ts';

/** Salesforce: records over the REST API, created exactly once. */
export const salesforce: Connector<SalesforceConfig> = {
  id: 'salesforce',
  title: 'Salesforce',
  config: configSchema,
  operations: { create, update, upsert, findOrCreate },
  check: checkOrg,
};
