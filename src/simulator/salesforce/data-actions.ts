import * as actions from './actions/actions.ts';
import { toolingCreateAction } from './actions/tooling.ts';
import * as ingest from './bulk/ingest.ts';
import * as queryJob from './bulk/query-job.ts';
import type { Action } from './call.ts';
import { listDeletedAction, listUpdatedAction } from './changes.ts';
import * as discovery from './discovery.ts';
import { batchAction } from './many/batch.ts';
import * as collections from './many/collections.ts';
import { compositeAction } from './many/composite.ts';
import { graphAction } from './many/graph.ts';
import { treeAction } from './many/tree.ts';
import { picklistValuesAction } from './picklist-values.ts';
import { queryAction, queryAllAction, queryMoreAction } from './query-answer.ts';
import * as records from './records.ts';
import type { Operation } from './route.ts';
import { parameterizedSearchAction, searchAction } from './search/search.ts';

/** What each operation of the data API does. */
export const DATA_ACTIONS: Partial<Record<Operation, Action>> = {
  resources: discovery.resourcesAction,
  limits: discovery.limitsAction,
  'list-objects': discovery.listObjectsAction,
  'object-info': discovery.objectInfoAction,
  describe: discovery.describeAction,
  'picklist-values': picklistValuesAction,
  'list-updated': listUpdatedAction,
  'list-deleted': listDeletedAction,
  download: discovery.downloadAction,
  create: records.createAction,
  'create-by-id': records.createByIdAction,
  get: records.getAction,
  update: records.updateAction,
  delete: records.deleteAction,
  upsert: records.upsertAction,
  'get-by-key': records.getByKeyAction,
  'delete-by-key': records.deleteByKeyAction,
  'create-many': collections.createManyAction,
  'update-many': collections.updateManyAction,
  'upsert-many': collections.upsertManyAction,
  'delete-many': collections.deleteManyAction,
  'get-many': collections.getManyAction,
  composite: compositeAction,
  graph: graphAction,
  batch: batchAction,
  tree: treeAction,
  query: queryAction,
  'query-all': queryAllAction,
  'query-more': queryMoreAction,
  'list-actions': actions.listActionsAction,
  'describe-action': actions.describeActionAction,
  'invoke-action': actions.invokeActionAction,
  'tooling-create': toolingCreateAction,
  'ingest-create': ingest.createIngestAction,
  'ingest-list': ingest.listIngestAction,
  'ingest-upload': ingest.uploadIngestAction,
  'ingest-change': ingest.changeIngestAction,
  'ingest-get': ingest.getIngestAction,
  'ingest-delete': ingest.deleteIngestAction,
  'ingest-results': ingest.ingestResultsAction,
  'query-job-create': queryJob.createQueryJobAction,
  'query-job-list': queryJob.listQueryJobsAction,
  'query-job-get': queryJob.getQueryJobAction,
  'query-job-change': queryJob.changeQueryJobAction,
  'query-job-delete': queryJob.deleteQueryJobAction,
  'query-job-results': queryJob.queryResultsAction,
  search: searchAction,
  'parameterized-search': parameterizedSearchAction,
};
