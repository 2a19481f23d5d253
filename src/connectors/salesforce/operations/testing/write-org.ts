import type { HttpRequest } from '../../../../net/http.ts';
import { pretendOrg, refusalReply, type WorldOptions } from '../../testing/pretend-org.ts';

/** A pretended org whose objects cannot be described: fields are sent as they are given, and only other calls count. */
export function writeOrg({ reply, ...options }: WorldOptions = {}) {
  let described = 0;
  const org = pretendOrg({
    ...options,
    reply: (request, number) => {
      if (isDescribe(request)) {
        described++;
        return refusalReply(404, 'NOT_FOUND');
      }
      return (
        reply?.(request, number - described) ?? { status: 201, body: { id: RECORD, success: true, created: true } }
      );
    },
  });
  return {
    ...org,
    get calls() {
      return org.calls.filter((call) => !call.endsWith('/describe'));
    },
    get requests() {
      return org.requests.filter((request) => !isDescribe(request));
    },
  };
}

const RECORD = '00Qxx0000000001AAA';

function isDescribe({ url }: HttpRequest): boolean {
  return url.endsWith('/describe');
}
