import { stringify } from 'yaml';

/** Words that a YAML 1.1 reader takes for true or false; ours does not, but an author's other tools may. */
const OLD_BOOLEANS = /^(y|n|yes|no|on|off)$/i;

/** A text as it is written behind `key: `, in quotes only where YAML needs them. Always on one line. */
export function scalarText(value: string): string {
  if (OLD_BOOLEANS.test(value)) return JSON.stringify(value);
  return stringify(value, { lineWidth: 0, blockQuote: false }).trimEnd();
}

/** The same inside `[…]` and `{…}`, where commas and brackets mean something too. */
export function flowScalarText(value: string): string {
  const plain = /^[\p{L}\p{N}_-]+( [\p{L}\p{N}_-]+)*$/u.test(value) && scalarText(value) === value;
  return plain ? value : JSON.stringify(value);
}
