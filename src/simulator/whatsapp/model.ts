import type { Customer as PhoneCustomer, CustomerSpec as PhoneCustomerSpec } from '../phone/model.ts';

/** A person on WhatsApp; the user id is the business-scoped one. */
export type Customer = PhoneCustomer & {
  parentUserId?: string;
  /** Stopped marketing messages in the app. */
  noMarketing?: boolean;
  /** The number exists but webhooks and answers show only the user id. */
  hidesNumber?: boolean;
};

/** What is known about a person on WhatsApp. */
export type CustomerSpec = PhoneCustomerSpec & Pick<Customer, 'parentUserId' | 'hidesNumber' | 'noMarketing'>;

/** A button of a template as the API lists it; `{{1}}` in `url` marks the end that a send gives. */
export type TemplateButton = {
  type: 'QUICK_REPLY' | 'URL' | 'PHONE_NUMBER' | 'COPY_CODE' | 'OTP';
  text: string;
  url?: string;
};

/** A message template as the business registered it; `{{1}}` or `{{name}}` in the body marks a parameter. */
export type Template = {
  name: string;
  language: string;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  status: 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED';
  quality?: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  /** What stands above the body. */
  header?: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT';
  headerText?: string;
  body: string;
  /** Its parameters go by their names. */
  named?: boolean;
  buttons?: readonly TemplateButton[];
};
