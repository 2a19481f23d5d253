import type { FailureData } from '../../base/failure.ts';
import { id, type ConversationId, type Lane, type RunId } from '../../base/ids.ts';
import type { MessageContext } from '../../flow/event-context.ts';
import type { EffectRequest, Run, RunEvent, Wait } from '../../flow/run.ts';
import type { ConversationRecord, EffectRecord, JournalRecord, MessageRecord } from '../../store/records.ts';

/** What stands where somebody's words stood. */
const NOTHING = { kind: 'text', text: '' } as const;

/**
 * The lane of what was erased: a lane's own name is a digest of an address, which somebody who tries all phone numbers
 * could tell.
 */
export function erasedLane(owner: ConversationId | RunId): Lane {
  return id.lane(`erased/${owner}`);
}

/** That a message went, when, which way and with what fate; not what it said, nor to whom. */
export function blankMessage(record: MessageRecord): MessageRecord {
  const { providerId: _id, referral: _referral, failure, ...kept } = record;
  return {
    ...kept,
    lane: erasedLane(record.conversation),
    content: NOTHING,
    ...(failure ? { failure: blankFailure(failure) } : {}),
  };
}

/** That there was a conversation, on which channel and when; with nobody. */
export function blankConversation(record: ConversationRecord, at: number): ConversationRecord {
  const { channelContext: _context, note: _note, handoff: _handoff, ...kept } = record;
  return {
    ...kept,
    lane: erasedLane(record.key),
    state: 'flow',
    stage: 'closed',
    closedAt: record.closedAt ?? at,
    replyTo: [],
  };
}

/** Where a run went and how it ended, without anything that it knew. */
export function blankRun(run: Run): Run {
  const { marks: _marks, input: _input, message: _message, response: _response, output: _output, ...kept } = run;
  return {
    ...kept,
    lane: erasedLane(run.conversation ?? run.id),
    wait: blankWait(run.wait),
    vars: {},
    memo: {},
    ...(run.failure ? { failure: blankFailure(run.failure) } : {}),
  };
}

/** One step of a run's history: what happened, when, and where it led. */
export function blankJournal(record: JournalRecord): JournalRecord {
  return { ...record, event: blankEvent(record.event), after: blankRun(record.after) };
}

/**
 * What was asked for and how it ended. What had not ended has failed: nobody is to do it any more. It leads to its message
 * no longer, so that late news from the provider brings nothing back.
 */
export function blankEffect(record: EffectRecord, at: number, lane = record.lane): EffectRecord {
  const { exchanges: _exchanges, target: _target, failure, output, ...kept } = record;
  const ended = record.state === 'done' || record.state === 'failed';
  return {
    ...kept,
    lane,
    request: blankRequest(record.request),
    ...(output ? { output: {} } : {}),
    ...(ended ? {} : { state: 'failed', endedAt: at, failure: ERASED }),
    ...(ended && failure ? { failure: blankFailure(failure) } : {}),
  };
}

/** The run ended, because it talked to somebody who is erased. */
export function endedRun(run: Run, at: number): Run {
  const wait: Wait = { id: run.wait.id, for: 'nothing', effects: [] };
  return { ...run, status: 'canceled', wait, revision: run.revision + 1, changedAt: Math.max(at, run.changedAt) };
}

const ERASED: FailureData = { code: 'denied', message: 'The person was erased.' };

function blankFailure({ code }: FailureData): FailureData {
  return { code, message: 'Erased.' };
}

/** A name that a call from outside gives may be of the person. */
function blankWait({ key: _key, ...wait }: Wait): Wait {
  return wait;
}

function blankRequest(request: EffectRecord['request']): EffectRecord['request'] {
  switch (request.kind) {
    case 'send':
      return { kind: 'send', content: NOTHING } satisfies EffectRequest;
    case 'call':
      return { ...request, input: {} };
    case 'handoff':
      return { kind: 'handoff', ...(request.queue === undefined ? {} : { queue: request.queue }) };
    case 'fetch':
      return { ...request, content: { kind: 'media', media: request.content.media } };
    case 'poll':
      return { ...request, input: {}, cursor: null };
  }
}

function blankEvent(event: RunEvent): RunEvent {
  const bare = { ...event, context: {} };
  switch (bare.type) {
    case 'started': {
      const { input: _input, message, ...kept } = bare;
      return { ...kept, ...(message ? { message: blankWords(message) } : {}) };
    }
    case 'gathered':
    case 'replied':
    case 'interrupted':
      return { ...bare, message: blankWords(bare.message) };
    case 'done':
      return { ...bare, output: {} };
    case 'failed':
      return { ...bare, failure: blankFailure(bare.failure) };
    case 'receipt':
      return { ...bare, ...(bare.failure ? { failure: blankFailure(bare.failure) } : {}) };
    case 'resumed':
      return { ...bare, data: {} };
    case 'skipped': {
      const { output: _output, ...kept } = bare;
      return kept;
    }
    case 'edited':
      return { ...bare, vars: {} };
    case 'canceled':
      return { ...bare, reason: '' };
    default:
      return bare;
  }
}

function blankWords({ at, merged }: MessageContext): MessageContext {
  return { id: '', text: '', content: NOTHING, at, ...(merged === undefined ? {} : { merged }) };
}
