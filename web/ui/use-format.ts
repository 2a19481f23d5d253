import { useMemo } from 'react';
import * as format from './format.ts';
import { useViewer } from './viewer.tsx';

/** All that format.ts can write, in the viewer's language. */
export type Format = {
  time(at: number): string;
  moment(at: number): string;
  date(at: number): string;
  dateTime(at: number): string;
  exact(at: number): string;
  relative(at: number, now: number): string;
  duration(ms: number): string;
  number(value: number): string;
  percent(share: number): string;
  bytes(bytes: number): string;
  phone(phone: string): string;
};

/** Times, numbers and phone numbers as the viewer writes them. */
export function useFormat(): Format {
  const { language } = useViewer();
  return useMemo(
    () => ({
      time: (at) => format.formatTime(at, language),
      moment: (at) => format.formatMoment(at, language),
      date: (at) => format.formatDate(at, language),
      dateTime: (at) => format.formatDateTime(at, language),
      exact: (at) => format.formatExact(at, language),
      relative: (at, now) => format.formatRelative(at, now, language),
      duration: (ms) => format.formatDuration(ms, language),
      number: (value) => format.formatNumber(value, language),
      percent: (share) => format.formatPercent(share, language),
      bytes: (bytes) => format.formatBytes(bytes, language),
      phone: format.formatPhone,
    }),
    [language],
  );
}
