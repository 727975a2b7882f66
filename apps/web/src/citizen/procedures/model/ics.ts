// A calendar file of whole days (RFC 5545): CRLF, lines folded at 75 octets, text escaped (§3.1, §3.3.11). Made here and never sent anywhere.
export type DayEntry = {
  readonly uid: string;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly title: string;
  readonly text: string;
  /** Whole days before (at least one), at nine in the morning; no reminder when undefined. */
  readonly remind?: number;
};

const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (mark) => (mark === '\r' ? '' : ' '))
    .replace(/\\/g, '\\\\')
    .replace(/;/g, '\\;')
    .replace(/,/g, '\\,')
    .replace(/\n/g, '\\n');

/** Never cuts a character in two: a line counts octets of UTF-8. */
export function fold(line: string): string {
  const encoder = new TextEncoder();
  const lines: string[] = [];
  let at = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      lines.push(at);
      at = ' ';
      octets = 1;
    }
    at += character;
    octets += size;
  }
  return [...lines, at].join('\r\n');
}

const compact = (day: string): string => day.replaceAll('-', '');
const after = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

export function writeCalendar(entries: readonly DayEntry[], now: Date): string {
  const stamp = `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Shishobako//Procedures//JA',
    'CALSCALE:GREGORIAN',
    ...entries.flatMap((entry) => [
      'BEGIN:VEVENT',
      `UID:${escaped(entry.uid)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(entry.day)}`,
      `DTEND;VALUE=DATE:${compact(after(entry.day))}`,
      `SUMMARY:${escaped(entry.title)}`,
      `DESCRIPTION:${escaped(entry.text)}`,
      'TRANSP:TRANSPARENT',
      ...(entry.remind === undefined
        ? []
        : [
            'BEGIN:VALARM',
            'ACTION:DISPLAY',
            `DESCRIPTION:${escaped(entry.title)}`,
            `TRIGGER:-P${entry.remind - 1}DT15H0M0S`,
            'END:VALARM',
          ]),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}
