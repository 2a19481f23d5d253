import type { FlowId, RunId } from '../../base/ids.ts';
import type { MemoryRecord } from '../../store/records.ts';
import type { Span } from '../../store/store.ts';

/** No connection has such a name: notes of tests lie apart from those of adapters. */
const PREFIX = '#test/';

/** Where the note of a test run lies. Like the ids of runs they sort by time, flow by flow. */
export function testNoteKey(flow: FlowId, run: RunId): string {
  return `${PREFIX}${flow}/${run}`;
}

/** The note by which a test run is found among all runs of its flow, and left out where they are counted. */
export function testNote(flow: FlowId, run: RunId): MemoryRecord {
  return { key: testNoteKey(flow, run), value: run };
}

/** The notes of a flow's test runs, as `Store.list` finds them; of a span of ids of runs where one is given. */
export function testNotesOf(flow: FlowId, { from = '', before }: Span = {}): Required<Span> {
  const start = `${PREFIX}${flow}/`;
  return { from: start + from, before: before === undefined ? `${PREFIX}${flow}0` : start + before };
}
