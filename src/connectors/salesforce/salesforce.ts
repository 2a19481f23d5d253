import type { Connector } from '../connector.ts';
import { authorize } from './auth/authorize.ts';
import { disconnect } from './auth/disconnect.ts';
import { keepAlive } from './auth/keep-alive.ts';
import { orgCertificate } from './auth/org-certificate.ts';
import { checkOrg } from './doctor/check.ts';
import { deployables } from './doctor/deployables.ts';
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
  deployables,
  authorize,
  certificate: orgCertificate,
  keepAlive,
  disconnect,
};
