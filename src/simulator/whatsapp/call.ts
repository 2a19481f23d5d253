import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../serve.ts';
import { errorBody, statusOf, type Refusal } from './graph-error.ts';

/** One HTTP call as the routes see it. */
export type Call = { request: IncomingMessage; response: ServerResponse; path: string; query: URLSearchParams };

/** Answers a refused call with its status and error envelope. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  sendJson(response, statusOf(refusal.code), errorBody(refusal));
}
