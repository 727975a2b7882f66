// The run's town as journeys and attacks see it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type PortName, portsFrom, urlOf } from '../../apps/cli/src/start/ports.ts';

const { dataDir, portBase } = inject('town');
const ports = portsFrom(portBase);

export const town = {
  dataDir,
  ports,
  url: (name: PortName): string => urlOf(ports, name),
  /** An agency's own code for a person of the demo. */
  async codeOf(agency: 'shionagi-city' | 'aomine-pension', person: string): Promise<string> {
    const seeded = JSON.parse(await readFile(join(dataDir, 'seeded.json'), 'utf8')) as { codes: Record<string, Record<string, string>> };
    const code = seeded.codes[agency]?.[person];
    if (!code) throw new Error(`${agency} has no code for ${person}`);
    return code;
  },
};
