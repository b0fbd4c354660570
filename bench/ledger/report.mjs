/** The median of a figure over the rounds, and its spread. */
export function middle(rounds, figure) {
  const sorted = rounds.map(figure).toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { median: round(median), least: round(sorted[0]), most: round(sorted.at(-1)) };
}

/** Prints a heading, and each figure in a line of its own. */
export function printTable(heading, rows) {
  process.stdout.write(`${heading}\n`);
  for (const [name, { median, least, most }] of rows) {
    process.stdout.write(`${name.padEnd(52)}${String(median).padStart(8)}  (${least} to ${most})\n`);
  }
}

function round(figure) {
  return figure >= 100 ? Math.round(figure) : Math.round(figure * 100) / 100;
}
