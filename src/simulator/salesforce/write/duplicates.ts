import type { JsonObject } from '../../../base/json.ts';
import { refuseWrite } from '../answer.ts';
import { recordBody, recordUrl } from '../render.ts';
import type { DuplicateRuleDeed } from '../setup/deeds.ts';
import type { Row } from '../store.ts';
import { isPhone } from '../value-index.ts';
import type { Pending } from './rules.ts';
import type { Writer } from './writer.ts';

/**
 * Refuses a record that a duplicate rule takes for one that is there. A rule that only alerts lets it pass when the
 * call says so; one that blocks never does.
 */
export function checkDuplicates(writer: Writer, write: Pending & { self?: Row | undefined }): void {
  for (const rule of writer.org.setup.duplicateRules) {
    if (rule.object !== write.object.name || (rule.action === 'alert' && writer.allowDuplicates)) continue;
    const found = findMatches(writer, rule, write);
    if (found.length > 0) throw duplicatesDetected(writer, rule, found);
  }
}

function findMatches(writer: Writer, rule: DuplicateRuleDeed, write: Pending & { self?: Row | undefined }): Row[] {
  const { store, setup } = writer.org;
  const found = new Set<Row>();
  for (const name of rule.match) {
    const value = write.fields[name];
    if (typeof value !== 'string') continue;
    for (const against of rule.against ?? [rule.object]) {
      const object = setup.schema.full(against);
      const field = object?.field(name);
      if (!object || !field) continue;
      const rows = isPhone(field) ? store.matchPhone(object, field, value) : store.match(object, field, value);
      for (const row of rows) if (row !== write.self) found.add(row);
    }
  }
  return [...found];
}

function duplicatesDetected(writer: Writer, rule: DuplicateRuleDeed, rows: readonly Row[]): Error {
  const { texts, setup } = writer.org;
  const types = [...new Set(rows.map((row) => row.object))];
  const result: JsonObject = {
    allowSave: rule.action === 'alert',
    duplicateRule: rule.name ?? `Standard_${rule.object}_Duplicate_Rule`,
    duplicateRuleEntityType: rule.object,
    errorMessage: rule.message ?? texts.useOneOfThese(),
    matchResults: types.map((type) => {
      const matches = rows.filter((row) => row.object === type);
      return {
        entityType: type,
        errors: [],
        matchEngine: 'FuzzyMatchEngine',
        matchRecords: matches.map((row) => matchRecord(writer, row)),
        rule: `Standard_${type}_Match_Rule_v1_0`,
        size: matches.length,
        success: true,
      };
    }),
  };
  const more = { [setup.settings.duplicateMember]: result };
  return refuseWrite([{ message: rule.message ?? texts.useOneOfThese(), errorCode: 'DUPLICATES_DETECTED', more }]);
}

function matchRecord(writer: Writer, row: Row): JsonObject {
  const attributes = { type: row.object, url: recordUrl(writer.version, row) };
  const object = writer.org.setup.schema.find(row.object);
  const fields = (object?.fields ?? []).filter(({ name }) => (row.fields[name] ?? null) !== null);
  const record = writer.duplicateDetails ? recordBody(writer.version, { row, fields }) : { attributes, Id: row.id };
  return { additionalInformation: [], fieldDiffs: [], matchConfidence: 100, record };
}
