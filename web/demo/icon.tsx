import type { ReactNode } from 'react';

const PATHS = {
  send: 'M4 12 20 4l-5.5 16-3-7zM11.5 13 20 4',
  tick: 'm5 12.5 4.5 4.5L19 7',
  ticks: 'm2.5 12.5 4.5 4.5L16 7M12 16l1 1 8.5-10',
  clock: 'M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18',
  cross: 'M6 6l12 12M18 6 6 18',
  alert: 'M12 9v4.5M12 17v.01M10.3 4.2 2.7 17.6A2 2 0 0 0 4.4 20.6h15.2a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0',
  cloud: 'M7 18.5a4.5 4.5 0 0 1-.6-8.96 6 6 0 0 1 11.5 1.5A3.8 3.8 0 0 1 17.5 18.5z',
  inbox: 'M4 13.5 6.5 5h11L20 13.5V19H4zM4 13.5h4.5l1.5 2.5h4l1.5-2.5H20',
  reply: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6v1',
  ask: 'M9.2 9a2.9 2.9 0 1 1 4.3 2.5c-1 .6-1.5 1.2-1.5 2.3M12 17.2v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18',
  branch: 'M6 4v7a4 4 0 0 0 4 4h8M14.5 11.5 18 15l-3.5 3.5M6 11v9',
  set: 'M5 7h14M5 12h9M5 17h6',
  people:
    'M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11M3 19.5a6 6 0 0 1 12 0M16 5a3.2 3.2 0 0 1 0 6M17.5 14.2a6 6 0 0 1 3.5 5.3',
  flag: 'M6 21V4h11l-2.5 4L17 12H6',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  restart: 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5L4.5 8.7M4.5 4.5v4.2h4.2',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10',
  auto: 'M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16',
  list: 'M8 7h12M8 12h12M8 17h12M4 7v.01M4 12v.01M4 17v.01',
  phone: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1M11 18h2',
  route:
    'M6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4M18 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4M8 17h7a3.5 3.5 0 0 0 0-7H9a3 3 0 0 1 0-5h7',
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing beside a word. It says nothing by itself; with `label` it is read aloud and shown on hovering. */
export function Icon({ name, label }: { name: IconName; label?: string }): ReactNode {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {label && <title>{label}</title>}
      <path d={PATHS[name]} />
    </svg>
  );
}
