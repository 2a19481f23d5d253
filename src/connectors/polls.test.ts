import { Type } from 'typebox';
import { Failure } from '../base/failure.ts';
import type { JsonObject } from '../base/json.ts';
import type { HttpResponse } from '../net/http.ts';
import { recordingHttp } from '../net/testing/recording-http.ts';
import { testConnector } from './connector.contract.ts';
import type { Connector, ConnectorIo } from './connector.ts';

/** The smallest outside system that can be looked at: a shop with a list of orders, told apart by their numbers. */
const URL_OF_SHOP = 'https://shop.example/orders';
const PAGE = 2;

type ShopConfig = { token: string };

const shop: Connector<ShopConfig> = {
  id: 'shop',
  title: 'Shop',
  config: Type.Object({ token: Type.String({ title: 'Token', secret: true }) }),
  operations: {
    countOrders: {
      title: 'Count orders',
      description: 'Says how many orders the shop has.',
      input: Type.Object({}),
      output: Type.Object({ count: Type.Integer({ title: 'Count' }) }),
      repeat: () => 'safe',
      run: async (_input, io) => ({ count: await lastOrder(io) }),
    },
  },
  polls: {
    newOrders: {
      title: 'New orders',
      description: 'Orders that have come since the last look.',
      input: Type.Object({}),
      item: Type.Object({ id: Type.String({ title: 'Order' }) }),
      async run(_input, cursor, io) {
        const last = await lastOrder(io);
        const from = cursor === null ? last : Number(cursor);
        const numbers = Array.from({ length: Math.min(PAGE, last - from) }, (_, index) => from + 1 + index);
        return { items: numbers.map((number) => ({ id: `order-${number}` })), cursor: from + numbers.length };
      },
    },
  },
  async check(io) {
    try {
      await lastOrder(io);
      return [{ name: 'orders', ok: true, message: 'The shop answers.' }];
    } catch (error) {
      const message = error instanceof Failure ? error.message : String(error);
      return [{ name: 'orders', ok: false, message, fix: 'Look whether the shop is up and the token is right.' }];
    }
  },
};

async function lastOrder({ http, config }: ConnectorIo<ShopConfig>): Promise<number> {
  const headers = { authorization: `Bearer ${config.token}` };
  const response = await http({ method: 'GET', url: URL_OF_SHOP, headers });
  const failure = refusalOf(response);
  if (failure) throw new Failure({ code: failure, message: `The shop answered ${response.status}.` });
  return (JSON.parse(response.text()) as { last: number }).last;
}

function refusalOf({ status, headers }: HttpResponse) {
  if (status === 401) return 'auth';
  if (status === 429) return 'rate_limited';
  return status === 200 && headers['content-type'] === 'application/json' ? undefined : 'unavailable';
}

const orders = (last: number): JsonObject[] =>
  Array.from({ length: last }, (_, index) => ({ id: `order-${index + 1}` }));

testConnector({
  connector: shop,
  config: { token: 'the-token-of-the-shop' },
  examples: { countOrders: {} },
  world: () =>
    recordingHttp(() => ({ status: 200, headers: { 'content-type': 'application/json' }, body: { last: 5 } })).http,
  polls: { newOrders: { input: {}, cursor: 0, items: orders(5) } },
});
