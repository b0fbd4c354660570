/**
 * What is done to the worker in one round, drawn from a seed. Instants are milliseconds; messages are counted from the start of the round.
 *
 * - `startup`: killed so long after it was started, whatever it does then.
 * - `sending`: killed so long after the first message.
 * - `moment`: killed when the nth message is at that moment.
 * - `opening`: killed so long after an edition was seen to be opening.
 * - `stopping`: asked to end (SIGTERM) at the nth message, and killed so long after.
 * - `second`: two workers, one of which waits for the lease. `waiter`: that one is killed, then the sender. `both`: the sender is killed, and
 *   its successor at its nth message. `spare`: the one that waits is killed, and the sender asked to end.
 *
 * @typedef {{ kind: 'startup' | 'sending' | 'opening', after: number }
 *   | { kind: 'moment', moment: import('../../mail-server.mjs').Moment, message: number }
 *   | { kind: 'stopping', message: number, after: number }
 *   | { kind: 'second', how: 'waiter' | 'both' | 'spare', message: number, after: number }} Death
 * @typedef {{ death: Death, drop: { moment: import('../../mail-server.mjs').Moment, message: number } | null }} Round `drop`: where the server drops a
 *   connection before
 */

/**
 * @param {ReturnType<typeof import('./random.mjs').randomFrom>} random
 * @param {{ opening: boolean, pace: number }} now `opening`: editions wait to be opened; `pace`: messages a round should send
 * @returns {Round}
 */
export function drawRound(random, { opening, pace }) {
  const death = drawDeath(random, opening && random.chance(0.75), pace);
  const drop =
    death.kind !== 'opening' && random.chance(DROPS)
      ? {
          moment: random.oneOf([
            [1, 'body'],
            [2, 'dot'],
            [1, 'answered'],
          ]),
          message: random.between(1, pace),
        }
      : null;
  return { death, drop };
}

const DROPS = 0.1;

function drawDeath(random, opening, pace) {
  if (opening) return { kind: 'opening', after: random.between(0, 60) };
  const message = random.between(1, pace);
  switch (
    random.oneOf([
      [10, 'startup'],
      [25, 'sending'],
      [45, 'moment'],
      [12, 'stopping'],
      [8, 'second'],
    ])
  ) {
    case 'startup':
      return { kind: 'startup', after: random.between(0, 1_500) };
    case 'sending':
      return { kind: 'sending', after: random.between(0, pace) };
    case 'moment':
      return { kind: 'moment', moment: random.oneOf(MOMENTS), message };
    case 'stopping':
      return { kind: 'stopping', message, after: random.between(0, 40) };
    default:
      return {
        kind: 'second',
        how: random.oneOf([
          [1, 'waiter'],
          [2, 'both'],
          [1, 'spare'],
        ]),
        message,
        after: random.between(0, 100),
      };
  }
}

const MOMENTS = [
  [1, 'data'],
  [1, 'body'],
  [2, 'dot'],
  [2, 'answered'],
];
