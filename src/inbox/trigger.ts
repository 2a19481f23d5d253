import type { Flow, MessageTrigger } from '../flow/flow.ts';

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text: string): string =>
  ` ${fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** True when a message on this connection fits the trigger. Keywords are whole words, whatever their case and accents. */
export function fitsTrigger(trigger: MessageTrigger, connection: string, text: string): boolean {
  if (trigger.connections && !trigger.connections.includes(connection)) return false;
  if (!trigger.keywords?.length) return true;
  const words = wordsOf(text);
  return trigger.keywords.some((keyword) => {
    const wanted = wordsOf(keyword);
    return wanted.trim() !== '' && words.includes(wanted);
  });
}

/**
 * The flow that a message starts, if any: the fitting trigger of the highest priority; with equal priority one with
 * keywords goes before one without, then flows go by id.
 */
export function flowFor(flows: readonly Flow[], connection: string, text: string): Flow | undefined {
  let best: { flow: Flow; rank: [number, number, string] } | undefined;
  for (const flow of flows) {
    for (const trigger of flow.triggers) {
      if (!fitsTrigger(trigger, connection, text)) continue;
      const rank: [number, number, string] = [-(trigger.priority ?? 0), trigger.keywords?.length ? 0 : 1, flow.id];
      if (!best || before(rank, best.rank)) best = { flow, rank };
    }
  }
  return best?.flow;
}

function before(left: readonly [number, number, string], right: readonly [number, number, string]): boolean {
  if (left[0] !== right[0]) return left[0] < right[0];
  if (left[1] !== right[1]) return left[1] < right[1];
  return left[2] < right[2];
}
