// The line in which a JSON text goes wrong. Engines name a position for some faults only; the shortest beginning that cannot
// be continued to JSON ends in the faulty line.

export function jsonFaultLine(text: string): number {
  const lines = text.split('\n');
  let low = 1;
  let high = lines.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isBroken(`${lines.slice(0, middle).join('\n')}\n`)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Broken, and not merely unfinished. */
function isBroken(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return false;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (/^Unexpected end|^Unterminated string/.test(message)) return false;
    const at = /position (\d+)/.exec(message)?.[1];
    return at === undefined || Number(at) < beginning.length;
  }
}
