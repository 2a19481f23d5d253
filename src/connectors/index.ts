import { code } from './code/code.ts';
import type { Connector } from './connector.ts';
import { http } from './http/http.ts';
import { notify } from './notify/notify.ts';
import { salesforce } from './salesforce/salesforce.ts';

/** Every outside system that a flow can work with. Adding one is a folder and a line here. */
export const connectors: readonly Connector[] = [code, http, notify, salesforce];
