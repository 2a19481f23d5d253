import { Failure } from '../../../base/failure.ts';
import type { Http, HttpResponse } from '../../../net/http.ts';
import type { Org } from '../request.ts';
import { sendReads } from './send-reads.ts';
import { sendWrites } from './send-writes.ts';
import {
  answerToRead,
  answerToWrite,
  kindOf,
  readSingleCall,
  type SingleCall,
  type SingleRead,
  type SingleWrite,
} from './single-call.ts';

/** One piece of work among several whose calls are made together. */
export type Working<T> = {
  /** Most records that its writes may share a request with, themselves included. */
  most: number;
  /** The piece's own way out, for calls that are made alone. */
  http: Http;
  work(http: Http): Promise<T>;
};

type Waiting<C extends SingleCall = SingleCall> = {
  call: C;
  most: number;
  /** Makes the call by itself. */
  alone(): Promise<HttpResponse>;
  resolve(answer: HttpResponse | Promise<HttpResponse>): void;
  reject(failure: unknown): void;
};

/**
 * Does several pieces of work side by side, and makes their calls for single records together: each piece is written as
 * if it were alone. Calls leave when every piece that is not done waits for one, so nothing waits for time to pass.
 * Resolves when all are done, with what became of each.
 */
export async function gather<T>(org: Org, pieces: readonly Working<T>[]): Promise<PromiseSettledResult<T>[]> {
  let working = pieces.length;
  let waiting: Waiting[] = [];
  const leaveIfAllWait = (): void => {
    if (waiting.length === 0 || waiting.length < working) return;
    const leaving = waiting;
    waiting = [];
    for (const calls of Map.groupBy(leaving, ({ call }) => kindOf(call)).values()) void send(org, calls);
  };
  const wayOut =
    ({ http, most }: Working<T>): Http =>
    (request) => {
      const call = readSingleCall(request);
      if (!call) return http(request);
      return new Promise((resolve, reject) => {
        waiting.push({ call, most, alone: () => http(request), resolve, reject });
        leaveIfAllWait();
      });
    };
  return Promise.allSettled(
    pieces.map(async (piece) => {
      try {
        return await piece.work(wayOut(piece));
      } finally {
        working--;
        leaveIfAllWait();
      }
    }),
  );
}

async function send(org: Org, calls: readonly Waiting[]): Promise<void> {
  const writes = calls.filter(isWrite);
  const reads = calls.filter(isRead);
  await sendWrites(
    org,
    writes.map((waiting) => ({
      call: waiting.call,
      most: waiting.most,
      end: (end) => {
        if ('failure' in end) waiting.reject(end.failure);
        else waiting.resolve(answerToWrite(waiting.call, end.result));
      },
    })),
  );
  if (reads.length === 0) return;
  try {
    const rows = await sendReads(
      org,
      reads.map(({ call }) => call),
    );
    for (const [index, { call, resolve }] of reads.entries()) resolve(answerToRead(call, rows[index]));
  } catch (error) {
    // A field that cannot be filtered by text, such as a number, can still be asked for one by one.
    const isRefused = error instanceof Failure && error.code === 'invalid';
    for (const { alone, resolve, reject } of reads) {
      if (isRefused) resolve(alone());
      else reject(asRead(error));
    }
  }
}

/** Each gets a failure of its own, since its message may be completed by whoever meets it. */
function asRead(error: unknown): unknown {
  return error instanceof Failure ? new Failure(error.data, { cause: error }) : error;
}

function isWrite(waiting: Waiting): waiting is Waiting<SingleWrite> {
  return waiting.call.kind === 'write';
}

function isRead(waiting: Waiting): waiting is Waiting<SingleRead> {
  return waiting.call.kind === 'read';
}
