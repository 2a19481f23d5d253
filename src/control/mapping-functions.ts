import type { Diagnostic } from '../base/diagnostic.ts';
import type { JsonObject } from '../base/json.ts';
import { checkSchema, type Schema } from '../base/schema.ts';
import type { ConnectorIo, DryRun, KnownValue, Operation, Proposal, Suggestion } from '../connectors/connector.ts';
import { own, type Flow } from '../flow/flow.ts';
import { inspectFlow } from './mappings.ts';
import { withConnector } from './with-connector.ts';
import { theConnection } from './connections.ts';
import { ControlError, missing, type ControlParts } from './control.ts';

type Asked = { connection: string; operation: string };

/** What flows know of a person by themselves, and how templates name it. */
const KNOWN: readonly KnownValue[] = [
  { means: 'name', template: '{{ contact.name }}' },
  { means: 'phone', template: '{{ contact.phone }}' },
  { means: 'email', template: '{{ contact.email }}' },
  { means: 'username', template: '{{ contact.username }}' },
  { means: 'language', template: '{{ contact.language }}' },
  { means: 'channel', template: '{{ conversation.channel }}' },
  { means: 'priority', template: '{{ conversation.priority }}' },
  { means: 'ad', template: '{{ contact.attribution.first.headline }}' },
  { means: 'message', template: '{{ message.text }}' },
];

/** Asks the systems behind connections about inputs, without changing anything there. */
export function mappingFunctions(parts: ControlParts) {
  return {
    /** The form of an operation's input for this very system. */
    'connections.describe': async ({ input = {}, ...asked }: Asked & { input?: JsonObject }): Promise<Schema> =>
      ask(parts, asked, async ({ input: general, shape }, io) => (shape ? await shape(input, io) : general)),

    'connections.suggest': async ({
      input = {},
      path,
      text = '',
      ...asked
    }: Asked & { input?: JsonObject; path: readonly (string | number)[]; text?: string }): Promise<
      readonly Suggestion[]
    > =>
      ask(parts, asked, async ({ suggest }, io) => {
        if (!suggest) throw cannot(asked, 'suggests no values');
        return suggest({ input, path, text }, io);
      }),

    /** Tries an input without leaving anything behind. */
    'connections.dryRun': async ({ input, ...asked }: Asked & { input: JsonObject }): Promise<DryRun> =>
      ask(parts, asked, async ({ input: general, dryRun }, io) => {
        if (!dryRun) throw cannot(asked, 'cannot be tried without doing it');
        const wrong = checkSchema(general, input, ['input']);
        if (wrong.length > 0) throw new ControlError('invalid', 'The input has not the form that it needs.', wrong);
        return dryRun(input, io);
      }),

    /** A likely input of an operation, from what flows know of a person. */
    'connections.propose': async ({ input, ...asked }: Asked & { input: JsonObject }): Promise<Proposal> =>
      ask(parts, asked, async ({ propose }, io) => {
        if (!propose) throw cannot(asked, 'suggests no mapping');
        return propose({ input, known: KNOWN }, io);
      }),

    /** What the systems behind a flow's connections would refuse; `over` says which connection stands for a name. */
    'flows.inspect': async (input: {
      flow: JsonObject;
      over?: Readonly<Record<string, string>>;
    }): Promise<Diagnostic[]> => {
      for (const name of Object.values(input.over ?? {})) theConnection(parts, name);
      return inspectFlow(parts, input.flow as unknown as Omit<Flow, 'version'>, input.over);
    },
  };
}

async function ask<T>(
  parts: ControlParts,
  { connection: name, operation: wanted }: Asked,
  use: (operation: Operation, io: ConnectorIo) => Promise<T>,
): Promise<T> {
  const connection = theConnection(parts, name);
  const found = await withConnector(parts, connection, async ({ operations }, io) => {
    const operation = own(operations, wanted);
    if (!operation) return missing(`operation "${wanted}"`, `There is ${Object.keys(operations).join(', ')}.`);
    return { answer: await use(operation, io) };
  });
  if (found) return found.answer;
  throw new ControlError(
    'refused',
    `"${name}" is a ${connection.record.type} connection, which performs no operations.`,
  );
}

function cannot({ connection, operation }: Asked, what: string): ControlError {
  return new ControlError('refused', `The operation "${operation}" of "${connection}" ${what}.`);
}
