import type { JsonObject } from '../../../base/json.ts';
import type { StatusNews } from '../../phone/provider.ts';
import type { DeliveryStatus } from '../../phone/model.ts';

/** What differs between the two services that share Meta's way of messaging. */
export type Service = {
  /** What webhooks name as their object. */
  object: string;
  /** The length of a text, and the most that is taken. */
  length(text: string): number;
  textMax: number;
  /** Why a send comes too late, as subcode of code 10. */
  lateSubcode: number;
  /** Why nobody is found, as subcode of code 100. */
  nobodySubcode: number;
  /** The statuses that are told, each by what its element holds. */
  statuses: Partial<Record<DeliveryStatus, (news: StatusNews, app: string) => JsonObject>>;
};

/** The business's account with its app and the secrets between them. */
export type Account = {
  /** The id by which webhooks name the account. */
  id: string;
  /** The node that is called; the account's own unless it is reached by a Page. */
  node: string;
  appId: string;
  appSecret: string;
  accessToken: string;
};
