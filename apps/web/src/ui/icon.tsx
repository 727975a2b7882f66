// Icons of our own, drawn on a 24 grid with one stroke. Never the only bearer of a meaning: text stands beside each.
import type { ReactNode } from 'react';

const shapes = {
  home: <path d="M4 11.500 12 5l8 6.500M6 10v9h4.500v-5h3v5H18v-9" />,
  mail: <path d="M4 6h16v12H4zM4 7l8 6 8-6" />,
  mailOpen: <path d="M4 10v9h16v-9M4 10l8-6 8 6M4 10l8 5 8-5" />,
  procedure: <path d="M7 4h10v16H7zM10 8h4M10 12h4M10 16h2" />,
  record: <path d="M12 7v5l3.500 2M12 4a8 8 0 1 1-7.500 5.200M4 5v4.500h4.500" />,
  settings: (
    <path d="M5 7h8m4 0h2M5 12h2m4 0h8M5 17h7m4 0h3M15 5.500a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3ZM9 10.500a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3ZM14 15.500a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3Z" />
  ),
  check: <path d="m5 12.500 4.500 4.500L19 7.500" />,
  verified: (
    <path d="M12 3.500 14.200 5.200l2.800-.3.900 2.600 2.400 1.400-.8 2.700.8 2.700-2.400 1.400-.9 2.600-2.800-.3L12 20.500l-2.200-2.500-2.800.3-.9-2.600-2.400-1.400.8-2.700-.8-2.700 2.400-1.400.9-2.600 2.800.3ZM8.800 12l2.300 2.300 4.200-4.300" />
  ),
  clip: <path d="m8 12.500 5.700-5.700a2.700 2.700 0 0 1 3.800 3.800l-7.300 7.300a4.200 4.200 0 0 1-6-6L11.500 4.600" />,
  clock: <path d="M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 8v4.500l3 1.800" />,
  phone: <path d="M7.500 2.500h9a1 1 0 0 1 1 1v17a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-17a1 1 0 0 1 1-1zM10.500 18.500h3" />,
  card: <path d="M3.500 6h17v12h-17zM3.500 10h17M7 14.500h4" />,
  right: <path d="m9.500 6 6 6-6 6" />,
  left: <path d="m14.500 6-6 6 6 6" />,
  down: <path d="m6 9.500 6 6 6-6" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  plus: <path d="M12 5v14M5 12h14" />,
  minus: <path d="M5 12h14" />,
  search: <path d="M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12ZM15.500 15.500 20 20" />,
  download: <path d="M12 4v11m0 0-4.500-4.500M12 15l4.500-4.500M5 19.500h14" />,
  print: <path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z" />,
  file: <path d="M7 3.500h7l4 4v13H7zM14 3.500v4h4" />,
  warning: <path d="M12 4 21 19.500H3zM12 10v4.500m0 2v.5" />,
  info: <path d="M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 11v5.500M12 7.500v.5" />,
  offline: (
    <path d="M4 4l16 16M3 10a13 13 0 0 1 4-2.600M11 6.100A13 13 0 0 1 21 10M6.500 13.500a8 8 0 0 1 3.300-1.900M17.500 13.500l-1-.8M12 18.500v.1" />
  ),
  link: <path d="M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1" />,
  person: <path d="M12 4.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7ZM5 20c.5-4 3.300-6 7-6s6.500 2 7 6" />,
  building: <path d="M5 20V9l7-4.500L19 9v11M3.500 20h17M9 20v-5h6v5M9 11.500h1.500M13.500 11.500H15" />,
  send: <path d="M4 12 20 5l-5 15-3.500-6.500ZM11.500 13.500 20 5" />,
  table: <path d="M4 5h16v14H4zM4 10h16M10 10v9" />,
  people: (
    <path d="M9 5.500a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM3.500 19c.4-3.500 2.500-5 5.500-5s5.100 1.500 5.500 5M15.500 6a2.700 2.700 0 0 1 0 5.200M16.500 14.200c2.300.3 3.700 1.800 4 4.800" />
  ),
  leave: <path d="M10 5H5v14h5M14 8l4 4-4 4M18 12H9" />,
  shield: <path d="M12 3.500 19 6v5.500c0 4.300-2.800 7.400-7 9-4.200-1.600-7-4.700-7-9V6Z" />,
  eye: (
    <path d="M2.500 12S6 6 12 6s9.500 6 9.500 6-3.500 6-9.500 6-9.500-6-9.500-6ZM12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5Z" />
  ),
  copy: <path d="M9 9h10v11H9zM5 15V4h10" />,
  pause: <path d="M8.500 6v12M15.500 6v12" />,
  columns: <path d="M4 5h16v14H4zM9.300 5v14M14.700 5v14" />,
  refresh: <path d="M19 12a7 7 0 1 1-2-5m2-2.500V8h-3.500" />,
  sparkle: <path d="M12 4c.6 4.500 2.500 7 7 8-4.500 1-6.400 3.500-7 8-.6-4.500-2.500-7-7-8 4.500-1 6.400-3.500 7-8Z" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

export function Icon({ name, className = 'size-6' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      {shapes[name]}
    </svg>
  );
}
