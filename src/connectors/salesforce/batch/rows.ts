import type { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import { parentsOf } from './parents.ts';
import type { SingleWrite } from './single-call.ts';

/** How one write ended: its part of the answer, or why there is none. */
export type RowEnd = { result: JsonObject } | { failure: Failure };

/** A single write that waits to be sent with others. */
export type WaitingWrite = {
  call: SingleWrite;
  /** Most records that it may share a request with, itself included. */
  most: number;
  end(end: RowEnd): void;
};

/** One record of a Collections call, and the writes that it stands for. */
export type Row = {
  record: JsonObject;
  parents: readonly string[];
  most: number;
  /** Several where writes of one record were put together. */
  writes: readonly WaitingWrite[];
};

/**
 * Puts writes of one kind into rows, in waves that must follow each other: a key stands only once in a request. Waiting
 * updates of one record become one, where the later value of a field wins.
 */
export function wavesOf(writes: readonly WaitingWrite[]): Row[][] {
  const waves: Row[][] = [];
  const places = new Map<string, { wave: number; index: number }>();
  for (const write of writes) {
    const { at, fields } = write.call;
    const name = 'id' in at ? at.id.slice(0, 15) : at.value.toLowerCase();
    const place = places.get(name);
    const former = place && waves[place.wave]?.[place.index];
    if (former && place && 'id' in at) {
      waves[place.wave]![place.index] = {
        ...former,
        record: { ...former.record, ...fields },
        parents: [...former.parents, ...parentsOfRow(fields, undefined)],
        writes: [...former.writes, write],
      };
      continue;
    }
    const wave = place ? place.wave + 1 : 0;
    const rows = (waves[wave] ??= []);
    places.set(name, { wave, index: rows.length });
    rows.push(rowOf(write));
  }
  return waves;
}

/** A write as one record of a Collections call. */
export function rowOf(write: WaitingWrite): Row {
  const { object, at, fields } = write.call;
  const address = 'id' in at ? { id: at.id } : { [at.field]: at.value };
  const record = { attributes: { type: object }, ...address, ...fields };
  return { record, parents: parentsOfRow(fields, 'id' in at ? at.id : undefined), most: write.most, writes: [write] };
}

function parentsOfRow(fields: JsonObject, id: string | undefined): string[] {
  return [...(id === undefined ? [] : [id.slice(0, 15)]), ...parentsOf(fields)];
}
