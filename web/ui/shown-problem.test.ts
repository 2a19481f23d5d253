import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiProblem } from '../api/client.ts';
import { isSignedOut, readProblem } from './shown-problem.ts';

describe('a problem as a person reads it', () => {
  it('is what the API says, with its code', () => {
    const problem = new ApiProblem(409, {
      type: 'urn:rondine:problem:stale',
      status: 409,
      title: 'Stale',
      detail: 'Somebody else saved this flow. Look at both.',
      fix: 'Reload it.',
    });
    assert.deepEqual(readProblem(problem), {
      code: 'stale',
      status: 409,
      what: 'Somebody else saved this flow. Look at both.',
      fix: 'Reload it.',
    });
  });
  it('is that the server does not answer, where no answer came', () => {
    assert.equal(readProblem(new TypeError('Failed to fetch')).code, 'offline');
    assert.equal(readProblem(new ApiProblem(0, { type: 'offline', detail: 'No answer came.' })).code, 'offline');
  });
  it('has the status for a code where the answer is not ours', () => {
    assert.deepEqual(readProblem(new ApiProblem(502, { status: 502, title: 'Bad Gateway' })), {
      code: 'http-502',
      status: 502,
      what: 'Bad Gateway',
    });
  });
  it('is a mistake of the page otherwise', () => {
    assert.deepEqual(readProblem(new Error('x is not a function')), { code: 'page', what: 'x is not a function' });
    assert.equal(readProblem('thrown').code, 'page');
    assert.equal(readProblem(undefined).code, 'page');
  });
  it('knows when nobody is signed in', () => {
    assert.equal(isSignedOut(new ApiProblem(401, { type: 'urn:rondine:problem:unproven', status: 401 })), true);
    assert.equal(isSignedOut(new ApiProblem(403, { status: 403 })), false);
  });
});
