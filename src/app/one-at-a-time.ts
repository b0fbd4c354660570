const tails = new WeakMap<object, Promise<unknown>>();

/**
 * Runs work of one process one after another: the worker's tick and one asked for by hand would otherwise write the same files
 * at once. Between processes the store's keys and the renames of the site see to it.
 */
export function oneAtATime<Outcome>(owner: object, work: () => Promise<Outcome>): Promise<Outcome> {
  const before = tails.get(owner) ?? Promise.resolve();
  const outcome = before.then(work, work);
  tails.set(owner, outcome);
  // The chain must go on after a failure, which belongs to whoever asked for that work.
  outcome.catch(() => undefined);
  return outcome;
}
