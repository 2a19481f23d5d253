import type { Input, Reply } from '../api/client.ts';

/** A run with its whole history. */
export type Details = Reply<'GET /runs/:run'>;
/** One passage of a run through a step. */
export type Visit = Details['visits'][number];
/** One event of a run's journal. */
export type HistoryEvent = Details['events'][number];
/** Something that a run asked of the world, and what became of it. */
export type Effect = Visit['effects'][number];
/** One request over HTTP with its answer, secrets masked. */
export type Exchange = NonNullable<Effect['exchanges']>[number];

/** What was said where a run took place. */
export type Conversation = Reply<'GET /runs/:run/conversation'>;

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
