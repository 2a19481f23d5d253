import type { StepId } from '../../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { checkFlowShape } from '../flow-file.ts';
import { own, type FlowFile, type Step } from '../flow.ts';
import { readLayout } from '../layout.ts';
import type { Draft } from './draft.ts';
import { MAX_PAST, type History, type HistoryEntry } from './history.ts';
import { applyPatch, patchOf, type Patch } from './patch.ts';
import { share } from './share.ts';

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
  let before = from;
  return chain.map(({ patch, facts }) => {
    before = entryOf(applyPatch(json(before.draft), patch), facts, before.draft);
    return before;
  });
}

/** An entry whose draft has the form that edits rely on. What is the same in a neighbour is not looked at again. */
function entryOf(draft: JsonValue, facts: JsonObject, known?: Draft): HistoryEntry {
  const { flow, layout } = draft as JsonObject as { flow: FlowFile['flow']; layout: JsonObject };
  const [fault] = flow === known?.flow ? [] : checkFlowShape({ ...flow, steps: newSteps(flow, known) });
  if (fault) throw new Error(fault.message);
  // A layout that stayed is the very same object, and was read before.
  const isRead = known !== undefined && Object.is(known.layout, layout);
  return { draft: { flow, layout: isRead ? known.layout : share(known?.layout, readLayout(layout)) }, ...facts };
}

/** The steps of a flow that another draft does not have in the very same form. */
function newSteps({ steps }: FlowFile['flow'], known: Draft | undefined): Readonly<Record<string, Step>> {
  if (!known) return steps;
  return Object.fromEntries(Object.entries(steps).filter(([id, step]) => step !== own(known.flow.steps, id as StepId)));
}

function json(draft: Draft): JsonObject {
  return draft;
}
