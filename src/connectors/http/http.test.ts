import { recordingHttp } from '../../net/testing/recording-http.ts';
import { testConnector } from '../connector.contract.ts';
import { http } from './http.ts';

testConnector({
  connector: http,
  config: {
    baseUrl: 'https://api.example.com/v2',
    bearer: 'bearer-token-5501',
    basicUser: 'rondine',
    basicPassword: 'basic-password-2210',
    apiKey: 'api-key-9914',
    grant: 'refresh_token',
    tokenUrl: 'https://login.example.com/token',
    clientId: 'client',
    clientSecret: 'client-secret-7731',
    refreshToken: 'refresh-token-4410',
    accessToken: 'access-token-9102',
    accessTokenUntil: 1,
  },
  examples: {
    request: { method: 'POST', url: '/orders', json: { item: 7 }, repeatable: true },
    fetchVariables: { url: '/orders/7', map: { id: '$.order.id', tags: '$.order.tags[*]' }, required: ['id'] },
  },
  world: () =>
    recordingHttp(({ url }) =>
      url.endsWith('/token')
        ? { status: 200, body: { access_token: 'access-token-2', expires_in: 3600 } }
        : { status: 200, headers: { 'set-cookie': 'a=b' }, body: { order: { id: 7, tags: ['x', 'y'] } } },
    ).http,
});
