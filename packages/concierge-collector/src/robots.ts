// robots.txt (RFC 9309): the longest matching rule of the group for our name, or of `*`, decides; Allow wins a tie.

export type Robots = { allows(path: string): boolean; readonly crawlDelaySeconds: number };
type Rule = { readonly allow: boolean; readonly path: string };

export function readRobots(text: string, agent: string): Robots {
  const groups: { agents: string[]; rules: Rule[]; delay: number }[] = [];
  let naming = false;
  for (const line of text.slice(0, 500_000).split(/\r?\n/)) {
    const [field = '', ...rest] = line.replace(/#.*$/, '').split(':');
    const value = rest.join(':').trim();
    const name = field.trim().toLowerCase();
    if (name === 'user-agent') {
      if (!naming) groups.push({ agents: [], rules: [], delay: 0 });
      groups.at(-1)?.agents.push(value.toLowerCase());
      naming = true;
      continue;
    }
    const group = groups.at(-1);
    if (group === undefined || name === '') continue;
    naming = false;
    if ((name === 'allow' || name === 'disallow') && value !== '') group.rules.push({ allow: name === 'allow', path: value });
    if (name === 'crawl-delay' && Number.isFinite(Number(value))) group.delay = Number(value);
  }
  const own = groups.filter((g) => g.agents.some((a) => a !== '*' && agent.toLowerCase().startsWith(a)));
  const chosen = own.length > 0 ? own : groups.filter((g) => g.agents.includes('*'));
  const rules = chosen.flatMap((g) => g.rules);
  return {
    crawlDelaySeconds: Math.max(0, ...chosen.map((g) => g.delay)),
    allows(path) {
      const hits = rules.filter((r) => matches(r.path, path));
      const longest = Math.max(0, ...hits.map((r) => r.path.length));
      const best = hits.filter((r) => r.path.length === longest);
      return best.length === 0 || best.some((r) => r.allow);
    },
  };
}

/** `*` stands for anything, `$` for the end; matched without a regular expression, so that no pattern can be costly. */
function matches(pattern: string, path: string): boolean {
  const end = pattern.endsWith('$');
  const parts = (end ? pattern.slice(0, -1) : pattern).split('*');
  let at = 0;
  for (const [i, part] of parts.entries()) {
    const found = i === 0 ? (path.startsWith(part) ? 0 : -1) : path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return !end || at === path.length || (parts.length > 1 && path.endsWith(parts.at(-1) ?? ''));
}
