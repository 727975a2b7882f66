// How long a card's certificates last: to the end, Japan time, of the fifth birthday after issue (fact sheet §§2, 9).

const JST = 9 * 3_600_000;
const DAY = 86_400_000;

/** Last second of a calendar day in Japan. */
const endOfDayJst = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) + DAY - JST - 1000;

/** `YYYY-MM-DD` with 00 for unknown parts, which count as the first. A birthday on 29 February falls on the 28th in other years. */
function birthdayIn(year: number, dateOfBirth: string): number {
  const month = Number(dateOfBirth.slice(5, 7)) || 1;
  const day = Number(dateOfBirth.slice(8, 10)) || 1;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return endOfDayJst(year, month, Math.min(day, lastDay));
}

export function cardCertificateEnd(issuedAt: number, dateOfBirth: string): number {
  const issueYear = new Date(issuedAt + JST).getUTCFullYear();
  const dayStart = Math.floor((issuedAt + JST) / DAY) * DAY - JST;
  const firstIsThisYear = birthdayIn(issueYear, dateOfBirth) > dayStart + DAY;
  return birthdayIn(issueYear + (firstIsThisYear ? 4 : 5), dateOfBirth);
}

/** Full years of age on the day of `at` in Japan. */
export function ageAt(at: number, dateOfBirth: string): number {
  const today = new Date(at + JST);
  const years = today.getUTCFullYear() - Number(dateOfBirth.slice(0, 4));
  const monthDay = `${String(today.getUTCMonth() + 1).padStart(2, '0')}-${String(today.getUTCDate()).padStart(2, '0')}`;
  return monthDay < dateOfBirth.slice(5) ? years - 1 : years;
}
