import { Readable } from 'node:stream';
import { Failure } from '../base/failure.ts';
import type { HttpRequest, StreamedBody } from './http.ts';

/** True for a body that is read while it is sent. */
export function isStreamed(body: HttpRequest['body']): body is StreamedBody {
  return typeof body === 'object' && 'stream' in body;
}

/**
 * The bytes of a body for one sending. `onTrouble` hears why it could not be given as a whole, before the sending ends
 * for that reason: a stream that throws, ends early or gives more than it said.
 */
export function streamOf(body: StreamedBody, onTrouble: (trouble: Failure) => void): Readable {
  return Readable.from(counted(body, onTrouble), { objectMode: false });
}

async function* counted({ bytes, stream }: StreamedBody, onTrouble: (trouble: Failure) => void) {
  let given = 0;
  try {
    for await (const piece of stream()) {
      given += piece.byteLength;
      if (given > bytes) throw wrongLength(`more than the ${bytes} bytes`);
      yield piece;
    }
    if (given < bytes) throw wrongLength(`only ${given} of the ${bytes} bytes`);
  } catch (error) {
    const trouble = error instanceof Failure ? error : unreadable(error);
    onTrouble(trouble);
    throw trouble;
  }
}

function wrongLength(what: string): Failure {
  return new Failure({
    code: 'unavailable',
    message: `The body of the request gave ${what} that it has by its own word. Nothing was executed.`,
  });
}

function unreadable(cause: unknown): Failure {
  return new Failure(
    { code: 'unavailable', message: 'The body of the request could not be read to its end. Nothing was executed.' },
    { cause },
  );
}
