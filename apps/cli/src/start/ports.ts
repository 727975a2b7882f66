// Fixed ports of the all-in-one mode, so that addresses in documents, bookmarks and tokens stay true. `--port-base` moves them together.

export const serviceOffsets = {
  square: 0,
  web: 1,
  ca: 2,
  idp: 3,
  platform: 4,
  portal: 5,
  keyserver: 6,
  concierge: 7,
  bridge: 8,
  counter: 10,
  'shionagi-city': 11,
  'aomine-pension': 12,
  'shionagi-kenpo': 17,
  'aomine-kokuho': 18,
  'shionagi-hospital': 19,
  smtp: 25,
} as const;

export type PortName = keyof typeof serviceOffsets;
export type Ports = Readonly<Record<PortName, number>>;
export const defaultPortBase = 4600;

export const portsFrom = (base: number): Ports =>
  Object.fromEntries(Object.entries(serviceOffsets).map(([name, offset]) => [name, base + offset])) as Record<PortName, number>;

/** What a browser and the other services call it. */
export const urlOf = (ports: Ports, name: PortName): string => `http://localhost:${ports[name]}`;
