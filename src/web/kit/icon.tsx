import type { ReactNode } from "react";

/** Drawn on a square of 24, one weight of line, no fill: they take the colour of the words beside them. */
const DRAWINGS = {
  alert: (
    <>
      <path d="M12 4L2.800 19.5h18.400z" />
      <path d="M12 10v4.200M12 16.900v.1" />
    </>
  ),
  back: (
    <>
      <path d="M4 12a8 8 0 1 0 2.6-5.9" />
      <path d="M4 4v4.5h4.5" />
      <path d="M12 8v4.3l2.8 1.7" />
    </>
  ),
  chart: (
    <>
      <path d="M4 20h16.5" />
      <path d="M6.5 16.5v-5M11 16.5V6M15.5 16.5V9.5M20 16.5v-3" />
    </>
  ),
  clip: (
    <>
      <path d="M19.5 11.5l-8 7.700a4.700 4.700 0 0 1-6.600-6.700l8.300-8a3.100 3.100 0 0 1 4.400 4.400l-8 7.700a1.5 1.5 0 0 1-2.200-2.200l7-6.700" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5.300l3.300 2" />
    </>
  ),
  copy: (
    <>
      <rect x="8.5" y="8.5" width="11" height="11" rx="2" />
      <path d="M15.5 5.5V4.5h-11v11h1" />
    </>
  ),
  cross: (
    <>
      <path d="M6 6l12 12M18 6L6 18" />
    </>
  ),
  deed: (
    <>
      <path d="M6 3.5h9l3.5 3.5v13.5H6z" />
      <path d="M9 9.5h6M9 13h6M9 16.5h3" />
    </>
  ),
  device: (
    <>
      <rect x="7" y="3" width="10" height="18" rx="2" />
      <path d="M11 18h2" />
    </>
  ),
  down: (
    <>
      <path d="M6 9.5l6 6 6-6" />
    </>
  ),
  exit: (
    <>
      <path d="M10 4H5v16h5" />
      <path d="M10.5 12H20M16.5 8l4 4-4 4" />
    </>
  ),
  eye: (
    <>
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
      <circle cx="12" cy="12" r="2.800" />
    </>
  ),
  find: (
    <>
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="M15 15l5 5" />
    </>
  ),
  flag: (
    <>
      <path d="M6 21V4.5c4-2 7.5 2 12 0v8.5c-4.5 2-8-2-12 0" />
    </>
  ),
  globe: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M3.5 12h17M12 3.5c3 2.400 3.900 5.400 3.900 8.5S15 18.100 12 20.5C9 18.100 8.100 15.100 8.100 12S9 5.900 12 3.5z" />
    </>
  ),
  half: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor" />
    </>
  ),
  help: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M9.700 9.5a2.400 2.400 0 1 1 3.5 2.200c-.9.5-1.200 1-1.200 1.900M12 16.5v.1" />
    </>
  ),
  inbox: (
    <>
      <path d="M4 13l2.5-8h11L20 13v6H4z" />
      <path d="M4 13h5l1 2.5h4L15 13h5" />
    </>
  ),
  key: (
    <>
      <circle cx="8" cy="15" r="4" />
      <path d="M11 12.200L19.5 4M16 7.5l2.5 2.5" />
    </>
  ),
  ledger: (
    <>
      <circle cx="12" cy="5" r="2" />
      <circle cx="6.5" cy="12" r="2" />
      <circle cx="17.5" cy="12" r="2" />
      <circle cx="6.5" cy="19" r="2" />
      <path d="M10.800 6.600L7.700 10.400M13.200 6.600l3.100 3.800M6.5 14v3" />
    </>
  ),
  lock: (
    <>
      <rect x="5" y="10.5" width="14" height="10" rx="2" />
      <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" />
      <path d="M12 14.5v2" />
    </>
  ),
  map: (
    <>
      <path d="M3.5 6.5l5.5-2 6 2 5.5-2v13l-5.5 2-6-2-5.5 2z" />
      <path d="M9 4.5v13M15 6.5v13" />
    </>
  ),
  menu: (
    <>
      <path d="M4 7h16M4 12h16M4 17h16" />
    </>
  ),
  next: (
    <>
      <path d="M9.5 6l6 6-6 6" />
    </>
  ),
  none: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M6 18L18 6" />
    </>
  ),
  open: (
    <>
      <rect x="5" y="10.5" width="14" height="10" rx="2" />
      <path d="M8 10.5V7.5a4 4 0 0 1 7.700-1.5" />
    </>
  ),
  pen: (
    <>
      <path d="M5 19l1-4.200L16.5 4.300l3.200 3.200L9.200 18z" />
    </>
  ),
  people: (
    <>
      <circle cx="9" cy="8.5" r="3.200" />
      <path d="M3 19.5c.4-3.800 2.600-6 6-6s5.600 2.200 6 6" />
      <path d="M15.5 5.600a3.200 3.200 0 0 1 0 5.800M17.300 14c2.200.7 3.400 2.600 3.700 5.5" />
    </>
  ),
  person: (
    <>
      <circle cx="12" cy="8" r="3.600" />
      <path d="M5 20c.5-4.300 3-6.5 7-6.5s6.5 2.200 7 6.5" />
    </>
  ),
  phone: (
    <>
      <path d="M6.5 3.5h3l1.5 4.5-2.200 1.700a12 12 0 0 0 5.5 5.5l1.700-2.200 4.5 1.5v3c0 1.400-1.100 2.300-2.5 2C10.600 18.400 5.600 13.400 4.5 6c-.2-1.400.6-2.5 2-2.5z" />
    </>
  ),
  plus: (
    <>
      <path d="M12 5v14M5 12h14" />
    </>
  ),
  print: (
    <>
      <path d="M7 8.5V4h10v4.5" />
      <path d="M7 16.5H4v-8h16v8h-3" />
      <path d="M7 13.5h10V20H7z" />
    </>
  ),
  send: (
    <>
      <path d="M4 12h15M13 6l6 6-6 6" />
    </>
  ),
  share: (
    <>
      <path d="M4 12.5V19h16v-6.5" />
      <path d="M12 15V4M8 7.800l4-3.800 4 3.800" />
    </>
  ),
  speak: (
    <>
      <path d="M4 5.5h16v10.5H11l-5 4v-4H4z" />
      <path d="M8 9.5h8M8 12.5h5" />
    </>
  ),
  sun: (
    <>
      <path d="M3.5 17.5h17" />
      <path d="M7 17.5a5 5 0 0 1 10 0" />
      <path d="M12 6v3M4.800 10.300l2 1.600M19.200 10.300l-2 1.600M8 20.5h8" />
    </>
  ),
  tick: (
    <>
      <path d="M4.5 12.800l5 5 10-11.300" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof DRAWINGS;

/**
 * A picture beside a word, hidden from screen readers: the word says it.
 *
 * @param turns true for arrows and doors, which run with the reading direction; clocks and ticks do not
 */
export function Icon({ name, turns = false, also = "" }: { name: IconName; turns?: boolean; also?: string }) {
  return (
    <svg className={`i${turns ? " i-flip" : ""} ${also}`.trim()} viewBox="0 0 24 24" aria-hidden="true">
      {DRAWINGS[name]}
    </svg>
  );
}
