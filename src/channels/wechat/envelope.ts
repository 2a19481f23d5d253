import type { Sender } from '../../message/address.ts';
import type { XmlFields } from './xml.ts';

/** One webhook: what it holds, who sent it, and when, in seconds as it was written and in milliseconds. */
export type Envelope = { fields: XmlFields; type: string; seconds: string; at: number; sender: Sender };
