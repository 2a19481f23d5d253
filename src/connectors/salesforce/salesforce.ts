import type { Connector } from '../connector.ts';
import { appEn, appIt } from './app-words.ts';
import { authorize } from './auth/authorize.ts';
import { disconnect } from './auth/disconnect.ts';
import { keepAlive } from './auth/keep-alive.ts';
import { orgCertificate } from './auth/org-certificate.ts';
import { checkOrg } from './doctor/check.ts';
import { deployables } from './doctor/deployables.ts';
import { preparation } from './doctor/preparation.ts';
import { usageOf } from './batch/budget.ts';
import { together } from './batch/together.ts';
import { configSchema, type SalesforceConfig } from './config.ts';
import { findOrCreate } from './find-or-create/find-or-create.ts';
import { addCampaignMember } from './operations/add-campaign-member.ts';
import { addCaseComment } from './operations/add-case-comment.ts';
import { attachFile } from './operations/attach-file.ts';
import { create } from './operations/create.ts';
import { deleteRecord } from './operations/delete-record.ts';
import { find } from './operations/find.ts';
import { get } from './operations/get.ts';
import { invokeAction } from './operations/invoke-action.ts';
import { logActivity } from './operations/log-activity.ts';
import { runAssignment } from './operations/run-assignment.ts';
import { search } from './operations/search.ts';
import { setOwner } from './operations/set-owner.ts';
import { update } from './operations/update.ts';
import { upsert } from './operations/upsert.ts';
import { caseComments } from './polls/case-comments.ts';
import { records } from './polls/records.ts';
import { it } from './texts.it.ts';

/** Salesforce: records over the REST API, created exactly once. */
export const salesforce: Connector<SalesforceConfig> = {
  id: 'salesforce',
  title: 'Salesforce',
  texts: { en: appEn, it: { ...it, ...appIt } },
  config: configSchema,
  operations: {
    create: together('create', create),
    update: together('update', update),
    upsert: together('upsert', upsert),
    findOrCreate,
    get,
    find,
    search,
    setOwner,
    runAssignment,
    logActivity,
    addCaseComment,
    attachFile,
    addCampaignMember,
    invokeAction,
    delete: deleteRecord,
  },
  polls: { records, caseComments },
  check: checkOrg,
  usage: usageOf,
  preparation,
  deployables,
  authorize,
  certificate: orgCertificate,
  keepAlive,
  disconnect,
};
