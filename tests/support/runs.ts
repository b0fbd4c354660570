/**
 * How often a property is tried, and from which seed: the same every time, so that a failure comes back. `npm run test:long` asks for more
 * (`PROPERTY_TIMES` as many) from other seeds (`PROPERTY_SEED` is added).
 */
export function runs(seed: number, numRuns: number): { readonly seed: number; readonly numRuns: number } {
  const { PROPERTY_TIMES = '1', PROPERTY_SEED = '0' } = process.env;
  return { seed: seed + Number(PROPERTY_SEED), numRuns: Math.ceil(numRuns * Number(PROPERTY_TIMES)) };
}
