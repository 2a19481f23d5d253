import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, type JsonObject, type JsonValue } from '../../base/json.ts';
import { formatFlowFile, parseFlowFile } from '../flow-file.ts';
import { readLayout } from '../layout.ts';
import { types } from '../testing/arbitrary-flow.contract.ts';
import { holdsAlways } from '../testing/fuzz.contract.ts';
import { applyEdit, arbitraryDraft, arbitraryEdits, EDITS, kindOf } from './arbitrary-edits.contract.ts';
import { copySteps } from './copy-steps.ts';
import { draftOf, fileOf, idsOf, type Draft } from './draft.ts';
import { beginHistory, record, redo, undo, type History } from './history.ts';
import { readHistory, writeHistory } from './history-text.ts';
import { pasteSteps } from './paste-steps.ts';

const json = (draft: Draft): JsonValue => draft;
const edits = fc.record({ draft: arbitraryDraft, sketches: arbitraryEdits({ maxLength: 25 }) });

function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) freeze(member);
  return value;
}

test('random edits are of every kind', () => {
  const seen = new Set(
    fc
      .sample(edits, { numRuns: 60, seed: 1 })
      .flatMap(({ draft, sketches }) => sketches.map((each) => kindOf(draft, each))),
  );
  assert.deepEqual(
    Object.keys(EDITS).filter((kind) => !seen.has(kind)),
    [],
  );
});

holdsAlways('every edit keeps the format of files valid, and what is equal is the same object', edits, {
  cases: 200,
  holds: ({ draft, sketches }) => {
    let at = freeze(draft);
    for (const sketch of sketches) {
      const made = freeze(applyEdit(at, sketch));
      const kind = kindOf(at, sketch);
      const text = formatFlowFile(fileOf(made));
      const read = parseFlowFile(text);
      assert.ok('file' in read, `${kind}: ${JSON.stringify(read)}`);
      assert.deepEqual(draftOf(read.file), made, kind);
      assert.deepEqual(readLayout(made.layout as unknown as JsonObject), made.layout, kind);
      assert.equal(made === at, canonicalJson(json(made)) === canonicalJson(json(at)), kind);
      for (const id of idsOf(made)) {
        const [before, after] = [at.flow.steps[id], made.flow.steps[id]];
        if (before && canonicalJson(before) === canonicalJson(after)) assert.equal(after, before, kind);
      }
      at = made;
    }
  },
});

holdsAlways(
  'as many undos as edits give the first draft, and as many redos the last',
  fc.record({ draft: arbitraryDraft, sketches: arbitraryEdits({ minLength: 50, maxLength: 50 }) }),
  {
    cases: 20,
    holds: ({ draft, sketches }) => {
      let history: History = beginHistory(draft);
      let count = 0;
      for (const [at, sketch] of sketches.entries()) {
        const before = history;
        history = record(history, { draft: applyEdit(history.present.draft, sketch), label: { key: 'edit' }, at });
        if (history === before) continue;
        count++;
        assert.deepEqual(redo(undo(history)), history);
      }
      const read = readHistory(writeHistory(history));
      assert.deepEqual(read, history);
      for (const each of [history, read]) {
        const first = Array.from({ length: count }).reduce<History>((made) => undo(made), each);
        assert.deepEqual(first.present.draft, draft);
        assert.equal(undo(first), first);
        const last = Array.from({ length: count }).reduce<History>((made) => redo(made), first);
        assert.deepEqual(last, history);
        assert.equal(redo(last), last);
      }
    },
  },
);

holdsAlways(
  'what is pasted is what was copied under other names',
  fc.record({ draft: arbitraryDraft, only: fc.nat() }),
  {
    cases: 120,
    holds: ({ draft, only }) => {
      const steps = idsOf(draft).filter((_, at) => (at + only) % 4 !== 0);
      const { text, withheld } = copySteps(draft, { steps }, types);
      const made = pasteSteps(draft, { text, at: { x: 1, y: 2 } }, types);
      assert.deepEqual(withheld, []);
      assert.equal(made.steps.length, steps.length);
      for (const id of idsOf(draft)) assert.equal(made.draft.flow.steps[id], draft.flow.steps[id]);
      const now = new Map<string, string>(steps.map((id, at) => [id, made.steps[at]!]));
      for (const id of steps) {
        const { next, params, title: _title, ...facts } = draft.flow.steps[id]!;
        const pasted = made.draft.flow.steps[now.get(id) as typeof id]!;
        const inner = Object.entries(next).flatMap(([exit, to]) => (now.has(to) ? [[exit, now.get(to)]] : []));
        const leaves = params['leaves'] as string[] | undefined;
        const led = leaves ? { leaves: leaves.map((each) => now.get(each) ?? each) } : {};
        assert.deepEqual(pasted, { ...facts, params: { ...params, ...led }, next: Object.fromEntries(inner) });
      }
      const again = copySteps(made.draft, { steps: made.steps }, types);
      assert.equal(Object.keys((JSON.parse(again.text) as { steps: object }).steps).length, steps.length);
    },
  },
);
