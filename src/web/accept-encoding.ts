import { ENCODINGS, type Encoding } from '../site/encodings.ts';

/**
 * The encodings that a client takes rather than the bytes as they are, the one it likes best first (RFC 9110 12.5.3). Without the header it gets the bytes as they are.
 * Where it refuses these too (`identity;q=0`) and nothing else is there, a server may disregard that (12.1).
 */
export function encodingsFor(header: string | undefined): readonly Encoding[] {
  const weights = new Map((header ?? '').split(',').flatMap(weightIn));
  const weightOf = (name: string): number | undefined => weights.get(name) ?? weights.get('*');
  // What is not named is taken, but nobody asked for it.
  const plain = weights.get('identity') ?? 0;
  return ENCODINGS.map((encoding) => ({ encoding, weight: weightOf(encoding) ?? 0 }))
    .filter(({ weight }) => weight > 0 && weight >= plain)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ encoding }) => encoding);
}

function weightIn(item: string): [string, number][] {
  const [, name = '', weight] =
    /^\s*([^\s;,]+)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i.exec(item) ?? [];
  if (name === '') return [];
  const coding = name.toLowerCase();
  return [[coding === 'x-gzip' ? 'gzip' : coding, Number(weight ?? 1)]];
}
