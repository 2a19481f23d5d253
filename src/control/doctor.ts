import { id } from '../base/ids.ts';
import type { ProbeResult } from '../base/probe.ts';
import { secretFields } from '../base/schema.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import { own } from '../flow/flow.ts';
import { configSchema, connectorsById } from './catalog.ts';
import { lookAt, usesOn } from './look-at.ts';
import { ControlError, missing, type ControlParts } from './control.ts';
import { createTranscript, type Transcript } from './transcript.ts';

/** What the doctor found at one connection; with the calls that it made, where they were asked for. */
export type Examined = { connection: string; type: string; results: ProbeResult[]; transcript?: Transcript };

/** Looks at connections as a doctor does, and writes down what would cure them. */
export function doctorFunctions(parts: ControlParts) {
  return {
    'doctor.examine': async (input: { connection: string; record?: boolean }): Promise<Examined> => {
      const connection = theConnection(parts, input.connection);
      const { key, type } = connection.record;
      if (!input.record) return { connection: key, type, results: await lookAt(parts, connection) };
      const transcript = createTranscript(secretsOf(connection));
      const results = await lookAt(parts, connection, { through: transcript.listen });
      return { connection: key, type, results, transcript: transcript.redacted(parts.now()) };
    },

    /** Files by path with which an administrator prepares the system for what the published flows do. */
    'connections.metadata': async (input: { connection: string }): Promise<Readonly<Record<string, string>>> => {
      const { record, config } = theConnection(parts, input.connection);
      const deployables = own(connectorsById, record.type)?.deployables;
      if (!deployables)
        throw new ControlError('refused', `A ${record.type} connection needs nothing prepared by files.`);
      return deployables(usesOn(parts, record.key), config);
    },
  };
}

function theConnection({ connections }: ControlParts, name: string): OpenConnection {
  const names = connections.all().map(({ record }) => record.key);
  const there = names.length > 0 ? `There is ${names.join(', ')}.` : 'There is none yet.';
  return connections.get(id.connection(name)) ?? missing(`connection "${name}"`, there);
}

function secretsOf({ record, config }: OpenConnection): string[] {
  const schema = configSchema(record.type);
  const names = schema ? secretFields(schema) : Object.keys(config);
  return names.map((name) => config[name]).filter((value): value is string => typeof value === 'string');
}
