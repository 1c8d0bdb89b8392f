/**
 * Asks again and again until the answer is the wanted one, and returns it.
 * @throws with the last answer when `seconds` have passed.
 */
export async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, seconds = 30): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (wanted(answer)) {
        return answer;
      }
      last = answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(
    `not within ${String(seconds)} s; last answer: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
  );
}
