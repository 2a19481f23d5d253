import { Failure } from '../../../base/failure.ts';
import { isObject } from '../../../base/json.ts';
import type { Org } from '../request.ts';

/** Id of the user that the connection acts as: stored with the connection, asked for once where it is missing. */
export async function userIdOf(org: Org): Promise<string> {
  const known = await org.userId();
  if (known) return known;
  const { body } = await org.call({
    method: 'GET',
    path: '/services/oauth2/userinfo',
    root: true,
    action: 'name the connected user',
  });
  const userId = isObject(body) ? body['user_id'] : undefined;
  if (typeof userId !== 'string' || userId === '') {
    throw new Failure({ code: 'unavailable', message: 'Salesforce did not name the connected user.' });
  }
  await org.io.connection.update((current) => (current.userId === userId ? current : { ...current, userId }));
  return userId;
}
