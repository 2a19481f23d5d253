import type { Connector } from '../connector.ts';
import { checkHttp } from './check.ts';
import { configSchema, type HttpConfig } from './config.ts';
import { fetchVariables } from './fetch-variables.ts';
import { request } from './request.ts';
import { it } from './texts.it.ts';

/** HTTP: any web service, called by address, within what the operator allows. */
export const http: Connector<HttpConfig> = {
  id: 'http',
  title: 'HTTP',
  texts: { it },
  config: configSchema,
  operations: { request, fetchVariables },
  // Without a base address each call says where it goes.
  reachesMany: ({ baseUrl }) => !baseUrl,
  check: checkHttp,
};
