import { copyKey } from './record.mjs';

/**
 * Holds the ledger against what the mail server knows, when nothing runs: what differs, in words.
 * @param {Iterable<{ subject: string, address: string, state: string }>} rows
 * @param {ReturnType<typeof import('./record.mjs').mailRecord>} record
 */
export function differences(rows, record) {
  const found = [...record.strays()];
  const known = new Set();
  for (const { subject, address, state } of rows) {
    const key = copyKey(subject, address);
    known.add(key);
    const copy = record.of(subject, address);
    if (copy.dots > 1) found.push(`${key} came ${copy.dots} times, and nobody asked for it again`);
    if (copy.messageIds > 1) found.push(`${key} came under ${copy.messageIds} Message-IDs`);
    const fault = faultOf(state, copy);
    if (fault !== null) found.push(`${key} is ${state}, but ${fault}`);
  }
  for (const key of record.keys())
    if (isReaders(key) && !known.has(key)) found.push(`${key} came and is in no ledger`);
  return found;
}

/** What the record says against a delivery's state; null when they agree. */
function faultOf(state, { dots, answered }) {
  switch (state) {
    case 'sent':
      return answered === 0 ? 'no message was accepted' : null;
    case 'sending':
    case 'uncertain':
      return null;
    case 'queued':
    case 'deferred':
      return dots > 0 ? 'it came already: it would come again' : null;
    default:
      return dots > 0 ? 'it came' : null;
  }
}

/** The author gets notices, which are no part of any edition. */
function isReaders(key) {
  return key.includes('> reader-');
}

/**
 * What must hold besides when every edition is complete: each accounts for all readers, and nobody still waits or was left out.
 * @param {number} readers how many each edition must account for
 */
export function leftovers(editions, readers) {
  return editions.flatMap(({ key, state, audience, counts }) => {
    const settled = (counts.sent ?? 0) + (counts.uncertain ?? 0);
    if (state === 'complete' && audience === readers && settled === readers) return [];
    return [
      `${key} ended ${state}: ${JSON.stringify(counts)} of ${audience}, and there are ${readers} readers`,
    ];
  });
}
