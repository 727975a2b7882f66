// Our mark: a pigeonhole with its slot and lock.
export function Brand({ name, note }: { name: string; note?: string }) {
  return (
    <span className="inline-flex items-center gap-2.5 text-ink">
      <svg viewBox="0 0 32 32" className="size-9 shrink-0" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#0017c1" />
        <rect x="6.5" y="9.5" width="19" height="13" rx="1.5" fill="#fff" />
        <path d="M10.5 14h11" stroke="#0017c1" strokeWidth="2.4" strokeLinecap="round" />
        <circle cx="16" cy="18.7" r="1.4" fill="#0017c1" />
      </svg>
      <span className="flex flex-col leading-130">
        <span className="text-lg font-bold leading-130">{name}</span>
        {note !== undefined && <span className="text-[0.8125rem] leading-130 text-ink-soft">{note}</span>}
      </span>
    </span>
  );
}
