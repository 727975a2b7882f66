// A taken port is found before anything starts, and named with what uses it for us.
import { createServer } from 'node:net';
import type { PortName, Ports } from './ports.ts';

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** The names of our services whose port somebody else has. */
export async function findTakenPorts(ports: Ports): Promise<{ name: PortName; port: number }[]> {
  const taken: { name: PortName; port: number }[] = [];
  for (const [name, port] of Object.entries(ports) as [PortName, number][]) if (!(await isFree(port))) taken.push({ name, port });
  return taken;
}
