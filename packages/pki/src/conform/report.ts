// The verdict as the port writes it: names and times, no certificates.
import { rfc3339 } from '@shishobako/kernel/clock';
import type { Verdict } from '../verify/verdict.ts';
import { nameText } from '../x509/name.ts';

export const reportOf = ({ indication, subIndication, path, time, revocation }: Verdict) => ({
  indication,
  subIndication,
  path: path.map((c) => nameText(c.subject)),
  time: rfc3339(time),
  revocation: revocation && { status: revocation.status, source: revocation.source },
});
