/** What a condition asks for: one part, several, or none. */
export function when<T>(condition: boolean, make: () => T): readonly T[] {
  return condition ? [make()] : [];
}
