import { Failure } from '../../base/failure.ts';
import { isObject } from '../../base/json.ts';
import type { Org } from './request.ts';

/** Id of the user that the connection acts as: stored with the connection, asked for once where it is missing. */
export async function userIdOf(org: Org): Promise<string> {
  const { io } = org;
  if (io.config.userId) return io.config.userId;
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
  await io.connection.update((current) => (current.userId === userId ? current : { ...current, userId }));
  return userId;
}
