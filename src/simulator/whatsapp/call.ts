import type { ServerResponse } from 'node:http';
import { sendJson } from '../serve.ts';
import { errorBody, statusOf, type Refusal } from './graph-error.ts';

/** Answers a refused call with its status and error envelope. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  sendJson(response, statusOf(refusal.code), errorBody(refusal));
}
