/** The moment and the place in which expressions are worked out: nothing is read from the machine. */
export type Clock = {
  /** IANA time zone in which dates are read and written. */
  timeZone: string;
  /** The event's time, in epoch milliseconds. */
  at: number;
  /** BCP 47 tag for names of months and days and for number forms; English unless told. */
  language?: string;
  /** Two-letter country that phone numbers without a prefix belong to. */
  country?: string;
};
