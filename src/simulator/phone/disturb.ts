import { setTimeout as pause } from 'node:timers/promises';
import { sendText } from '../serve.ts';
import type { Call } from './call.ts';
import type { Fault, Faults, FaultyCall } from './faults.ts';
import type { Answer } from './provider.ts';

/** A call that may be hit by a fault; `accept` lets the message be taken all the same, where the fault asks for that. */
export type Disturbable = FaultyCall & { accept?: () => void };

/**
 * Does what the fault that hits this call says, if any. `over` means that the call is finished by that; otherwise it
 * goes on as usual, but for a `fault` of kind `fail-later`, whose message has to fail.
 */
export async function disturb(
  { faults, refuse }: { faults: Faults; refuse: (fault: Fault) => Answer },
  call: Call,
  what: Disturbable,
): Promise<{ over: boolean; fault?: Fault }> {
  const fault = faults.pick(what);
  if (!fault) return { over: false };
  if (fault.delayMs !== undefined) await pause(fault.delayMs);
  return { over: isFinal(fault, call, { what, refuse }), fault };
}

function isFinal(
  fault: Fault,
  { request, response }: Call,
  { what, refuse }: { what: Disturbable; refuse: (fault: Fault) => Answer },
): boolean {
  switch (fault.kind) {
    case 'error': {
      const { status, headers, body } = refuse(fault);
      sendText(response, status, body, headers);
      return true;
    }
    case 'html':
      sendText(response, fault.status ?? 502, '<html><body><h1>Bad Gateway</h1></body></html>', {
        'Content-Type': 'text/html',
      });
      return true;
    case 'drop':
      if (fault.accepted) what.accept?.();
      request.socket.destroy();
      return true;
    case 'hang':
      if (fault.accepted) what.accept?.();
      return true;
    case 'slow':
    case 'fail-later':
      return false;
  }
}
