import type { Input, Reply } from '../api/client.ts';

type Visit = Reply<'GET /runs/:run'>['visits'][number];
/** Something that a run asked of the world, and what became of it. */
export type Effect = Visit['effects'][number];
/** One request over HTTP with its answer, secrets masked. */
export type Exchange = NonNullable<Effect['exchanges']>[number];

type PreviewRequest = Input<'POST /runs/preview'>['body'];
/** Which runs are looked for. */
export type RunFilter = PreviewRequest['filter'];
/** What is done to many runs. */
export type BulkAction = PreviewRequest['action'];
/** What an action would do to a page of runs. */
export type RepairPreview = Reply<'POST /runs/preview'>;
/** What an action would do to one run. */
export type RunPreview = RepairPreview['runs'][number];
/** What was done to a page of runs. */
export type BulkResult = Reply<'POST /runs/bulk'>;
