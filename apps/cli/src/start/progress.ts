// Progress for a person who waits: one line that moves on a terminal, one line a step elsewhere.

export type Progress = {
  step(text: string): void;
  /** `done` of `total` inside the present step. */
  count(done: number, total: number): void;
  done(): void;
};

export function makeProgress(out: NodeJS.WriteStream = process.stderr): Progress {
  let text = '';
  let started = 0;
  const moving = out.isTTY === true;
  const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const finish = (): void => {
    if (!text) return;
    out.write(moving ? `\r\x1b[K  ✓ ${text}  ${seconds()}\n` : `  ✓ ${text} (${seconds()})\n`);
    text = '';
  };
  return {
    step(next) {
      finish();
      text = next;
      started = performance.now();
      if (moving) out.write(`  … ${text}`);
    },
    count(done, total) {
      if (!moving) return;
      const width = 20;
      const full = Math.round((done / Math.max(1, total)) * width);
      out.write(`\r\x1b[K  … ${text}  ${'█'.repeat(full)}${'░'.repeat(width - full)} ${done}/${total}`);
    },
    done: finish,
  };
}
