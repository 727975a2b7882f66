/** Milliseconds of processor time from now until it is asked: what a busy machine does beside is not counted. */
export function processorTime(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}
