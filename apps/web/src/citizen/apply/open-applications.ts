// What is not settled: waiting for the agency, or for the person. A form sent again after 補正のお願い takes the place of the one before.
import type { Application, FormDocument } from '@shishobako/contracts/application';

export const isYourTurn = ({ state }: Application): boolean => state === 'returned' || state === 'failed';

/** `newestFirst`, as the list comes. Which form it was is known from this device's copies alone; without one each stands for itself. */
export function openApplications(newestFirst: readonly Application[], copies: Readonly<Record<string, FormDocument>>): Application[] {
  const formOf = ({ env }: Application): string => (copies[env] ? `${copies[env].agency} ${copies[env].form}` : env);
  return newestFirst.filter(
    (one, at) => one.state !== 'received' && (!isYourTurn(one) || newestFirst.findIndex((other) => formOf(other) === formOf(one)) === at),
  );
}
