import { Type } from 'typebox';
import type { Operation } from '../connector.ts';
import { ask, presentAnswer } from './ask.ts';
import type { HttpConfig } from './config.ts';
import { repeatOf, requestInput, type RequestInput } from './input.ts';

const output = Type.Object({
  status: Type.Integer({ title: 'Status' }),
  headers: Type.Record(Type.String(), Type.String(), { title: 'Headers', description: 'Names in small letters.' }),
  body: Type.Unknown({ title: 'Body', description: 'JSON parsed, text as it is; empty for what is neither.' }),
  ms: Type.Integer({ title: 'Milliseconds that it took' }),
});

/** Sends any HTTP request and gives what came back. */
export const request: Operation<HttpConfig> = {
  title: 'HTTP request',
  description: 'Sends a request to another system and keeps status, headers and body of the answer.',
  input: requestInput,
  output,
  repeat: repeatOf,
  run: async (input, io) => presentAnswer(await ask(io, input as RequestInput)),
};
