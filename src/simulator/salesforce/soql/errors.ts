import { Refusal, jsonAnswer, refuse } from '../answer.ts';
import type { ObjectType } from '../metadata.ts';

/** A query that the org's grammar does not take. */
export function malformed(message: string): Refusal {
  return refuse(400, 'MALFORMED_QUERY', message);
}

/** A field that the object does not have, or that the user must not see. */
export function noSuchColumn(from: { object: ObjectType; soql: string }, path: string): Refusal {
  const what =
    `No such column '${path}' on entity '${from.object.name}'. If you are attempting to use a custom field, be sure ` +
    "to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.";
  return atPlace(from.soql, { word: path, errorCode: 'INVALID_FIELD', what });
}

/** An object that the org does not have. */
export function unsupportedType(soql: string, name: string): Refusal {
  const what =
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the ` +
    "'__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.";
  return atPlace(soql, { word: name, errorCode: 'INVALID_TYPE', what });
}

/** A relationship that leads from the object to no children. */
export function noSuchChildren(from: { object: ObjectType; soql: string }, name: string): Refusal {
  const what =
    `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom ` +
    "relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or " +
    'the describe call for the appropriate names.';
  return atPlace(from.soql, { word: name, errorCode: 'INVALID_TYPE', what });
}

/** An error that shows where in the query it was found, over several lines as Salesforce writes it. */
function atPlace(soql: string, error: { word: string; errorCode: string; what: string }): Refusal {
  const at = Math.max(0, soql.indexOf(error.word));
  const row = soql.slice(0, at).split('\n').length;
  const column = at - soql.lastIndexOf('\n', at - 1);
  const line = soql.split('\n')[row - 1] ?? '';
  const message = `\n${line}\n${' '.repeat(column - 1)}^\nERROR at Row:${row}:Column:${column}\n${error.what}`;
  return new Refusal(jsonAnswer(400, [{ message, errorCode: error.errorCode }]), [
    { message, errorCode: error.errorCode },
  ]);
}
