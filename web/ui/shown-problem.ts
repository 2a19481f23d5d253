/** A problem as a person reads it: what, where, what to do, and a code for support. */
export type ShownProblem = {
  /** `urn:rondine:problem:…` without its beginning, or `offline`. */
  code: string;
  what?: string;
  where?: string;
  fix?: string;
  status?: number;
  /** The number of the request, for whoever reads the server's log. */
  request?: string;
};

const URN = 'urn:rondine:problem:';

/**
 * Reads anything that was thrown as a problem: one of the API (RFC 9457, the thrown value itself or under `problem`
 * or `body`), an answer that never came, or a mistake of the page.
 */
export function readProblem(thrown: unknown): ShownProblem {
  const body = findBody(thrown);
  if (body) {
    const { type, title, detail } = body;
    const status = Number(body['status'] ?? (thrown as Body)['status'] ?? 0);
    return {
      code: typeof type === 'string' && type !== 'about:blank' ? type.replace(URN, '') : `http-${status}`,
      ...textOf('what', detail ?? title),
      ...textOf('where', body['where'] ?? body['instance']),
      ...textOf('fix', body['fix']),
      ...textOf('request', body['request']),
      ...(status > 0 ? { status } : {}),
    };
  }
  if (thrown instanceof TypeError && /fetch|network|load failed/i.test(thrown.message)) return { code: 'offline' };
  return { code: 'page', ...(thrown instanceof Error ? { what: thrown.message } : {}) };
}

/** True where the answer was that nobody is signed in. */
export function isSignedOut(thrown: unknown): boolean {
  return readProblem(thrown).status === 401;
}

type Body = Readonly<Record<string, unknown>>;

function findBody(thrown: unknown): Body | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { problem, body } = thrown as Body;
  return [problem, body, thrown].find(isBody);
}

function isBody(value: unknown): value is Body {
  if (typeof value !== 'object' || value === null) return false;
  const { type, status, title, detail } = value as Body;
  return typeof status === 'number' || [type, title, detail].every((each) => typeof each === 'string') || isOurs(type);
}

function isOurs(type: unknown): boolean {
  return typeof type === 'string' && (type.startsWith(URN) || type === 'offline');
}

function textOf<Key extends string>(key: Key, value: unknown): { [K in Key]?: string } {
  return typeof value === 'string' && value !== '' ? ({ [key]: value } as { [K in Key]?: string }) : {};
}
