import type { Customer as PhoneCustomer, CustomerSpec as PhoneCustomerSpec } from '../phone/model.ts';

/** A person on WhatsApp; the user id is the business-scoped one. */
export type Customer = PhoneCustomer & {
  parentUserId?: string;
  /** The number exists but webhooks and answers show only the user id. */
  hidesNumber?: boolean;
};

/** What is known about a person on WhatsApp. */
export type CustomerSpec = PhoneCustomerSpec & Pick<Customer, 'parentUserId' | 'hidesNumber'>;

/** A message template as the business registered it; `{{1}}` in the body marks a parameter. */
export type Template = {
  name: string;
  language: string;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  status: 'APPROVED' | 'PAUSED' | 'DISABLED';
  body: string;
  /** Titles of its quick-reply buttons. */
  buttons?: readonly string[];
};
