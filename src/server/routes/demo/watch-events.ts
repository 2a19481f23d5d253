/** Stops watching; nothing is told afterwards. */
export type StopWatching = () => void;

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 4000;

/**
 * Listens to an endless stream of server-sent events and calls `changed` for each event that carries data, and
 * after each (re)connection, since events may have been missed. A lost stream is opened again with growing delay.
 */
export function watchEvents(url: string, changed: () => void): StopWatching {
  const stop = new AbortController();
  void follow(url, changed, stop.signal);
  return () => stop.abort();
}

async function follow(url: string, changed: () => void, signal: AbortSignal): Promise<void> {
  let delayMs = FIRST_DELAY_MS;
  while (!signal.aborted) {
    try {
      const response = await fetch(url, { signal, headers: { accept: 'text/event-stream' } });
      if (response.ok && response.body) {
        delayMs = FIRST_DELAY_MS;
        changed();
        await readStream(response.body, changed);
      }
    } catch {
      // A stream that breaks is opened again below; what was missed is read from the state.
    }
    await pause(delayMs, signal);
    delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
  }
}

async function readStream(body: ReadableStream<Uint8Array>, changed: () => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n');
    rest = lines.pop() ?? '';
    if (lines.some((line) => line.startsWith('data:'))) changed();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
