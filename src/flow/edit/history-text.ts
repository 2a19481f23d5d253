import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { checkFlowShape } from '../flow-file.ts';
import type { FlowFile } from '../flow.ts';
import { readLayout } from '../layout.ts';
import type { Draft } from './draft.ts';
import { MAX_PAST, type History, type HistoryEntry } from './history.ts';
import { applyPatch, patchOf, type Patch } from './patch.ts';

/** Longest text of a history, in characters. */
export const MAX_HISTORY_LENGTH = 5_000_000;

const FORMAT = 1;

/** A draft as a change of its neighbour that is nearer to the present. */
type Stored = { patch: Patch; facts: JsonObject };

/**
 * Writes a history, so that it lives through a reload: the present as a whole, the others as changes. Where it would
 * be longer than `longest`, the drafts farthest back are left out, then those farthest ahead.
 */
export function writeHistory(history: History, longest: number = MAX_HISTORY_LENGTH): string {
  const present = JSON.stringify(storedWhole(history.present));
  const lengths = { left: longest - present.length - 100 };
  const future = storedChain(history.present, history.future, lengths);
  const past = storedChain(history.present, history.past.toReversed(), lengths);
  return `{"history":${FORMAT},"present":${present},"past":[${past.join()}],"future":[${future.join()}]}`;
}

/** Reads a history. Undefined for what is none, or is broken: an editor begins a new one then. */
export function readHistory(text: string): History | undefined {
  try {
    const written = JSON.parse(text) as JsonValue;
    if (!isObject(written) || written['history'] !== FORMAT) return undefined;
    const { draft, facts } = written['present'] as { draft: JsonValue; facts: JsonObject };
    const present = entryOf(draft, facts);
    const past = readChain(present, written['past'] as JsonValue as readonly Stored[]).toReversed();
    return { past: past.slice(-MAX_PAST), present, future: readChain(present, written['future'] as readonly Stored[]) };
  } catch {
    return undefined;
  }
}

function factsOf({ draft: _draft, ...facts }: HistoryEntry): JsonObject {
  return facts;
}

function storedWhole(entry: HistoryEntry): JsonObject {
  return { draft: json(entry.draft), facts: factsOf(entry) };
}

/** Each entry as a change of the one before it in the chain, as long as there is room. */
function storedChain(from: HistoryEntry, chain: readonly HistoryEntry[], room: { left: number }): string[] {
  const written: string[] = [];
  let before = from.draft;
  for (const entry of chain) {
    const stored: Stored = { patch: patchOf(json(before), json(entry.draft)), facts: factsOf(entry) };
    const text = JSON.stringify(stored);
    room.left -= text.length + 1;
    if (room.left < 0) break;
    written.push(text);
    before = entry.draft;
  }
  return written;
}

function readChain(from: HistoryEntry, chain: readonly Stored[]): HistoryEntry[] {
  let before = json(from.draft);
  return chain.map(({ patch, facts }) => {
    before = applyPatch(before, patch) as JsonObject;
    return entryOf(before, facts);
  });
}

/** An entry whose draft has the form that edits rely on. */
function entryOf(draft: JsonValue, facts: JsonObject): HistoryEntry {
  const { flow, layout } = draft as JsonObject;
  const [fault] = checkFlowShape(flow);
  if (fault) throw new Error(fault.message);
  return { draft: { flow: flow as JsonValue as FlowFile['flow'], layout: readLayout(layout) }, ...facts };
}

function json(draft: Draft): JsonObject {
  return draft;
}
