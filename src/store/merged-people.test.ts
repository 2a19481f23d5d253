import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import { withMerged } from './merged-people.ts';
import type { MergeRecord } from './records.ts';
import { SAMPLES } from './testing/samples.ts';

let at = 0;
const merge = (from: string, into: string, more: Partial<MergeRecord> = {}): MergeRecord => {
  at += 1;
  const key = `m-${String(at).padStart(6, '0')}`;
  const { undone: _, ...sample } = SAMPLES.merge(1);
  return { ...sample, key, from: id.contact(from), into: id.contact(into), at, ...more };
};

/** A store of merges alone, as `list` gives them newest first, page by page. */
function storeOf(merges: readonly MergeRecord[]) {
  const list = async (_kind: string, { after, limit = 0 }: { after?: string; limit?: number }) =>
    merges
      .toReversed()
      .filter(({ key }) => after === undefined || key < after)
      .slice(0, limit);
  return { list } as unknown as Parameters<typeof withMerged>[1];
}

test('who was merged into somebody comes along, and who was merged into them before', async () => {
  const first = merge('c-3', 'c-2');
  const others = Array.from({ length: 1200 }, (_, n) => merge(`x-${n}`, `y-${n}`));
  const undone = merge('c-4', 'c-1', { undone: { by: 'ada', at: 9 } });
  const store = storeOf([first, ...others, undone, merge('c-2', 'c-1')]);
  assert.deepEqual(await withMerged([id.contact('c-1')], store), ['c-1', 'c-2', 'c-3']);
  assert.deepEqual(await withMerged([id.contact('c-9'), id.contact('c-2')], store), ['c-9', 'c-2', 'c-3']);
});
