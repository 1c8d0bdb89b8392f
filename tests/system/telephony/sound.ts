/** Strength of one frequency in samples of 8000 a second, between 0 and 1 (Goertzel's algorithm). A pure tone gives 1. */
export function share(samples: Int16Array, frequency: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * frequency) / 8000);
  let [before, last, energy] = [0, 0, 0];
  for (const sample of samples) {
    [before, last] = [last, sample + turn * last - before];
    energy += sample * sample;
  }
  const power = before * before + last * last - turn * before * last;
  return energy === 0 ? 0 : (2 * power) / (samples.length * energy);
}
