import { cpus } from 'node:os';

/** @typedef {{ median: number, least: number, most: number }} Spread */

/**
 * The median of a figure over the rounds, and its spread.
 * @template Round
 * @param {readonly Round[]} rounds
 * @param {(round: Round) => number} figure
 * @returns {Spread}
 */
export function middle(rounds, figure) {
  const sorted = rounds.map(figure).toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { median: round(median), least: round(sorted[0]), most: round(sorted.at(-1)) };
}

export function words({ median, least, most }) {
  return `${String(median).padStart(8)}  (${least} to ${most})`;
}

export function round(figure) {
  return figure >= 100 ? Math.round(figure) : Math.round(figure * 100) / 100;
}

/** Two columns, for people. */
export function printTable(rows) {
  for (const [name, value] of rows) process.stdout.write(`${name.padEnd(48)}${value}\n`);
}

export function machine() {
  return `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
}

/**
 * What the specification demands, and whether it was met.
 * @param {string} name
 * @param {number} figure
 * @param {{ least?: number, most?: number, aim: number }} bounds
 */
export function must(name, figure, { least, most, aim }) {
  const met = (least === undefined || figure >= least) && (most === undefined || figure <= most);
  return { name, must: least ?? most, aim, figure, met };
}

/**
 * The end of every bench: which demands were met, and all figures as one object in the last line. Exit code 1 when any was missed.
 * @param {object} figures with the bench's name as `bench`
 * @param {readonly ReturnType<typeof must>[]} musts
 */
export function conclude(figures, musts) {
  printTable(
    musts.map(({ name, must: bound, aim, figure, met }) => [
      `must: ${name}`,
      `${figure} of ${bound} (aim ${aim}): ${met ? 'met' : 'MISSED'}`,
    ]),
  );
  process.stdout.write(`${JSON.stringify({ ...figures, musts })}\n`);
  if (musts.some(({ met }) => !met)) process.exitCode = 1;
}
