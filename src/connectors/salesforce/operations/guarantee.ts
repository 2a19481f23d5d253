import { keyFieldOf, type SalesforceConfig } from '../config.ts';
import { proofFieldsOf } from './proof.ts';

/** Says in words how surely `create` makes one record and no second one of this object in this org. */
export function guarantee(config: SalesforceConfig, object: string): string {
  const keyField = keyFieldOf(config, object);
  if (keyField) {
    return `Exactly once: ${object}.${keyField} holds the key of each record, and the org itself refuses a second one.`;
  }
  const fields = proofFieldsOf(object);
  if (fields.length > 0) {
    return `Exactly once as long as the record has a ${fields.join(' or ')} that the org does not rewrite: after a lost answer Rondine looks for the ${object} three times within 11 minutes before it creates it again. Without any of them the step waits for a person.`;
  }
  return `At most once without a person: after a lost answer the step waits until somebody has looked whether the ${object} exists.`;
}
