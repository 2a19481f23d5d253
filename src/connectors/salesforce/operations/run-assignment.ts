import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import { isObject } from '../../../base/json.ts';
import type { Operation } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { openOrg, type Org } from '../request.ts';
import { withoutOverwriting } from './earlier.ts';
import { linkTo } from './record.ts';
import { idSchema } from './record-input.ts';
import { objectOf, queryRows } from './rows.ts';
import { soqlText } from './soql.ts';
import { pathOf } from './write.ts';

type AssignInput = { object: string; id: string; rule?: string };

const RULE_ID = /^01Q[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$/;

/** Lets the org's assignment rules choose the owner of a record. */
export const runAssignment: Operation<SalesforceConfig> = {
  title: 'Run assignment rule',
  description:
    'Lets an assignment rule of the org choose the owner of a lead or case that is there already, and tells whom it chose. After a lost answer it runs again only where nobody else has touched the record since.',
  input: Type.Object(
    {
      object: Type.Enum(['Lead', 'Case', 'Account'], { title: 'Object' }),
      id: idSchema,
      rule: Type.Optional(
        Type.String({
          title: 'Rule',
          description: 'Name or id of a rule. Unset: the active one.',
          minLength: 1,
          examples: ['Standard'],
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    id: Type.String({ title: 'Record id' }),
    url: Type.String({ title: 'Link', description: 'Opens the record in Lightning.' }),
    object: Type.String({ title: 'Object' }),
    ownerId: Type.String({ title: 'Owner', description: 'Id of the user or queue that the record has now.' }),
    ownerName: Type.Optional(Type.String({ title: 'Name of the owner' })),
    ownerType: Type.Optional(Type.String({ title: 'Kind of owner', description: 'User, or Group for a queue.' })),
  }),
  repeat: () => 'safe',
  async run(input, io) {
    const { object, id, rule } = input as AssignInput;
    const org = openOrg(io);
    const header = rule === undefined ? 'TRUE' : await ruleId(org, object, rule);
    const at = { id };
    await withoutOverwriting(org, { object, at, fields: {}, yields: true }, async () => {
      await org.call({
        method: 'PATCH',
        path: pathOf(object, at),
        body: '{}',
        headers: { 'sforce-auto-assign': header },
        action: `run the assignment rule on the ${object}`,
      });
      return { id, created: false };
    });
    return { id, url: linkTo(org, object, id), object, ...(await ownerNow(org, object, id)) };
  },
};

async function ruleId(org: Org, object: string, rule: string): Promise<string> {
  if (RULE_ID.test(rule)) return rule;
  const { rows } = await queryRows(org, {
    soql: `SELECT Id FROM AssignmentRule WHERE SobjectType = ${soqlText(object)} AND Name = ${soqlText(rule)} LIMIT 2`,
    most: 2,
    action: `look for the assignment rule ${rule}`,
  });
  const id = rows[0]?.['Id'];
  if (typeof id === 'string' && rows.length === 1) return id;
  throw new Failure({
    code: 'invalid',
    message: `There is no assignment rule "${rule}" for ${object}, or there are several (Setup > ${object} Assignment Rules).`,
    fields: ['rule'],
  });
}

async function ownerNow(org: Org, object: string, id: string) {
  const { rows } = await queryRows(org, {
    soql: `SELECT OwnerId, Owner.Name FROM ${object} WHERE Id = ${soqlText(id)}`,
    most: 1,
    action: `read the owner of the ${object}`,
  });
  const { OwnerId: ownerId, Owner: owner } = rows[0] ?? {};
  const [name, type] = isObject(owner) ? [owner['Name'], objectOf(owner)] : [];
  return {
    ownerId: typeof ownerId === 'string' ? ownerId : '',
    ...(typeof name === 'string' ? { ownerName: name } : {}),
    ...(type === undefined ? {} : { ownerType: type }),
  };
}
