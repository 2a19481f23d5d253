import type { IncomingMessage, ServerResponse } from 'node:http';

/** One HTTP call as the routes see it. */
export type Call = { request: IncomingMessage; response: ServerResponse; path: string; query: URLSearchParams };
