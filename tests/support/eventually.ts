/** Asks until the answer is there; the last one is given back either way. */
export async function eventually<T>(ask: () => Promise<T>, good: (answer: T) => boolean, ms = 10_000): Promise<T> {
  const end = Date.now() + ms;
  let answer = await ask();
  while (!good(answer) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    answer = await ask();
  }
  return answer;
}
