// Progress with its numbers in words; an unknown length is not drawn as if it were known.
export function Progress({ label, value, max, text }: { label: string; value: number; max: number; text: string }) {
  const share = max > 0 ? Math.min(100, (value / max) * 100) : 0;
  return (
    <div className="flex flex-col gap-2">
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuetext={text}
        className="h-3 overflow-hidden rounded-full bg-solid-gray-100"
      >
        <svg className="h-full w-full" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width={share} height="1" className="fill-blue-900 transition-all" />
        </svg>
      </div>
      <p className="text-[0.9375rem] leading-160">{text}</p>
    </div>
  );
}
