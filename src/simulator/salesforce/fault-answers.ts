import { jsonAnswer, type Answer } from './answer.ts';
import type { Fault, FaultKind } from './faults.ts';
import { NO_STORE } from './oauth-error.ts';
import type { Route } from './route.ts';

/** What the client is sent under a fault, given the true answer if there is one; `undefined` for nothing at all. */
export function answerUnder(fault: Fault, route: Route, answer: Answer | undefined): Answer | undefined {
  if (fault.kind === 'rotated-elsewhere') return answer;
  if (fault.kind === 'lost-race') return answer && loseRace(route, answer);
  const spoiled = SPOILED[fault.kind];
  if (!spoiled) return undefined;
  if (fault.html) return page(spoiled.status, `${spoiled.status} ${spoiled.code}`);
  const inTokens = route.operation === 'token' ? spoiled.token : undefined;
  if (inTokens) return tokenError(spoiled.status, inTokens);
  if (spoiled.page !== undefined) return page(spoiled.status, spoiled.page);
  return jsonAnswer(spoiled.status, [{ message: spoiled.message, errorCode: spoiled.code }]);
}

function loseRace(route: Route, answer: Answer): Answer {
  if (!answer.created || answer.recordId === undefined) return answer;
  const message = `duplicate value found: ${route.keyField ?? 'Id'} duplicates value on record with id: ${answer.recordId}`;
  return jsonAnswer(400, [{ message, errorCode: 'DUPLICATE_VALUE', fields: [] }]);
}

/** A ready answer; `token` holds the words of the token endpoint, `page` the title where the answer is HTML. */
type Spoiled = {
  status: number;
  code: string;
  message: string;
  page?: string;
  token?: readonly [error: string, description: string];
};

const SPOILED: Partial<Record<FaultKind, Spoiled>> = {
  'expired-session': { status: 401, code: 'INVALID_SESSION_ID', message: 'Session expired or invalid' },
  'server-error': {
    status: 500,
    code: 'UNKNOWN_EXCEPTION',
    message: 'An unexpected error occurred. ErrorId: 1184-77 (-1312)',
    token: ['unknown_error', 'retry your request'],
  },
  'bad-gateway': { status: 502, code: 'Bad Gateway', message: '', page: '502 Bad Gateway' },
  unavailable: { status: 503, code: 'SERVER_UNAVAILABLE', message: 'Server Unavailable' },
  'api-disabled': {
    status: 403,
    code: 'API_DISABLED_FOR_ORG',
    message: 'The REST API is not enabled for this Organization.',
  },
  'api-disabled-for-user': {
    status: 403,
    code: 'API_CURRENTLY_DISABLED',
    message: 'API is disabled for this User',
  },
  'request-limit': { status: 403, code: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' },
  'concurrent-limit': {
    status: 403,
    code: 'REQUEST_LIMIT_EXCEEDED',
    message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
  },
  'lock-row': {
    status: 400,
    code: 'UNABLE_TO_LOCK_ROW',
    message: 'unable to obtain exclusive access to this record or 1 records',
  },
  html: { status: 200, code: 'OK', message: '', page: 'We are down for maintenance' },
  'invalid-grant': tokenOnly('invalid_grant', 'expired access/refresh token'),
  'inactive-user': tokenOnly('inactive_user', 'user is inactive'),
  'login-rate': tokenOnly('invalid_grant', 'login rate exceeded'),
  'token-busy': tokenOnly('invalid_grant', 'token request is already being processed'),
};

function tokenOnly(error: string, description: string): Spoiled {
  return { status: 400, code: error.toUpperCase(), message: description, token: [error, description] };
}

function tokenError(status: number, [error, description]: readonly [string, string]): Answer {
  return jsonAnswer(status, { error, error_description: description }, NO_STORE);
}

function page(status: number, title: string): Answer {
  const body = `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, body, headers: { 'Content-Type': 'text/html;charset=UTF-8' } };
}
