import type { JsonObject } from '../../../base/json.ts';
import { childrenOf } from '../child-relationships.ts';
import type { Row } from '../store.ts';
import type { Writer } from '../write/writer.ts';

/** Merges two records as a person does: the loser's children go to the winner, the loser is deleted and names him. */
export function mergeRecords(writer: Writer, winner: Row, loser: Row): JsonObject {
  if (winner.object !== loser.object || winner === loser) throw new Error('Two records of one object can be merged.');
  const { store, setup } = writer.org;
  const object = setup.schema.full(winner.object);
  if (object) {
    for (const { child, field } of childrenOf(setup.schema, object)) {
      if (!store.hasIndex(child, field)) continue;
      for (const row of store.match(child, field, loser.id)) store.update(row, { [field.name]: winner.id }, writer.by);
    }
  }
  store.remove(loser, writer.by, { MasterRecordId: winner.id });
  store.update(winner, {}, writer.by);
  return { winner: winner.id, loser: loser.id };
}
